/** Rungs of the ladder as filters. */
import { parseFilter } from '#contract/query-language/parse'

export const LADDER_SOURCE = 'ladder'

const NEVER_CAME_ABOUT = ['no-answer', 'refused', 'probe']
/** Lengths from, and below which, a rung holds; null is open. */
const LENGTHS: Record<string, readonly [string, string | null]> = {
  'under-5s': ['0s', '5s'],
  '5-60s': ['5s', '60s'],
  '1-5min': ['60s', '5m'],
  '5-30min': ['5m', '30m'],
  '30-60min': ['30m', '1h'],
  '1-12h': ['1h', '12h'],
  'over-12h': ['12h', null],
}

/** Shape: id of a rung → the filter that shows its sessions alone, as the query language itself writes it. */
export function rungClause(rung: string): string {
  if (NEVER_CAME_ABOUT.includes(rung)) return parseFilter(`session_state:${rung}`).canonical
  const came = `session_state:* AND -session_state:(${NEVER_CAME_ABOUT.join(' OR ')})`
  const length = LENGTHS[rung]
  if (length === undefined) return parseFilter(`${came} AND -duration:*`).canonical
  const [from, below] = length
  return parseFilter(`${came} AND duration:>=${from}${below === null ? '' : ` AND duration:<${below}`}`).canonical
}
