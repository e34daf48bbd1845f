/** The `coverage` area of the contract over rows in the page: a class is covered on the days on which a row of it lies. */
import { AbsenceQuery, CLASSES_OF_TYPE, notObserved, type Absence, type Coverage, type CoverageLane } from '#contract/coverage'
import type { EventRow } from '#contract/event'
import { EVIDENCE_CLASSES, type EvidenceClass } from '#contract/formats'
import { isoFromMicros, microsFromIso, MICROS_PER_SECOND, SECONDS_PER_DAY } from '#contract/units'
import type { Calls, Inputs } from './call'
import type { MemoryQuestions } from './questions'

const DAY_US = SECONDS_PER_DAY * MICROS_PER_SECOND
const dayOf = ({ ts }: EventRow): number => Math.floor((microsFromIso(ts) ?? 0) / DAY_US)

function daysOf(rows: readonly EventRow[], evidence: EvidenceClass): number[] {
  const days = rows.filter(({ type }) => CLASSES_OF_TYPE[type]?.[0] === evidence).map(dayOf)
  return [...new Set(days)].sort((one, other) => one - other)
}

function lanes(rows: readonly EventRow[]): CoverageLane[] {
  return EVIDENCE_CLASSES.flatMap((evidence) => {
    const spans = daysOf(rows, evidence).map((day) => ({
      fromUs: day * DAY_US,
      toUs: (day + 1) * DAY_US,
      state: 'covered' as const,
    }))
    return spans.length === 0 ? [] : [{ class: evidence, spans }]
  })
}

function matrix(rows: readonly EventRow[], host: string | null): Coverage {
  const days = rows.map(dayOf)
  const [first, last] = [Math.min(...days), Math.max(...days)]
  const bins = rows.length === 0 ? [] : Array.from({ length: last - first + 3 }, (_, index) => first - 1 + index)
  const cells = EVIDENCE_CLASSES.flatMap((evidence) => {
    const covered = new Set(daysOf(rows, evidence))
    return bins.map((day) => {
      const state =
        day < first || day > last ? ('unknown' as const) : covered.has(day) ? ('covered' as const) : ('absent' as const)
      const share = state === 'covered' ? 1 : 0
      return { host, class: evidence, bin: isoFromMicros(day * DAY_US), state, reason: state, share, evidence: [] }
    })
  })
  const starts = bins.map((day) => isoFromMicros(day * DAY_US))
  const span = { from: starts[1] ?? null, to: starts.at(-1) ?? null }
  return {
    host,
    classes: [...EVIDENCE_CLASSES],
    bins: starts,
    bin_seconds: SECONDS_PER_DAY,
    ...span,
    hosts: [],
    cells,
    questions: [],
    ask_for: [],
  }
}

function absence(rows: readonly EventRow[], { hosts = [], classes = [] }: AbsenceQuery): Absence {
  const all = lanes(rows)
  const share = all.length > 0 ? 1 : 0
  return { share, partial: share, text: notObserved(share), hosts, classes, from: null, to: null, because: [], lanes: all }
}

/** Shape: questions → the operations of `coverage`. */
export function coverageCalls({ rows }: MemoryQuestions): Calls {
  type Input = Inputs<'coverage'>
  return {
    matrix: ({ host }: Input['matrix']) => matrix(rows, host ?? null),
    absence: (input: Input['absence']) => absence(rows, AbsenceQuery.parse(input)),
  }
}
