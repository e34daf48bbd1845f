/** What an event of MISP says for all that is in it. */
import type { AttrValue } from '../kit/format'
import { listIn, objectIn, textIn, type JsonObject } from '../kit/json'
import { integerOf } from '../kit/text'
import { readTime } from '../kit/written-time'
import { DISTRIBUTIONS, INHERITED, tlpOf } from './words'

/** Shape: (object, name) → a number that MISP writes as text or number, or NaN. */
export function numberIn(object: JsonObject, name: string): number {
  const value = object[name]
  return typeof value === 'number' ? value : integerOf(typeof value === 'string' ? value : undefined)
}

const isObject = (value: AttrValue): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
export const objectsIn = (object: JsonObject, name: string): JsonObject[] => listIn(object, name).filter(isObject)

/** Shape: object → names of its tags. */
export const tagsOf = (object: JsonObject): string[] =>
  [...objectsIn(object, 'Tag'), ...objectsIn(object, 'EventTag').map((tag) => objectIn(tag, 'Tag'))]
    .map((tag) => textIn(tag, 'name'))
    .filter((name) => name !== '')

/** Shape: object → clusters of its galaxies: `threat-actor: Name`. */
export const galaxiesOf = (object: JsonObject): string[] =>
  objectsIn(object, 'Galaxy').flatMap((galaxy) =>
    objectsIn(galaxy, 'GalaxyCluster').map((cluster) => `${textIn(galaxy, 'type')}: ${textIn(cluster, 'value')}`),
  )

export interface EventContext {
  info: string
  uuid: string
  organisation: string
  tlp: string
  distribution: number
  /** Of the day that the event is dated with, µs as though it were UTC; NaN = none. */
  dayUs: number
}

export const NO_EVENT: EventContext = { info: '', uuid: '', organisation: '', tlp: '', distribution: NaN, dayUs: NaN }

/** Shape: event → its context. */
export function contextOf(event: JsonObject): EventContext {
  const day = textIn(event, 'date')
  return {
    info: textIn(event, 'info'),
    uuid: textIn(event, 'uuid'),
    organisation: textIn(objectIn(event, 'Orgc'), 'name') || textIn(objectIn(event, 'Org'), 'name'),
    tlp: tlpOf(tagsOf(event)),
    distribution: numberIn(event, 'distribution'),
    dayUs: /^\d{4}-\d{2}-\d{2}$/.test(day) ? readTime(`${day}T00:00:00Z`).us : NaN,
  }
}

/** Shape: (distribution of an object, that of its event) → in words, or empty. */
export function sharedWith(own: number, ofEvent: number): string {
  const level = own === INHERITED && !Number.isNaN(ofEvent) ? ofEvent : own
  return DISTRIBUTIONS[level] ?? ''
}

/** Shape: (object, name) → µs UTC; MISP writes 0 where it has no time. */
export function timeIn(object: JsonObject, name: string): number {
  const value = object[name]
  const { us } = readTime(typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value)
  return us > 0 ? us : NaN
}
