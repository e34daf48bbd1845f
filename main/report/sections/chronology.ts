/** Chronology: cited records and manual events in time order, in UTC and in the case's zone. */
import type { EventRow } from '#contract/event'
import type { ReportContent } from '../content'
import type { Block, Inline } from '../model'
import { authorName, endpoint, length, micros, utcClock, zoneClock } from '../wording'
import { evidenceSpan, introduce, mono, placedCitations, plain, quiet, say } from './pieces'

interface Moment {
  tsUs: number
  what: Inline
  from: Inline
  exhibits: string[]
}

const TIME_MARKS: Record<string, string> = {
  'zone-assumed': 'zone assumed',
  'year-assumed': 'year assumed',
  'zone-and-year-assumed': 'zone and year assumed',
}

/** Shape: event → `203.0.113.5:3701 → 198.18.20.14:22, inbound, 1 h 2 min`. */
export function talkOf(event: EventRow): string {
  const { client_ip, client_port, server_ip, server_port, src_ip, src_port, dst_ip, dst_port } = event
  const ends =
    client_ip !== null && server_ip !== null
      ? [endpoint(client_ip, client_port), endpoint(server_ip, server_port)]
      : [endpoint(src_ip, src_port), endpoint(dst_ip, dst_port)]
  const known = ends.filter((end) => end !== '–')
  const parts = [known.join(' → ')]
  if (event.direction !== 'unknown') parts.push(event.direction)
  if (event.duration_s !== null) parts.push(length(event.duration_s))
  return parts.filter((part) => part !== '').join(', ')
}

function citedMoments(content: ReportContent): Moment[] {
  const moments = new Map<string, Moment>()
  for (const { citation, label } of placedCitations(content)) {
    if (citation.kind !== 'row') continue
    const known = moments.get(citation.event_key)
    if (known !== undefined) {
      known.exhibits.push(label)
      continue
    }
    const event = content.events.get(citation.event_key)
    const mark = event === undefined ? undefined : TIME_MARKS[event.ts_quality]
    const what: Inline =
      event === undefined
        ? plain(citation.summary)
        : [
            { text: event.name, style: 'strong' },
            { text: ` ${talkOf(event)}` },
            ...(mark === undefined ? [] : quiet(` (${mark})`)),
          ]
    moments.set(citation.event_key, { tsUs: micros(citation.ts) ?? 0, what, from: plain(citation.file_name), exhibits: [label] })
  }
  return [...moments.values()]
}

const manualMoments = (content: ReportContent): Moment[] =>
  content.manualEvents.map(({ tsUs, message, author }) => ({
    tsUs,
    what: plain(message),
    from: plain(`entered by ${authorName(author)}`),
    exhibits: [],
  }))

/** First and last event of the evidence, so that what was entered by hand stands in relation to it. */
function endMoments(content: ReportContent): Moment[] {
  const { firstUs, lastUs } = evidenceSpan(content)
  const end = (tsUs: number | null, text: string): Moment[] =>
    tsUs === null ? [] : [{ tsUs, what: quiet(text), from: plain(''), exhibits: [] }]
  return [...end(firstUs, 'First event of the evidence'), ...end(lastUs, 'Last event of the evidence')]
}

function momentTable(moments: readonly Moment[], displayZone: string): Block {
  const isUtc = displayZone === 'UTC'
  return {
    kind: 'table',
    caption: '',
    columns: [
      { title: 'UTC', width: 'auto' },
      ...(isUtc ? [] : [{ title: displayZone, width: 'auto' as const }]),
      { title: 'What happened', width: 9 },
      { title: 'Source', width: 4 },
      { title: 'Exhibit', width: 'auto' },
    ],
    rows: moments.map(({ tsUs, what, from, exhibits }) => [
      mono(utcClock(tsUs)),
      ...(isUtc ? [] : [mono(zoneClock(tsUs, displayZone))]),
      what,
      from,
      exhibits.map((label, index) => ({ text: index === 0 ? label : ` ${label}`, style: 'exhibit' as const })),
    ]),
  }
}

/** Shape: content → blocks of the section. */
export function chronologyBlocks(content: ReportContent): Block[] {
  const { displayZone } = content.case
  const told = [...citedMoments(content), ...manualMoments(content)]
  if (told.length === 0)
    return [say('No record is cited and no event was entered by hand, so there is nothing to tell in order.')]
  const zones = displayZone === 'UTC' ? 'in UTC' : `in UTC and in the case's zone, ${displayZone}`
  const moments = [...told, ...endMoments(content)].sort((a, b) => a.tsUs - b.tsUs)
  return [
    introduce(
      `Every record that an entry of this report cites, and what was entered by hand. Times are the start of what happened, ${zones}.`,
    ),
    momentTable(moments, displayZone),
  ]
}
