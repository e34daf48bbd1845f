/** What an object of intelligence says beside its value, as attributes. */
import type { AttrValue, RecordSink } from '../format'
import type { JsonObject } from '../json'
import { shorten } from '../text'

/** Longest text that is kept beside an event; files that travel inside intelligence are longer. Chosen. */
const LONGEST_TEXT = 4_096

function isEmpty(value: AttrValue | undefined): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0)
}

/** Shape: every member that says something and is not in `taken` → an attribute of its name. */
export function restOf(object: JsonObject, taken: ReadonlySet<string>, sink: RecordSink): void {
  for (const [name, value] of Object.entries(object)) {
    if (taken.has(name) || isEmpty(value)) continue
    sink.attr(name, typeof value === 'string' ? shorten(value, LONGEST_TEXT) : value)
  }
}
