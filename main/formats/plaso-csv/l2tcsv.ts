/** Rows of log2timeline's CSV of 17 columns, which psort still writes. */
import { civilUs } from '../kit/clock'
import type { CsvRow } from '../kit/csv'
import type { TimelineClock } from '../kit/timeline/clock'
import type { TimelineEntry } from '../kit/timeline/entry'
import { entryOfRow } from '../kit/timeline/table'

const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/
const TIME = /^(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?$/

/** Shape: `01/22/2012`, `07:52:33` → µs as though they were UTC, or NaN. */
export function localUs(date: string, time: string): number {
  const [day, clock] = [DATE.exec(date), TIME.exec(time)]
  if (day === null || clock === null) return NaN
  const micros = Number((clock[4] ?? '').slice(0, 6).padEnd(6, '0'))
  return civilUs(Number(day[3]), Number(day[1]), Number(day[2]), Number(clock[1]), Number(clock[2]), Number(clock[3]), micros)
}

/** Shape: (row, clock) → µs UTC by the zone of the row, or NaN. */
export const timeOfL2t = (row: CsvRow, clock: TimelineClock): number =>
  clock.inZone(localUs(row.get('date'), row.get('time')), row.get('timezone'))

const IN_EVENT = ['date', 'time', 'desc', 'user', 'host']

/** Shape: row → entry. */
export function entryOfL2t(row: CsvRow): TimelineEntry {
  const entry = entryOfRow(row)
  const text = (name: string) => {
    const value = row.get(name)
    return value === '-' ? '' : value
  }
  const [short, desc] = [text('short'), text('desc')]
  entry.timestampDesc = text('type')
  entry.macb = text('MACB')
  entry.source = text('source')
  entry.sourceLong = text('sourcetype')
  entry.parser = text('format')
  entry.message = desc || short
  entry.host = text('host').replace(/^:$/, '')
  entry.user = text('user')
  for (const name of IN_EVENT) entry.fields.delete(name)
  /* The short text is the long one, cut. */
  if (desc.startsWith(short.replace(/\.\.\.$/, ''))) entry.fields.delete('short')
  return entry
}
