/** Rows of examples that repeat: cells with a time that moves on. */
import { isoFromMicros, microsFromIso, MICROS_PER_SECOND } from '#contract/units'

/**
 * Draw the same row again and again.
 *
 * Shape:  first time, seconds between, how many, the other cells (`#` is the number of the row) → lines of a drawn table.
 */
export function repeated(firstIso: string, everySeconds: number, times: number, cells: string): string {
  const firstUs = microsFromIso(firstIso) ?? 0
  return Array.from({ length: times }, (_, index) => {
    const ts = isoFromMicros(firstUs + Math.round(index * everySeconds * MICROS_PER_SECOND))
    return `${ts}  ${cells.replaceAll('#', String(index))}`
  }).join('\n')
}
