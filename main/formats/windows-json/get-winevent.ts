/** `Get-WinEvent | ConvertTo-Json`: values without their names, and the text that Windows shows. Source: EventLogRecord of .NET. */
import type { AttrValue } from '../kit/format'
import { listIn, objectIn, textIn, type JsonObject } from '../kit/json'
import { addField, auditOf } from '../kit/windows/event'
import { addRest, emptyReading, levelOf, plainNumber, type Reading } from './reading'
import { PROPERTY_NAMES } from '../kit/windows/property-names'
import { readTime } from '../kit/written-time'

export const isGetWinEvent = (object: JsonObject): boolean =>
  !Number.isNaN(plainNumber(object['Id'])) && Object.hasOwn(object, 'ProviderName') && Object.hasOwn(object, 'TimeCreated')

const TAKEN = new Set([
  ...[
    'Id',
    'ProviderName',
    'LogName',
    'MachineName',
    'RecordId',
    'Level',
    'LevelDisplayName',
    'TimeCreated',
    'UserId',
    'Message',
  ],
  ...['Properties', 'Bookmark', 'MatchedQueryIds'],
])

export function readGetWinEvent(object: JsonObject): Reading {
  const reading = emptyReading()
  const { event } = reading
  reading.time = readTime(object['TimeCreated'])
  event.provider = textIn(object, 'ProviderName')
  event.eventId = plainNumber(object['Id'])
  event.channel = textIn(object, 'LogName')
  event.computer = textIn(object, 'MachineName')
  event.recordId = plainNumber(object['RecordId'])
  event.level = levelOf(object['Level'] ?? object['LevelDisplayName'])
  event.audit = auditOf(object['Keywords']) ?? auditOf(object['KeywordsDisplayNames'])
  event.userId = textIn(object, 'UserId') || textIn(objectIn(object, 'UserId'), 'Value')
  event.text = textIn(object, 'Message')
  properties(listIn(object, 'Properties'), reading)
  if (event.provider === 'Microsoft-Windows-Sysmon') messageFields(reading)
  addRest(object, TAKEN, event.rest)
  return reading
}

/** PowerShell turns security identifiers into objects; their text is what the log holds. */
function propertyValue(property: AttrValue): AttrValue {
  const value =
    typeof property === 'object' && property !== null && !Array.isArray(property)
      ? ((property as JsonObject)['Value'] ?? null)
      : property
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return (value as JsonObject)['Value'] ?? JSON.stringify(value)
}

function properties(list: readonly AttrValue[], { event }: Reading): void {
  const names = PROPERTY_NAMES[event.eventId]
  const isKnown = names !== undefined && names.provider === event.provider.toLowerCase()
  list.forEach((property, index) =>
    addField(event.fields, (isKnown ? names.fields[index] : undefined) ?? 'Data', propertyValue(property)),
  )
}

/** Sysmon's text is its fields, one per line, by their names; versions order the values differently, so the values without names go. */
function messageFields({ event }: Reading): void {
  const [, ...lines] = event.text.slice(0, 16_384).split(/\r?\n/, 60)
  for (const line of lines) {
    const at = line.indexOf(': ')
    if (at > 0 && at <= 40) addField(event.fields, line.slice(0, at), line.slice(at + 2))
  }
  if (event.fields.size > 1) event.fields.delete('Data')
}
