/** NXLog and all that keeps its flat fields (Security Datasets, Logstash before the event log format of Elastic). Source: NXLog, im_msvistalog. */
import type { JsonObject } from '../kit/json'
import { auditOf } from '../kit/windows/event'
import { addAll, emptyReading, plainNumber, plainText, type Reading } from './reading'
import { readTime } from '../kit/written-time'

/** Fields of NXLog and of what carried the event on; every other field is the event's own. */
const CARRIED = new Set([
  ...['@timestamp', '@version', 'host', 'port', 'tags', 'Keywords', 'SeverityValue', 'Severity', 'EventReceivedTime'],
  ...['ProviderGuid', 'ExecutionProcessID', 'ThreadID', 'Task', 'Opcode', 'OpcodeValue', 'Version', 'Category'],
  ...['SourceModuleName', 'SourceModuleType', 'AccountType', 'ActivityID', 'RelatedActivityID', 'ERROR_EVT_UNRESOLVED'],
  ...['EventTypeOrignal', 'Domain'],
])
const TAKEN = new Set(['EventID', 'EventTime', 'Hostname', 'Channel', 'SourceName', 'RecordNumber', 'Message', 'UserID'])
/** debug, info, warning, error, critical as 1 to 5. */
const LEVEL_OF_SEVERITY = [NaN, 5, 4, 3, 2, 1]

/** Shape: object → whether it is one of these. */
export function isNxlog(object: JsonObject): boolean {
  const hasTime = ['EventTime', 'TimeCreated', '@timestamp'].some((name) => Object.hasOwn(object, name))
  const hasSource = ['Channel', 'SourceName', 'ProviderGuid'].some((name) => Object.hasOwn(object, name))
  return hasTime && hasSource && !Number.isNaN(plainNumber(object['EventID']))
}

export function readNxlog(object: JsonObject): Reading {
  const reading = emptyReading()
  const { event } = reading
  reading.time = readTime(object['EventTime'] ?? object['TimeCreated'] ?? object['@timestamp'])
  event.provider = plainText(object['SourceName'])
  event.eventId = plainNumber(object['EventID'])
  event.channel = plainText(object['Channel'])
  event.computer = plainText(object['Hostname']) || plainText(object['Computer'])
  event.recordId = plainNumber(object['RecordNumber'])
  event.level = LEVEL_OF_SEVERITY[plainNumber(object['SeverityValue'])] ?? NaN
  event.audit = auditOf(object['Keywords']) ?? auditOf(object['EventType'])
  event.userId = plainText(object['UserID'])
  event.text = plainText(object['Message'])
  for (const [name, value] of Object.entries(object)) {
    if (!TAKEN.has(name)) addAll({ [name]: value }, CARRIED.has(name) ? event.rest : event.fields)
  }
  return reading
}
