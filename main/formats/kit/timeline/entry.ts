/** One row of a timeline that a tool made of many sources, whichever way it was written. */
import type { AttrValue } from '../format'

/** Texts: empty = the tool says nothing, or `-`. */
export interface TimelineEntry {
  /** What the time means; several are divided by semicolons. */
  timestampDesc: string
  /** Letters of `macb`, where the form has them. */
  macb: string
  /** Short source: EVT, LOG, FILE, WEBHIST, REG. */
  source: string
  /** Long source, or source type. */
  sourceLong: string
  dataType: string
  parser: string
  message: string
  host: string
  user: string
  /** Every field that says something, by its name in the file. */
  fields: Map<string, AttrValue>
}

/** Shape: an entry with nothing in it. */
export const emptyEntry = (): TimelineEntry => ({
  ...{ timestampDesc: '', macb: '', source: '', sourceLong: '', dataType: '' },
  ...{ parser: '', message: '', host: '', user: '', fields: new Map<string, AttrValue>() },
})

/** Shape: (entry, names) → the first of these fields that is text or number, as text; else empty. */
export function fieldText({ fields }: TimelineEntry, ...names: readonly string[]): string {
  for (const name of names) {
    const value = fields.get(name)
    if (typeof value === 'number') return String(value)
    if (typeof value === 'string' && value !== '' && value !== '-') return value
  }
  return ''
}

/** Shape: (entry, name) → the field as number, digits count too, or NaN. */
export function fieldNumber(entry: TimelineEntry, name: string): number {
  const text = fieldText(entry, name)
  return /^\d{1,15}(?:\.0)?$/.test(text) ? Number(text) : NaN
}

/** Shape: (entry, pattern) → the first group of it in the beginning of the message, or empty. */
export const inMessage = ({ message }: TimelineEntry, pattern: RegExp): string =>
  pattern.exec(message.slice(0, 16_384))?.[1] ?? ''

/** Longest message that is kept beside the raw record. */
export const LONGEST_MESSAGE = 8_192
