/** One exhibit: a record with its bytes and what was read from them, or a number with the question that gives it. */
import type { EventRow } from '#contract/event'
import type { AggregateCitation, RowCitation } from '#contract/notebook'
import type { ReportContent } from '../content'
import type { Block, Fact, Inline } from '../model'
import { printable } from '../printable'
import { count, counted, endpoint, length, micros, ROLE_RULE, TIME_QUALITY, utcClock, zoneClock } from '../wording'
import { recordLines } from '../wrap'
import { mono, plain, quiet, stateMark, type Placed } from './pieces'
import { sqlExhibit } from './sql-exhibit'

type Cell = string | number | null

/** Rows of an aggregate that are printed; the digest covers all of them. */
const AGGREGATE_ROWS = 20

function timeFact(content: ReportContent, citation: RowCitation, event: EventRow | undefined): Inline {
  const tsUs = micros(citation.ts)
  if (tsUs === null) return plain(citation.ts)
  const { displayZone } = content.case
  const zoned = displayZone === 'UTC' ? '' : `, ${zoneClock(tsUs, displayZone)} ${displayZone}`
  const quality = event === undefined ? '' : ` · ${TIME_QUALITY[event.ts_quality] ?? event.ts_quality}`
  return [{ text: `${utcClock(tsUs)} UTC${zoned}` }, ...quiet(quality)]
}

function zoneFact(content: ReportContent, citation: RowCitation): Fact[] {
  const source = content.evidence.find(({ sha256 }) => sha256 === citation.sha256)
  if (source?.zone === null || source?.zone === undefined) return []
  const year = source.year === null ? '' : `, year ${source.year}`
  return [
    {
      name: 'Clock',
      value: [{ text: `zone ${source.zone}${year}` }, ...quiet(source.zone_rule === null ? '' : ` · ${source.zone_rule}`)],
    },
  ]
}

function readingFacts(event: EventRow): Fact[] {
  const facts: Fact[] = []
  if (event.client_ip !== null && event.server_ip !== null) {
    const rule = event.role_rule === null ? '' : ` · ${ROLE_RULE[event.role_rule] ?? event.role_rule}`
    const ends = `client ${endpoint(event.client_ip, event.client_port)}, server ${endpoint(event.server_ip, event.server_port)}, ${event.direction}`
    facts.push({ name: 'Read as', value: [{ text: ends }, ...quiet(rule)] })
  }
  const measures = [
    event.duration_s === null ? '' : length(event.duration_s),
    event.client_bytes === null ? '' : `${count(event.client_bytes)} B to the server`,
    event.server_bytes === null ? '' : `${count(event.server_bytes)} B to the client`,
  ].filter((text) => text !== '')
  if (measures.length > 0) facts.push({ name: 'Measured', value: plain(measures.join(', ')) })
  if (event.sensor_disagrees !== null) facts.push({ name: 'Disagrees', value: [{ text: event.sensor_disagrees, style: 'bad' }] })
  return facts
}

function rowExhibit(content: ReportContent, { entry, label }: Placed, citation: RowCitation): Block {
  const event = content.events.get(citation.event_key)
  const { mark, why } = stateMark(content, entry, citation)
  const member = citation.member === '-' ? '' : `, member ${citation.member}`
  const line = citation.line === null ? '' : `line ${count(citation.line)}, `
  const end = citation.byte_offset + citation.byte_length
  return {
    kind: 'exhibit',
    label,
    title: plain(event === undefined ? citation.summary : event.name),
    state: mark,
    lines: recordLines(printable(citation.raw)),
    facts: [
      { name: 'File', value: plain(`${citation.file_name}${member}`) },
      { name: 'SHA-256', value: mono(citation.sha256) },
      {
        name: 'Place',
        value: plain(`${line}bytes ${count(citation.byte_offset)} to ${count(end)} (${count(citation.byte_length)} B)`),
      },
      { name: 'Time', value: timeFact(content, citation, event) },
      ...zoneFact(content, citation),
      ...(event === undefined ? [] : readingFacts(event)),
      ...(why === '' ? [] : [{ name: 'State', value: plain(why) }]),
    ],
  }
}

