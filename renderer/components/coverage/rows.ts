/** The matrix as rows of cells, and its time axis. */
import { timeTicks, type Tick } from '#contract/charts/time-ticks'
import type { Coverage, CoverageCell } from '#contract/coverage'
import type { EvidenceClass } from '#contract/formats'
import { microsFromIso } from '#contract/units'

export interface CoverageRow {
  class: EvidenceClass
  cells: readonly CoverageCell[]
}

/** Shape: coverage × host → one row a class, cells in the order of time. */
export function coverageRows({ classes, cells }: Coverage, host: string | null): CoverageRow[] {
  const rows = new Map<EvidenceClass, CoverageCell[]>(classes.map((one) => [one, []]))
  for (const cell of cells) if (cell.host === host) rows.get(cell.class)?.push(cell)
  return [...rows].map(([one, own]) => ({ class: one, cells: own }))
}

/** Shape: coverage → its span in µs, half-open, from the first bin to the end of the last. */
export function spanOf({ bins, bin_seconds }: Coverage): { fromUs: number; toUs: number } {
  const [first, last] = [bins[0] ?? '', bins.at(-1) ?? ''].map((bin) => microsFromIso(bin) ?? 0) as [number, number]
  return { fromUs: first, toUs: last + bin_seconds * 1e6 }
}

/** Shape: coverage, how many labels fit, how far local time is ahead → ticks with their share of the axis. */
export function axisTicks(coverage: Coverage, most: number, offsetSeconds: number): (Tick & { at: number })[] {
  const { fromUs, toUs } = spanOf(coverage)
  return timeTicks(fromUs, toUs, most, offsetSeconds).map((tick) => ({ ...tick, at: (tick.tsUs - fromUs) / (toUs - fromUs) }))
}
