/** Winlogbeat, today's fields and those before version 7. Source: Elastic, Winlogbeat, exported fields. */
import { objectIn, textIn, type JsonObject } from '../kit/json'
import { auditOf } from '../kit/windows/event'
import { addAll, addRest, emptyReading, levelOf, plainNumber, plainText, type Reading } from './reading'
import { readTime } from '../kit/written-time'

export const isWinlogbeat = (object: JsonObject): boolean => !Number.isNaN(plainNumber(objectIn(object, 'winlog')['event_id']))

/** `level` and `message` lie beside `winlog`; its own members stay by their names. */
const TAKEN = new Set([
  'event_id',
  'provider_name',
  'channel',
  'computer_name',
  'record_id',
  'event_data',
  'user_data',
  'keywords',
])
/** Said by `winlog` too, or said of the shipper. */
const OUTER = new Set(['@timestamp', 'winlog', 'message', 'agent', 'ecs', '@metadata', '@version'])

export function readWinlogbeat(object: JsonObject): Reading {
  const reading = emptyReading()
  const { event } = reading
  const winlog = objectIn(object, 'winlog')
  reading.time = readTime(winlog['time_created'] ?? object['@timestamp'])
  event.provider = textIn(winlog, 'provider_name')
  event.eventId = plainNumber(winlog['event_id'])
  event.channel = textIn(winlog, 'channel')
  event.computer = textIn(winlog, 'computer_name') || textIn(objectIn(object, 'host'), 'name')
  event.recordId = plainNumber(winlog['record_id'])
  event.level = levelOf(objectIn(object, 'log')['level'])
  event.audit = auditOf(winlog['keywords'])
  event.userId = textIn(objectIn(winlog, 'user'), 'identifier')
  event.text = textIn(object, 'message')
  addAll(objectIn(winlog, 'event_data'), event.fields)
  addAll(objectIn(winlog, 'user_data'), event.fields)
  addAll({ Keywords: winlog['keywords'] ?? null }, event.rest)
  addRest(winlog, TAKEN, event.rest)
  addRest(object, OUTER, event.rest)
  return reading
}

export const isOldWinlogbeat = (object: JsonObject): boolean =>
  !Number.isNaN(plainNumber(object['event_id'])) && Object.hasOwn(object, 'log_name') && Object.hasOwn(object, '@timestamp')

const OLD_TAKEN = new Set([
  ...['@timestamp', 'event_id', 'source_name', 'log_name', 'computer_name', 'record_number', 'level', 'event_data', 'user_data'],
  ...['keywords', 'message', 'beat', '@metadata', '@version'],
])

export function readOldWinlogbeat(object: JsonObject): Reading {
  const reading = emptyReading()
  const { event } = reading
  reading.time = readTime(object['@timestamp'])
  event.provider = textIn(object, 'source_name')
  event.eventId = plainNumber(object['event_id'])
  event.channel = textIn(object, 'log_name')
  event.computer = textIn(object, 'computer_name')
  event.recordId = plainNumber(object['record_number'])
  event.level = levelOf(object['level'])
  event.audit = auditOf(object['keywords'])
  event.userId = plainText(objectIn(object, 'user')['identifier'])
  event.text = textIn(object, 'message')
  addAll(objectIn(object, 'event_data'), event.fields)
  addAll(objectIn(object, 'user_data'), event.fields)
  addAll({ Keywords: object['keywords'] ?? null }, event.rest)
  addRest(object, OLD_TAKEN, event.rest)
  return reading
}