const MEASURES: Record<string, string> = {
  count: 'events',
  client_bytes: 'client bytes',
  server_bytes: 'server bytes',
  duration: 'seconds',
}

function windowText({ query }: AggregateCitation): string {
  const { window } = query.selection
  if (window.kind === 'all') return 'the whole case'
  if (window.kind === 'last') return `${length(window.seconds)} back from the last event`
  return `${utcClock(window.fromUs)} to ${utcClock(window.toUs)} UTC, end excluded`
}

/** Fields of the question, the start of the bin last where there are bins. */
const keysOf = ({ query }: AggregateCitation): string[] => [...query.by, ...(query.bin === undefined ? [] : ['bin'])]

function questionFacts(citation: AggregateCitation): Fact[] {
  const { query } = citation
  const measure = MEASURES[query.measure] ?? query.measure
  const clauses = query.selection.clauses
    .filter(({ disabled }) => !disabled)
    .map(({ text, exclude }) => (exclude ? `NOT (${text})` : text))
  return [
    { name: 'Question', value: plain(`${measure} by ${keysOf(citation).join(', ')}`) },
    ...(clauses.length === 0 ? [] : [{ name: 'Where', value: mono(clauses.join(' AND ')) }]),
    { name: 'Window', value: plain(windowText(citation)) },
    {
      name: 'Answer',
      value: plain(`${counted(citation.row_count, 'row')}, ${count(citation.total)} ${MEASURES[query.measure] ?? 'in all'}`),
    },
    { name: 'Digest', value: [...mono(citation.rows_sha256), ...quiet(` · view version ${citation.view_version}`)] },
  ]
}

/** The frozen rows, the first of them where there are many. */
function answerTable(label: string, citation: AggregateCitation): Block {
  const { query, frozen, row_count } = citation
  const keys = keysOf(citation)
  const shown = frozen.slice(0, AGGREGATE_ROWS)
  const isBin = (index: number) => query.bin !== undefined && index === keys.length - 1
  const key = (cell: Cell, index: number) =>
    cell === null ? '–' : isBin(index) && typeof cell === 'number' ? `${utcClock(cell)} UTC` : String(cell)
  const value = (cell: Cell) => (cell === null ? '–' : typeof cell === 'number' ? count(cell) : cell)
  return {
    kind: 'table',
    caption: row_count > shown.length ? `${label}: first ${shown.length} of ${count(row_count)} rows` : '',
    columns: [
      ...keys.map((title, index) => ({ title, width: index === 0 ? 1 : ('auto' as const) })),
      { title: MEASURES[query.measure] ?? query.measure, width: 'auto', align: 'right' },
    ],
    rows: shown.map((row) => row.map((cell, index) => (index < keys.length ? mono(key(cell, index)) : plain(value(cell))))),
  }
}

function aggregateExhibit(content: ReportContent, { entry, label }: Placed, citation: AggregateCitation): Block[] {
  const { mark, why } = stateMark(content, entry, citation)
  const chart = content.citationCharts.get(citation.id)
  const facts = [...questionFacts(citation), ...(why === '' ? [] : [{ name: 'State', value: plain(why) }])]
  return [
    { kind: 'exhibit', label, title: plain(citation.title), state: mark, lines: [], facts },
    ...(chart === undefined ? [] : [chartBlock(chart)]),
    answerTable(label, citation),
  ]
}

/** Shape: chart → its block; its picture is the file `<id>.svg`. */
export const chartBlock = (chart: ReportContent['charts'][number]): Block => ({
  kind: 'chart',
  file: `${chart.id}.svg`,
  title: chart.title,
  alt: chart.alt,
  note: chart.note,
  legend: chart.legend,
})

/** Shape: one placed citation → its blocks. */
export function exhibitBlocks(content: ReportContent, placed: Placed): Block[] {
  const { citation } = placed
  switch (citation.kind) {
    case 'row':
      return [rowExhibit(content, placed, citation)]
    case 'aggregate':
      return aggregateExhibit(content, placed, citation)
    case 'sql':
      return sqlExhibit(content, placed, citation)
  }
}
