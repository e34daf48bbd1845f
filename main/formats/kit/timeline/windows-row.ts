/** Rows that were records of Windows event logs, as events named like the records themselves. */
import type { AttrValue, RecordSink } from '../format'
import { addField, emptyWindowsEvent, type WindowsEvent } from '../windows/event'
import { fillWindowsEvent } from '../windows/fill'
import { PROPERTY_NAMES } from '../windows/property-names'
import { attributeOf, childOf, childrenOf, childText, readXml } from '../xml-node'
import { fieldNumber, fieldText, inMessage, type TimelineEntry } from './entry'

/** Longest XML of a record that is read; those in the wild stay below 64 KiB, the most a record can hold. */
const LONGEST_XML = 1 << 20
const MOST_STRINGS = 200

/** Shape: row → whether it was a record of a Windows event log. */
export function isWindowsRow({ dataType, sourceLong, parser }: TimelineEntry): boolean {
  if (dataType !== '') return /^windows:evtx?:record$/.test(dataType)
  return /^WinEVTX?$/i.test(sourceLong) || /(?:^|\/)winevtx?$/.test(parser)
}

/** Shape: a list as Python prints it, commas lost or not → its values; what cannot be told apart stays one. */
export function pythonStrings(text: string): string[] {
  const values: string[] = []
  const value = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\bNone\b/gy
  let at = text.startsWith('[') ? 1 : 0
  while (at < text.length && values.length < MOST_STRINGS) {
    while (text[at] === ' ' || text[at] === ',') at++
    value.lastIndex = at
    const match = value.exec(text)
    if (match === null) break
    values.push((match[1] ?? match[2] ?? '').replace(/\\(['"\\])/g, '$1'))
    at = value.lastIndex
  }
  return values
}

function stringsOf(entry: TimelineEntry): string[] {
  const value = entry.fields.get('strings')
  if (Array.isArray(value))
    return value
      .slice(0, MOST_STRINGS)
      .map((each: AttrValue) => (typeof each === 'string' || typeof each === 'number' ? String(each) : ''))
  const said = entry.message.indexOf('Strings: [')
  const text = typeof value === 'string' ? value : said < 0 ? '' : entry.message.slice(said + 'Strings: '.length)
  return pythonStrings(text.slice(0, LONGEST_XML))
}

function fromXml(text: string, event: WindowsEvent): boolean {
  if (text === '' || text.length > LONGEST_XML) return false
  const root = readXml(Buffer.from(text))
  const system = childOf(root ?? undefined, 'System')
  if (system === undefined) return false
  event.channel = childText(system, 'Channel')
  event.userId = attributeOf(childOf(system, 'Security'), 'UserID')
  for (const data of childrenOf(childOf(root ?? undefined, 'EventData'), 'Data'))
    addField(event.fields, attributeOf(data, 'Name') || 'Data', data.text)
  for (const part of childOf(root ?? undefined, 'UserData')?.children ?? [])
    for (const field of part.children) addField(event.fields, field.name, field.text)
  return true
}

function fromStrings(strings: readonly string[], event: WindowsEvent): void {
  const names = PROPERTY_NAMES[event.eventId]
  const isKnown = names !== undefined && names.provider === event.provider.toLowerCase()
  strings.forEach((value, index) => addField(event.fields, (isKnown ? names.fields[index] : undefined) ?? 'Data', value))
}

const LEVEL = /\bEvent Level: (\d{1,3})/
const NUMBER = /\bRecord Number: (\d{1,15})/

/** Shape: row → number of its record in its log, or NaN. */
export function recordNumberOf(entry: TimelineEntry): number {
  const stated = fieldNumber(entry, 'record_number')
  return Number.isNaN(stated) ? Number(inMessage(entry, NUMBER) || NaN) : stated
}

const orInMessage = (stated: number, entry: TimelineEntry, pattern: RegExp) =>
  Number.isNaN(stated) ? Number(inMessage(entry, pattern) || NaN) : stated

/** Shape: fills the event, whose time is set already; false where the row names no event id. */
export function fillWindowsRow(entry: TimelineEntry, sink: RecordSink): boolean {
  const event = emptyWindowsEvent()
  event.tsUs = sink.event.tsUs
  event.eventId = orInMessage(fieldNumber(entry, 'event_identifier'), entry, /^\[(\d{1,10}) \/ 0x/)
  if (Number.isNaN(event.eventId)) return false
  event.provider =
    fieldText(entry, 'source_name') ||
    inMessage(entry, /\bSource Name: (.{1,200}?) (?:Message string|Strings|Computer Name|Hostname|Severity|Record Number): /)
  event.computer =
    fieldText(entry, 'computer_name') || inMessage(entry, /\b(?:Computer Name|Hostname): (\S{1,255})/) || entry.host
  event.recordId = recordNumberOf(entry)
  event.level = orInMessage(fieldNumber(entry, 'event_level'), entry, LEVEL)
  event.userId = fieldText(entry, 'user_sid') || entry.user
  if (!fromXml(fieldText(entry, 'xml_string'), event)) fromStrings(stringsOf(entry), event)
  const quality = sink.event.tsQuality
  fillWindowsEvent(event, sink)
  sink.event.tsQuality = quality
  sink.attr('message', entry.message)
  return true
}
