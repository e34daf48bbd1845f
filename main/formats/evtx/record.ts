/** The XML of one record as a Windows event. Source: [MS-EVEN6], event schema. */
import { microsFromIso } from '#contract/units'
import type { AttrValue } from '../kit/format'
import { addField, auditOf, emptyWindowsEvent, type WindowsEvent } from '../kit/windows/event'
import { Damaged } from './binary'
import type { XmlElement } from './expand'

const text = (value: AttrValue | undefined) =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
const number = (value: AttrValue | undefined) => (value === null || value === undefined || value === '' ? NaN : Number(value))

const attribute = (element: XmlElement, name: string) => element.attributes.find((one) => one.name === name)?.value

/** Shape: what was read of a record → its event. Errors: Damaged where it is no event. */
export function windowsEventOf(root: XmlElement): WindowsEvent {
  const element = root.children.find(({ name }) => name === 'Event')
  if (element === undefined) throw new Damaged('the record’s XML has no Event element')
  const event = emptyWindowsEvent()
  for (const part of element.children) {
    if (part.name === 'System') system(part, event)
    else if (part.name === 'EventData') eventData(part, event)
    else if (part.name === 'UserData') leaves(part, '', event.fields)
    else leaves(part, `${part.name}.`, event.rest)
  }
  if (Number.isNaN(event.eventId)) throw new Damaged('the record’s XML has no EventID')
  event.text = text(event.rest.get('RenderingInfo.Message'))
  event.rest.delete('RenderingInfo.Message')
  return event
}

type SystemReader = (event: WindowsEvent, element: XmlElement) => void

const SYSTEM: Readonly<Record<string, SystemReader>> = {
  Provider: (event, element) => (event.provider = text(attribute(element, 'Name') ?? attribute(element, 'EventSourceName'))),
  EventID: (event, element) => (event.eventId = number(element.value)),
  Channel: (event, element) => (event.channel = text(element.value)),
  Computer: (event, element) => (event.computer = text(element.value)),
  EventRecordID: (event, element) => (event.recordId = number(element.value)),
  Level: (event, element) => (event.level = number(element.value)),
  Security: (event, element) => (event.userId = text(attribute(element, 'UserID'))),
  TimeCreated: (event, element) => (event.tsUs = microsFromIso(text(attribute(element, 'SystemTime'))) ?? NaN),
  Keywords: (event, element) => {
    event.audit = auditOf(element.value)
    addField(event.rest, 'Keywords', element.value)
  },
}
/** Attributes that `SYSTEM` takes. */
const TAKEN = new Set(['Provider.Name', 'Security.UserID', 'TimeCreated.SystemTime'])

function system(system: XmlElement, event: WindowsEvent): void {
  for (const element of system.children) {
    const read = SYSTEM[element.name]
    if (read !== undefined) read(event, element)
    else addField(event.rest, element.name, element.value)
    for (const { name, value } of element.attributes) {
      const path = `${element.name}.${name}`
      if (!TAKEN.has(path)) addField(event.rest, path, value)
    }
  }
}

function eventData(data: XmlElement, event: WindowsEvent): void {
  const set = attribute(data, 'Name')
  if (set !== undefined) addField(event.rest, 'EventData.Name', set)
  for (const element of data.children) {
    const name = text(attribute(element, 'Name')) || element.name
    if (element.children.length > 0) leaves(element, `${name}.`, event.fields)
    else addField(event.fields, name, element.value)
  }
  addField(event.fields, 'EventData', data.value)
}

/** Every element with a value, by its own name; attributes behind a dot. */
function leaves(element: XmlElement, prefix: string, into: Map<string, AttrValue>): void {
  for (const child of element.children) {
    for (const { name, value } of child.attributes)
      if (!name.startsWith('xmlns')) addField(into, `${prefix}${child.name}.${name}`, value)
    if (child.children.length > 0) leaves(child, prefix, into)
    addField(into, `${prefix}${child.name}`, child.value)
  }
}
