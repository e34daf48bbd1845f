/** One Zeek row as named values, whether it came as TSV or as JSON; what a mapping does not take becomes attributes. */
import { microsFromIso } from '#contract/units'
import type { AttrValue, RecordSink } from '../kit/format'

/** Whole µs of decimal seconds held in a double: exact to the µs until the year 2255. */
export const microsOfSeconds = (seconds: number): number => Math.round(seconds * 1e6)

/** Above this a number cannot be seconds of a log (year 5138): Zeek's `JSON::TS_MILLIS`. */
const MILLIS_FROM = 1e11

/** Values of one row by Zeek's names. */
export class ZeekRow {
  constructor(
    readonly path: string,
    readonly values: Map<string, AttrValue>,
  ) {}

  /** Shape: name → its value, taken out so that it is no attribute. */
  take(name: string): AttrValue | undefined {
    const value = this.values.get(name)
    if (value !== undefined) this.values.delete(name)
    return value
  }

  /** Shape: name → text, taken out where the value is text; other values stay. */
  takeText(name: string): string | undefined {
    const value = this.values.get(name)
    if (typeof value !== 'string') return undefined
    this.values.delete(name)
    return value
  }

  /** Shape: name → text, left where it is. */
  text(name: string): string | undefined {
    const value = this.values.get(name)
    return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
  }

  /** Shape: name → whole number ≥ 0, taken out; NaN and left there where it is none. */
  takeCount(name: string): number {
    const value = this.values.get(name)
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return NaN
    this.values.delete(name)
    return value
  }

  /** Shape: name → truth, left where it is. */
  bool(name: string): boolean | undefined {
    const value = this.values.get(name)
    return typeof value === 'boolean' ? value : undefined
  }

  /** Shape: `ts` taken out → µs UTC, or NaN. */
  takeTime(): number {
    const value = this.take('ts')
    if (typeof value === 'number') return Math.abs(value) >= MILLIS_FROM ? Math.round(value * 1000) : microsOfSeconds(value)
    return typeof value === 'string' ? (microsFromIso(value) ?? NaN) : NaN
  }
}

/** Why a row cannot be an event; thrown by mappings and turned into a reject. */
export class RowRefused extends Error {}

/** Shape: the row's addresses and ports into src and dst. Errors: RowRefused for a port or address that is none. */
export function takeEndpoints(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  event.srcIp = takeAddress(row, sink, 'id.orig_h')
  event.srcPort = takePort(row, 'id.orig_p')
  event.dstIp = takeAddress(row, sink, 'id.resp_h')
  event.dstPort = takePort(row, 'id.resp_p')
}

function takeAddress(row: ZeekRow, sink: RecordSink, name: string): number {
  const value = row.take(name)
  if (value === undefined) return 0
  const id = typeof value === 'string' ? sink.ip(value) : 0
  if (id === 0) throw new RowRefused(`${name} is not an address`)
  return id
}

function takePort(row: ZeekRow, name: string): number {
  const value = row.take(name)
  if (value === undefined) return NaN
  if (typeof value !== 'number' || !(value >= 0 && value <= 65535)) throw new RowRefused(`${name} is not a port`)
  return value
}

/** Every value that no mapping took, as attributes. */
export function restToAttrs(row: ZeekRow, sink: RecordSink): void {
  for (const [name, value] of row.values) sink.attr(name, value)
}
