/** Questions answered over rows in the page, with the shapes and rules of the contract. */
import type { EventRow } from '#contract/event'
import {
  OTHER_SERIES,
  PIVOT_FIELDS,
  type Completion,
  type FacetRequest,
  type FacetResult,
  type PageQuery,
  type PivotField,
  type PivotQuery,
  type PivotResult,
  type TrendQuery,
  type TrendResult,
} from '#contract/query'
import { exceptSource, type Selection } from '#contract/selection'
import { microsFromIso } from '#contract/units'
import { cellOf } from './cells'
import { selectionTest } from './filter'

type Cell = string | number | null
interface Group {
  key: Cell
  count: number
  firstUs: number
  lastUs: number
  ats: number[]
}
const BIN_SECONDS = [60, 300, 900, 3600, 21_600, 86_400] as const
const BIN_BY_NAME = { '1m': 60, '5m': 300, '15m': 900, '1h': 3600, '6h': 21_600, '1d': 86_400 } as const
function groupsOf(rows: readonly EventRow[], field: PivotField): Group[] {
  const found = new Map<Cell, Group>()
  for (const row of rows) {
    const key = cellOf(row, field)
    const at = microsFromIso(row.ts)!
    const group = found.get(key) ?? { key, count: 0, firstUs: at, lastUs: at, ats: [] }
    group.count += 1
    group.firstUs = Math.min(group.firstUs, at)
    group.lastUs = Math.max(group.lastUs, at)
    group.ats.push(at)
    found.set(key, group)
  }
  return [...found.values()]
}

const ORDERS = {
  count: (a: Group, b: Group) => b.count - a.count,
  rarest: (a: Group, b: Group) => a.count - b.count,
  'first-seen': (a: Group, b: Group) => a.firstUs - b.firstUs,
  newest: (a: Group, b: Group) => b.firstUs - a.firstUs,
  value: (a: Group, b: Group) => String(a.key).localeCompare(String(b.key), 'en', { numeric: true }),
}

