/** The back of the report: charts, every evidence file, how the report was made. */
import type { CustodyStep } from '#contract/custody'
import type { EvidenceSource } from '#contract/evidence'
import type { ReportContent } from '../content'
import type { Block, Fact } from '../model'
import { authorName, count, counted, size, utcClock } from '../wording'
import { chartBlock } from './exhibits'
import { evidenceSpan, introduce, mono, plain, quiet, say } from './pieces'

/** Shape: content → blocks of the section. */
export function chartsBlocks(content: ReportContent): Block[] {
  return content.charts.length === 0 ? [say('There is no event to draw.')] : content.charts.map(chartBlock)
}

const clock = (iso: string | null) => (iso === null ? '–' : iso.slice(0, 19).replace('T', ' '))

function fileFacts(source: EvidenceSource, custody: readonly CustodyStep[]): Fact[] {
  const zone = source.zone === null ? 'not needed' : source.zone
  const year = source.year === null ? '' : `, year ${source.year}`
  const recovered = source.recovered > 0 ? `, ${count(source.recovered)} recovered` : ''
  const accounts = `${count(source.records)} = ${count(source.represented)} represented + ${count(source.rejected)} rejected`
  const failing = source.checks.filter(({ level }) => level !== 'ok')
  return [
    { name: 'SHA-256', value: mono(source.sha256 ?? 'not known') },
    { name: 'Size', value: plain(`${count(source.size_bytes)} B (${size(source.size_bytes)})`) },
    {
      name: 'Format',
      value: plain(`${source.format ?? 'not recognised'}${source.sensor === null ? '' : `, sensor ${source.sensor}`}`),
    },
    {
      name: 'Records',
      value: plain(`${accounts}; ${count(source.structural)} structural${recovered}; ${counted(source.events, 'event')}`),
    },
    { name: 'Span (UTC)', value: plain(`${clock(source.first_ts)} to ${clock(source.last_ts)}`) },
    { name: 'Zone', value: [{ text: `${zone}${year}` }, ...quiet(source.zone_rule === null ? '' : ` · ${source.zone_rule}`)] },
    ...failing.map((check): Fact => ({
      name: 'Check',
      value: [{ text: check.text, style: 'caution' }, ...quiet(check.count > 0 ? ` · ${counted(check.count, 'record')}` : '')],
    })),
    ...(source.excluded_because === null
      ? []
      : [{ name: 'Excluded', value: [{ text: source.excluded_because, style: 'caution' as const }] }]),
    ...(custody.length === 0 ? [addedFact(source)] : custody.map(custodyFact)),
  ]
}

/** Of a file that came in with an archive the archive's chain is told. */
const addedFact = (source: EvidenceSource): Fact => ({
  name: 'Added',
  value: plain(`${clock(source.added_at)} UTC by ${authorName(source.added_by)}${source.in_place ? ', kept in place' : ''}`),
})

function custodyFact({ at, who, what, kind }: CustodyStep, index: number): Fact {
  const by = who === '' ? '' : ` by ${kind === 'stated' ? who : authorName(who)}`
  const when = at === null ? 'at a time nobody stated' : kind === 'stated' ? at : `${clock(at)} UTC`
  return {
    name: index === 0 ? 'Custody' : '',
    value: [{ text: `${when}${by}: ${what}` }, ...quiet(kind === 'stated' ? ' · as stated, not recorded here' : '')],
  }
}

/** Shape: content → blocks of the section. */
export function evidenceBlocks(content: ReportContent): Block[] {
  if (content.evidence.length === 0) return [say('The case holds no evidence file.')]
  return [
    introduce('Every file of the case, kept byte for byte under its digest. Records = represented + rejected, for each of them.'),
    {
      kind: 'table',
      caption: 'Overview',
      columns: [
        { title: 'File', width: 1 },
        { title: 'Format', width: 'auto' },
        { title: 'Records', width: 'auto', align: 'right' },
        { title: 'Rejected', width: 'auto', align: 'right' },
        { title: 'Events', width: 'auto', align: 'right' },
        { title: 'First (UTC)', width: 'auto' },
        { title: 'Last (UTC)', width: 'auto' },
      ],
      rows: content.evidence.map((source) => [
        plain(source.name),
        plain(source.format ?? '–'),
        plain(count(source.records)),
        source.rejected > 0 ? [{ text: count(source.rejected), style: 'caution' as const }] : plain('0'),
        plain(count(source.events)),
        mono(clock(source.first_ts)),
        mono(clock(source.last_ts)),
      ]),
    },
    ...content.evidence.flatMap((source): Block[] => [
      { kind: 'heading', level: 2, text: source.name },
      { kind: 'facts', rows: fileFacts(source, content.custody.get(source.sha256 ?? '') ?? []) },
    ]),
  ]
}

const METHOD = [
  'Evidence files are never changed. Each is copied under its SHA-256, and every event keeps the bytes it was read from.',
  'What a sensor wrote and what was read from it stand side by side: source and destination as written, client and server as worked out, each with the rule that decided.',
  'Lengths are measured from start and end. A label of a sensor that states another length is kept beside the measure.',
  'Direction comes from the home networks of the case, never from private address ranges.',
  'Citations are checked when the report is set: bytes and file digests are read again, numbers are counted again and their digests compared.',
]

/** Shape: content → blocks of the section. */
export function methodBlocks(content: ReportContent): Block[] {
  const { journal, options } = content
  const { case: about } = content
  const { firstUs, lastUs } = evidenceSpan(content)
  return [
    { kind: 'list', ordered: false, items: METHOD.map(plain) },
    { kind: 'heading', level: 2, text: 'Versions and journal' },
    {
      kind: 'facts',
      rows: [
        { name: 'Made with', value: plain(`Backtrail ${content.engineVersion}, template ${options.template}`) },
        { name: 'Case', value: mono(about.id) },
        { name: 'Journal head', value: mono(journal.head ?? 'empty journal') },
        {
          name: 'Decisions',
          value: plain(`${counted(journal.operations, 'operation')}, the last at ${clock(journal.lastAt)} UTC`),
        },
        { name: 'Signed by', value: plain(journal.authors.join(', ') || 'nobody yet') },
        { name: 'Home networks', value: plain(about.homeNetworks.join(', ') || 'none stated') },
        { name: 'Zone shown', value: plain(about.displayZone) },
        {
          name: 'Span',
          value: plain(firstUs === null || lastUs === null ? 'no event' : `${utcClock(firstUs)} to ${utcClock(lastUs)} UTC`),
        },
      ],
    },
    say('The same evidence, the same journal head and the same version give these pages byte for byte.'),
  ]
}
