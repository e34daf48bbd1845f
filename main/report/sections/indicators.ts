/** Indicators: outside addresses and names that cited records speak of, and what the whole case has on each. */
import type { ReportContent } from '../content'
import type { Block } from '../model'
import { count, utcClock } from '../wording'
import { introduce, mono, plain, say } from './pieces'

/** Shape: content → blocks of the section. */
export function indicatorsBlocks(content: ReportContent): Block[] {
  if (content.indicators.length === 0) return [say('No cited record speaks of an address outside the home networks.')]
  return [
    introduce(
      'Addresses outside the home networks that cited records speak of. Counts and times are over the whole case, not over the cited records alone.',
    ),
    {
      kind: 'table',
      caption: '',
      columns: [
        { title: 'Indicator', width: 1 },
        { title: 'Direction', width: 'auto' },
        { title: 'Server ports', width: 'auto' },
        { title: 'Events', width: 'auto', align: 'right' },
        { title: 'First seen (UTC)', width: 'auto' },
        { title: 'Last seen (UTC)', width: 'auto' },
      ],
      rows: content.indicators.map(({ value, directions, ports, events, firstUs, lastUs }) => [
        mono(value),
        plain(directions.join(', ') || '–'),
        mono(ports.join(', ') || '–'),
        plain(count(events)),
        mono(firstUs === null ? '–' : utcClock(firstUs)),
        mono(lastUs === null ? '–' : utcClock(lastUs)),
      ]),
    },
  ]
}