/** The rows of a case, and the questions of the contract over them. */
export class MemoryQuestions {
  readonly firstUs: number
  readonly lastUs: number
  constructor(readonly rows: readonly EventRow[]) {
    this.firstUs = microsFromIso(rows[0]?.ts ?? '') ?? 0
    this.lastUs = microsFromIso(rows.at(-1)?.ts ?? '') ?? 0
  }
  inView(selection: Selection): EventRow[] {
    return this.rows.filter(selectionTest(selection, this.lastUs))
  }
  span({ window }: Selection): [number, number] {
    if (window.kind === 'between') return [window.fromUs, window.toUs]
    if (window.kind === 'last') return [this.lastUs - window.seconds * 1e6, this.lastUs + 1]
    return [this.firstUs, this.lastUs + 1]
  }
  facets(selection: Selection, requests: readonly FacetRequest[]): { facets: FacetResult[]; total: number } {
    return {
      facets: requests.map((request) => this.facet(exceptSource(selection, request.id), request)),
      total: this.inView(selection).length,
    }
  }
  private facet(selection: Selection, { id, by, top, order, sparkBins, search }: FacetRequest): FacetResult {
    const [fromUs, toUs] = this.span(selection)
    const inView = this.inView(selection)
    const groups = groupsOf(inView, by).filter(({ key }) =>
      String(key ?? '')
        .toLowerCase()
        .includes(search.toLowerCase()),
    )
    const sorted = groups.sort((a, b) => ORDERS[order](a, b) || ORDERS.value(a, b)).slice(0, top)
    const spark = (ats: number[]) => {
      const counts = Array.from({ length: sparkBins }, () => 0)
      for (const at of ats) counts[Math.min(sparkBins - 1, Math.floor(((at - fromUs) / (toUs - fromUs)) * sparkBins))]! += 1
      return counts
    }
    return {
      id,
      groups: groups.length,
      total: inView.length,
      rows: sorted.map(({ ats, ...group }) => ({ ...group, spark: sparkBins === 0 ? [] : spark(ats) })),
    }
  }
  trend({ selection, by, top, bin, maxBins }: TrendQuery): TrendResult {
    const [rawFrom, rawTo] = this.span(selection)
    const seconds =
      bin === 'auto' ? (BIN_SECONDS.find((step) => (rawTo - rawFrom) / 1e6 / step <= maxBins) ?? 86_400) : BIN_BY_NAME[bin]
    const stepUs = seconds * 1e6
    const fromUs = Math.floor(rawFrom / stepUs) * stepUs
    const bins = Math.max(1, Math.ceil((rawTo - fromUs) / stepUs))
    const rows = this.inView(selection)
    const keys =
      by === undefined
        ? [null]
        : groupsOf(rows, by)
            .sort(ORDERS.count)
            .slice(0, top)
            .map((group) => group.key)
    const series = new Map<Cell, number[]>(keys.map((key) => [key, Array.from({ length: bins }, () => 0)]))
    for (const row of rows) {
      const key = by === undefined ? null : cellOf(row, by)
      const into = series.has(key) ? key : OTHER_SERIES
      if (!series.has(into))
        series.set(
          into,
          Array.from({ length: bins }, () => 0),
        )
      series.get(into)![Math.floor((microsFromIso(row.ts)! - fromUs) / stepUs)]! += 1
    }
    return {
      fromUs,
      toUs: fromUs + bins * stepUs,
      binSeconds: seconds,
      series: [...series].map(([key, counts]) => ({ key, counts })),
      total: rows.length,
    }
  }
  pivot({ by, selection, top, order }: PivotQuery): PivotResult {
    const rows = this.inView(selection)
    const found = new Map<string, { key: Cell[]; value: number }>()
    for (const row of rows) {
      const key = by.map((field) => cellOf(row, field))
      const group = found.get(JSON.stringify(key)) ?? { key, value: 0 }
      group.value += 1
      found.set(JSON.stringify(key), group)
    }
    const sorted = [...found.values()].sort((a, b) => (order === 'rarest' ? a.value - b.value : b.value - a.value))
    const [fromUs, toUs] = this.span(selection)
    return { rows: sorted.slice(0, top), groups: sorted.length, total: rows.length, fromUs, toUs }
  }
  /** A cursor is the key of the first or last row of a page. */
  page({ selection, order, limit, after, before, around }: PageQuery) {
    const rows = this.inView(selection)
    if (order === '-ts') rows.reverse()
    const at = (key: string) => rows.findIndex((row) => row.event_key === key)
    let from = after === undefined ? 0 : at(after) + 1
    if (before !== undefined) from = Math.max(0, at(before) - limit)
    if (around !== undefined) from = Math.max(0, this.indexAround(rows, around, order) - Math.floor(limit / 2))
    const to = before === undefined ? Math.min(rows.length, from + limit) : at(before)
    const page = rows.slice(from, to)
    return {
      rows: page,
      next: to < rows.length ? (page.at(-1)?.event_key ?? null) : null,
      prev: from > 0 ? (page[0]?.event_key ?? null) : null,
    }
  }
  private indexAround(rows: readonly EventRow[], around: NonNullable<PageQuery['around']>, order: PageQuery['order']): number {
    const index = rows.findIndex((row) => {
      if ('key' in around) return row.event_key === around.key
      return order === 'ts' ? microsFromIso(row.ts)! >= around.tsUs : microsFromIso(row.ts)! <= around.tsUs
    })
    return Math.max(0, index)
  }
  complete(text: string, position: number): { from: number; options: Completion[] } {
    const word = /[^\s()]*$/.exec(text.slice(0, position))![0]
    const colon = word.indexOf(':')
    if (colon < 0) {
      const options = PIVOT_FIELDS.filter((field) => field.includes(word.replace(/^-/, ''))).map((field) => ({
        label: field,
        detail: 'field',
        apply: `${field}:`,
      }))
      return { from: position - word.length + (word.startsWith('-') ? 1 : 0), options: options.slice(0, 20) }
    }
    const field = word.slice(0, colon).replace(/^-/, '') as PivotField
    const typed = word.slice(colon + 1)
    if (!PIVOT_FIELDS.includes(field)) return { from: position, options: [] }
    const values = groupsOf(this.rows, field)
      .filter(({ key }) => key !== null && String(key).includes(typed))
      .sort(ORDERS.count)
      .slice(0, 20)
    return {
      from: position - typed.length,
      options: values.map(({ key, count }) => ({ label: String(key), detail: '', count, apply: String(key) })),
    }
  }
}
