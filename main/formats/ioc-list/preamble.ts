/** What comments at the beginning of a list say about all of it: where it is from, when it was made, who may have it. */
import { civilUs, monthOf, ZoneClock } from '../kit/clock'
import type { ClockDecision } from '../kit/format'
import { readTime } from '../kit/written-time'

export interface ListDate {
  /** µs as though it were UTC, before the zone of the source is taken into account where `isLocal`. */
  us: number
  isLocal: boolean
}

export interface Preamble {
  source: string
  licence: string
  /** `AMBER+STRICT`. */
  tlp: string
  date: ListDate | null
}

const COMMENT = /^(?:\ufeff|\xef\xbb\xbf)?[ \t]*(?:#|;|\/\/)+\s?(.{0,500})/
const TLP = /\bTLP ?: ?(RED|AMBER\+STRICT|AMBER|GREEN|CLEAR|WHITE)\b/i
const FIELD = /^[\s*#-]*(source|author|provider|feed|maintainer|title|license|licence)\s*[:=]\s*(\S.{0,199}?)\s*[*#]*$/i
const DATED =
  /\b(?:(?:last[ -])?(?:updated?|modified|changed)|generated|created|published|date|as of)\b[^:\d]{0,30}:?\s*(.{6,40})/i
const DAY_FIRST =
  /^(?:\w{3},? )?(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(GMT|UTC|Z|[+-]\d{2}:?\d{2})?/

/** Shape: text → the date it begins with, or null. */
export function readDate(text: string): ListDate | null {
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(GMT|UTC|Z|[+-]\d{2}:?\d{2})?/.exec(
    text.trim(),
  )
  if (iso !== null) {
    const [, day, clock = '00:00:00', zone = ''] = iso
    const { us } = readTime(`${day}T${clock.length === 5 ? `${clock}:00` : clock}${/^[+-]/.test(zone) ? zone : 'Z'}`)
    return Number.isNaN(us) ? null : { us, isLocal: zone === '' }
  }
  const named = DAY_FIRST.exec(text.trim())
  if (named === null) return null
  const [, day, month, year, hour = '0', minute = '0', second = '0', zone] = named
  const us = civilUs(Number(year), monthOf(month!), Number(day), Number(hour), Number(minute), Number(second))
  if (Number.isNaN(us)) return null
  return zone === undefined ? { us, isLocal: true } : { us: new ZoneClock(zone).toUtcUs(us), isLocal: false }
}

/** Shape: lines of the beginning → what their comments say. Of several dates the last counts: lists are made before they are updated. */
export function readPreamble(lines: readonly string[]): Preamble {
  const found: Preamble = { source: '', licence: '', tlp: '', date: null }
  for (const line of lines) {
    const text = COMMENT.exec(line)?.[1]
    if (text === undefined) continue
    const [, name = '', value = ''] = FIELD.exec(text) ?? []
    if (/^licen/i.test(name)) found.licence ||= value
    else if (name !== '') found.source ||= value
    found.tlp ||= TLP.exec(text)?.[1]?.toUpperCase() ?? ''
    const dated = DATED.exec(text)?.[1]
    if (dated !== undefined) found.date = readDate(dated) ?? found.date
  }
  return found
}

/** Shape: a date and the clock of the source → µs UTC. */
export function utcOf(date: ListDate, clock: ClockDecision): number {
  return date.isLocal ? new ZoneClock(clock.zone ?? 'UTC').toUtcUs(date.us) : date.us
}
