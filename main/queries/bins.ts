/** Time bins: their width, and the number of the bin an event falls into. */
import type { Bin } from '#contract/query'
import { MICROS_PER_SECOND, SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '#contract/units'
import { sql, type Sql } from '#main/store/sql'

const NAMED_SECONDS: Record<Exclude<Bin, 'auto'>, number> = {
  '1m': SECONDS_PER_MINUTE,
  '5m': 5 * SECONDS_PER_MINUTE,
  '15m': 15 * SECONDS_PER_MINUTE,
  '1h': SECONDS_PER_HOUR,
  '6h': 6 * SECONDS_PER_HOUR,
  '1d': SECONDS_PER_DAY,
}

/** Steps that `auto` chooses from; the named ones, finer ones for a narrow brush and coarser ones for years. */
const AUTO_SECONDS = [1, 5, 15, ...Object.values(NAMED_SECONDS), 7 * SECONDS_PER_DAY, 30 * SECONDS_PER_DAY, 365 * SECONDS_PER_DAY]

/** Bins start at whole multiples of their width since epoch, so that two views of one case share their edges. */
export interface Bins {
  widthUs: number
  /** Start of the first bin. */
  firstUs: number
  count: number
}

/** Shape: (bin, first and last time in view, most bins) → the bins that cover both; `auto` takes the smallest step that fits. */
export function binsOver(bin: Bin, firstUs: number, lastUs: number, most = 200): Bins {
  const cover = (seconds: number): Bins => {
    const widthUs = seconds * MICROS_PER_SECOND
    const first = Math.floor(firstUs / widthUs)
    return { widthUs, firstUs: first * widthUs, count: Math.floor(lastUs / widthUs) - first + 1 }
  }
  if (bin !== 'auto') return cover(NAMED_SECONDS[bin])
  const fitting = AUTO_SECONDS.map(cover).find(({ count }) => count <= most)
  return fitting ?? cover(Math.ceil((lastUs - firstUs) / MICROS_PER_SECOND / Math.max(most - 1, 1)) + 1)
}

/** Shape: bins → number of the event's bin, from 0, for events not before the first bin. */
export const binNumber = ({ firstUs, widthUs }: Bins): Sql => sql`((epoch_us(e.ts) - ${firstUs}) // ${widthUs})`
