/** Which tool's timeline a table is, by the names of its columns. */

export type TimelineTable = 'l2tcsv' | 'dynamic' | 'timesketch'

const L2T = ['date', 'time', 'timezone', 'MACB', 'source', 'sourcetype', 'type', 'user', 'host', 'short', 'desc']
/** Columns that psort writes and Timesketch leaves out, and the other way round. */
const OF_PSORT = ['source', 'source_long', 'parser', 'display_name', 'tag']
const OF_TIMESKETCH = /^(?:timestamp|source_short|label|_id|_index|_source|__ts_\w*)$/

/**
 * Shape: names of columns → whose they are, or null.
 *
 * Both write `datetime`, `timestamp_desc` and `message`. psort adds where the row came from; Timesketch adds the time as a number, or columns
 * of its own, or whatever its user had.
 */
export function tableOf(fields: readonly string[]): TimelineTable | null {
  const names = new Set(fields.map((name) => name.trim()))
  if (L2T.every((name) => names.has(name))) return 'l2tcsv'
  if (!names.has('datetime') || !names.has('timestamp_desc') || !names.has('message')) return null
  if ([...names].some((name) => OF_TIMESKETCH.test(name))) return 'timesketch'
  return OF_PSORT.some((name) => names.has(name)) ? 'dynamic' : 'timesketch'
}
