/** Lines of TLN (five fields) and L2TTLN (seven): seconds, source, host, user, description, and the zone and notes. */
import type { RecordSink } from '../kit/format'
import type { TimelineClock } from '../kit/timeline/clock'
import { emptyEntry, type TimelineEntry } from '../kit/timeline/entry'
import { microsOf } from '../kit/text'

export const TLN_HEADER = /^Time\|Source\|Host\|User\|Description(?:\|TZ\|Notes)?\s*$/i
/** Shape: header → whether its lines have seven fields. */
export const isLongHeader = (line: string): boolean => /\|Notes\s*$/i.test(line)
const LINE = /^-?\d{5,10}\|[A-Za-z][\w /.:-]{0,40}\|[^|]{0,255}\|[^|]{0,255}\|/

export const isTlnLine = (line: string): boolean => TLN_HEADER.test(line) || LINE.test(line)

/** psort begins the description with the time in full and with what it means. */
const DESCRIPTION = /^(\d{4}-\d{2}-\d{2}T\S{8,40}); ([^;]{1,200}); (.*)$/s

const said = (text: string) => (/^[-:]*$/.test(text) ? '' : text)

function fill(entry: TimelineEntry, parts: readonly string[], isLong: boolean): string {
  const [, source = '', host = '', user = ''] = parts
  const rest = parts.slice(4)
  const [zone = '', notes = ''] = isLong ? rest.splice(-2) : []
  const text = rest.join('|')
  const [, time = '', desc = '', message = text] = DESCRIPTION.exec(text) ?? []
  entry.source = source.trim()
  entry.host = said(host.trim())
  entry.user = said(user.trim())
  entry.timestampDesc = desc
  entry.message = message.trim()
  /* Other makers begin it with the letters of the times. */
  entry.macb = desc === '' ? (/^([M.][A.][C.][B.]) /.exec(entry.message)?.[1] ?? '') : ''
  const fields = { source: entry.source, timestamp_desc: desc, tz: zone, notes, time }
  for (const [name, value] of Object.entries(fields)) if (value.trim() !== '') entry.fields.set(name, value.trim())
  const [, file = ''] = /^File: (.*?)(?: inode: \S+)?$/.exec(notes.trim()) ?? []
  if (file !== '') entry.fields.set('display_name', file)
  return time
}

/**
 * Read one line.
 *
 * Shape: (text, lines have seven fields) → its entry, with the time in the sink's event, or the reason why it is none.
 */
export function readTln(text: string, isLong: boolean, sink: RecordSink, clock: TimelineClock): TimelineEntry | string {
  const parts = text.split('|')
  if (parts.length < (isLong ? 7 : 5)) return `${isLong ? 7 : 5} fields expected, ${parts.length} found`
  const tsUs = microsOf(parts[0]!.trim())
  if (Number.isNaN(tsUs)) return 'the time is not a number of seconds'
  const entry = emptyEntry()
  const full = clock.read(fill(entry, parts, isLong))
  const { event } = sink
  const isSame = Math.floor(full / 1e6) === Math.floor(tsUs / 1e6)
  event.tsUs = isSame ? full : tsUs
  if (!Number.isNaN(full) && !isSame) event.sensorDisagrees = sink.text('the description names another time than the line')
  /* The seconds are UTC by definition, whatever the description lacks. */
  event.tsQuality = 'exact'
  if (isSame) entry.fields.delete('time')
  return entry
}
