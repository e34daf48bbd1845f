/** The event's own XML turned into JSON, as evtx_dump, Velociraptor, xmltodict and EvtxECmd do it. */
import type { AttrValue } from '../kit/format'
import { objectIn, readJsonObject, textIn, type JsonObject } from '../kit/json'
import { addField, auditOf } from '../kit/windows/event'
import { addAll, addRest, emptyReading, levelOf, plainNumber, plainText, type Reading } from './reading'
import { readTime } from '../kit/written-time'

const isObject = (value: AttrValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const eventOf = (object: JsonObject): JsonObject => (Object.hasOwn(object, 'Event') ? objectIn(object, 'Event') : object)

/** An attribute of an element, under whichever sign the tool puts it. */
function attribute(element: AttrValue | undefined, name: string): AttrValue | undefined {
  if (!isObject(element)) return undefined
  return element[name] ?? element[`@${name}`] ?? objectIn(element, '#attributes')[name]
}

/** The text of an element, with or without attributes beside it. */
const content = (element: AttrValue | undefined): AttrValue | undefined =>
  isObject(element) ? (element['#text'] ?? element['Value'] ?? element['$t']) : element

export function isEventXml(object: JsonObject): boolean {
  const system = objectIn(eventOf(object), 'System')
  return !Number.isNaN(plainNumber(content(system['EventID']))) && Object.hasOwn(system, 'Provider')
}

const SYSTEM_TAKEN = new Set(['Provider', 'EventID', 'Level', 'TimeCreated', 'EventRecordID', 'Channel', 'Computer', 'Security'])

export function readEventXml(object: JsonObject): Reading {
  const reading = emptyReading()
  const { event } = reading
  const xml = eventOf(object)
  const system = objectIn(xml, 'System')
  reading.time = readTime(attribute(system['TimeCreated'], 'SystemTime') ?? content(system['TimeCreated']))
  event.provider = plainText(attribute(system['Provider'], 'Name'))
  event.eventId = plainNumber(content(system['EventID']))
  event.channel = plainText(content(system['Channel']))
  event.computer = plainText(content(system['Computer']))
  event.recordId = plainNumber(content(system['EventRecordID']))
  event.level = plainNumber(content(system['Level']))
  event.audit = auditOf(content(system['Keywords']))
  event.userId = plainText(attribute(system['Security'], 'UserID'))
  event.text = textIn(object, 'Message') || textIn(objectIn(xml, 'RenderingInfo'), 'Message')
  payload(xml, reading)
  addRest(system, SYSTEM_TAKEN, event.rest)
  addRest(xml, new Set(['System', 'EventData', 'UserData', 'Message', '#attributes', '@xmlns']), event.rest)
  return reading
}

/** Fill the fields from EventData and UserData. */
function payload(xml: JsonObject, { event }: Reading): void {
  for (const [name, value] of Object.entries(objectIn(xml, 'EventData'))) {
    if (name === 'Data') data(value, event.fields)
    else if (!name.startsWith('#') && !name.startsWith('@')) addAll({ [name]: value }, event.fields)
  }
  for (const value of Object.values(objectIn(xml, 'UserData'))) {
    if (!isObject(value)) continue
    for (const [name, field] of Object.entries(value))
      if (!/^[#@]|^xmlns/.test(name)) addAll({ [name]: content(field) ?? null }, event.fields)
  }
}

/** `Data` is one element or a list of them; with a name each, or none. */
function data(value: AttrValue, fields: Map<string, AttrValue>): void {
  for (const element of (Array.isArray(value) ? value : [value]) as readonly AttrValue[]) {
    addField(fields, plainText(attribute(element, 'Name')) || 'Data', content(element) ?? null)
  }
}

export const isEvtxEcmd = (object: JsonObject): boolean =>
  !Number.isNaN(plainNumber(object['EventId'])) && Object.hasOwn(object, 'Provider') && Object.hasOwn(object, 'Channel')

const ECMD_TAKEN = new Set([
  'TimeCreated',
  'Provider',
  'EventId',
  'Channel',
  'Computer',
  'EventRecordId',
  'Level',
  'UserId',
  'Payload',
])

/** EvtxECmd writes UTC, in old versions without saying so. */
export function readEvtxEcmd(object: JsonObject): Reading {
  const reading = emptyReading()
  const { event } = reading
  reading.time = { ...readTime(object['TimeCreated']), isLocal: false }
  event.provider = textIn(object, 'Provider')
  event.eventId = plainNumber(object['EventId'])
  event.channel = textIn(object, 'Channel')
  event.computer = textIn(object, 'Computer')
  event.recordId = plainNumber(object['EventRecordId'])
  event.level = levelOf(object['Level'])
  event.audit = auditOf(object['Keywords'])
  event.userId = textIn(object, 'UserId')
  const xml = readJsonObject(textIn(object, 'Payload'))
  if (typeof xml === 'object') payload(xml, reading)
  addRest(object, ECMD_TAKEN, event.rest)
  return reading
}
