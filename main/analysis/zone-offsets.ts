/** How far a zone's clock is ahead of UTC, as SQL over the days that a case has. */
import { MICROS_PER_SECOND, SECONDS_PER_DAY } from '#contract/units'
import { sql, type Sql } from '#main/store/sql'

/** Shape: µs UTC → µs that the zone's clock is ahead. */
export type OffsetAt = (utcUs: number) => number

/** From `fromUs` on the clock is `offsetUs` ahead, until the next span. */
export interface OffsetSpan {
  fromUs: number
  offsetUs: number
}

export const DAY_US = SECONDS_PER_DAY * MICROS_PER_SECOND

/** Shape: two moments with unlike offsets → the first whole second with the later offset. */
function turnBetween(fromUs: number, toUs: number, offsetAt: OffsetAt): number {
  const before = offsetAt(fromUs)
  let [low, high] = [fromUs / MICROS_PER_SECOND, toUs / MICROS_PER_SECOND]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle * MICROS_PER_SECOND) === before) low = middle
    else high = middle
  }
  return high * MICROS_PER_SECOND
}

/**
 * Shape: beginnings of days (µs UTC, ascending) and a zone → spans that hold on these days, neighbours with unlike offsets.
 * WHY:   a clock is put forward or back at most once a day, so each day is looked at on both ends alone.
 */
export function offsetSpans(daysUs: readonly number[], offsetAt: OffsetAt): OffsetSpan[] {
  const spans: OffsetSpan[] = []
  const add = (fromUs: number): void => {
    const offsetUs = offsetAt(fromUs)
    if (spans.at(-1)?.offsetUs !== offsetUs) spans.push({ fromUs, offsetUs })
  }
  for (const dayUs of daysUs) {
    add(dayUs)
    const endUs = dayUs + DAY_US
    if (offsetAt(dayUs) !== offsetAt(endUs)) add(turnBetween(dayUs, endUs, offsetAt))
  }
  return spans
}

/** Shape: spans, a TIMESTAMP in UTC → its minute of the day on the zone's clock, 0 to 1439. */
export function localMinuteSql(spans: readonly OffsetSpan[], ts: Sql): Sql {
  const later = spans.slice(1).reverse()
  const first = spans[0]?.offsetUs ?? 0
  const offset =
    later.length === 0
      ? sql`${first}::BIGINT`
      : sql`(CASE ${sql.join(
          later.map(({ fromUs, offsetUs }) => sql`WHEN ${ts} >= ${sql.micros(fromUs)} THEN ${offsetUs}::BIGINT`),
          ' ',
        )} ELSE ${first}::BIGINT END)`
  return sql`extract(hour FROM ${ts} + to_microseconds(${offset})) * 60 + extract(minute FROM ${ts} + to_microseconds(${offset}))`
}
