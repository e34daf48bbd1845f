/** Values of cyber observables: what can be compared in an object that was seen somewhere. */
import { listIn, objectIn, textIn, type JsonObject } from '../kit/json'
import { shorten } from '../kit/text'
import type { PatternValue } from './pattern'
import { valueAt } from './pattern'

/** Types of STIX cyber observables. Source: STIX 2.1 section 6. */
const TYPES: ReadonlySet<string> = new Set(
  (
    'artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr mutex network-traffic process software url ' +
    'user-account windows-registry-key x509-certificate'
  ).split(' '),
)

export const isObservable = (type: string): boolean => TYPES.has(type)

/** What names an observable of a kind that has no value to compare. */
const NAMING = [
  'value',
  'name',
  'path',
  'key',
  'account_login',
  'user_id',
  'display_name',
  'command_line',
  'subject',
  'serial_number',
  'number',
]

function wordOf(object: JsonObject): string {
  for (const name of NAMING) {
    const value = object[name]
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return shorten(String(value), 500)
  }
  const protocols = listIn(object, 'protocols').filter((value) => typeof value === 'string')
  return protocols.length > 0 ? protocols.join(', ') : textIn(object, 'id')
}

/** Shape: observable → its values; one without a value to compare where it has none. */
export function observableValues(object: JsonObject): PatternValue[] {
  const type = textIn(object, 'type')
  const fields = [...['value', 'name', 'path'].map((name) => [name, textIn(object, name)] as const), ...hashesOf(object)]
  const found = fields
    .filter(([, written]) => written !== '')
    .map(([name, written]) => ({ path: `${type}:${name}`, written, value: valueAt(`${type}:${name}`, written) }))
    .filter(({ value }) => value !== null)
  return found.length > 0 ? found : [{ path: type, written: wordOf(object), value: null }]
}

function hashesOf(object: JsonObject): (readonly [string, string])[] {
  const hashes = objectIn(object, 'hashes')
  return Object.keys(hashes).map((name) => [`hashes.${name}`, textIn(hashes, name)] as const)
}
