/** Thresholds between the form and the engine. */
import type { DetectorSummary } from '#contract/detections'

/** Shape: detector → its thresholds as they stand in the form. */
export const writtenOf = ({ params }: Pick<DetectorSummary, 'params'>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, String(value)]))

/** Shape: detector, form → thresholds that are not the usual ones, or null where one is no number of 0 or more. */
export function thresholdsOf(
  { params }: Pick<DetectorSummary, 'params'>,
  written: Readonly<Record<string, string>>,
): Record<string, number> | null {
  const set: Record<string, number> = {}
  for (const [name, { value, usual = value }] of Object.entries(params)) {
    const text = (written[name] ?? '').trim()
    const number = Number(text)
    if (text === '' || !Number.isFinite(number) || number < 0) return null
    if (number !== usual) set[name] = number
  }
  return set
}
