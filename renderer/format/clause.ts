/** How a clause reads on a chip: as written, but a span of time as the person reads times. */
import type { Clause } from '#contract/selection'
import { microsFromIso } from '#contract/units'

const SPAN = /^ts:>=(\S+) ts:<(\S+)$/

/** Shape: two moments → the clause text of a half-open span. */
export const spanText = (fromIso: string, toIso: string): string => `ts:>=${fromIso} ts:<${toIso}`

/** Shape: clause text → its half-open span [fromUs, toUs), or null where it is something else. */
export function spanOf(text: string): [fromUs: number, toUs: number] | null {
  const match = SPAN.exec(text)
  const [fromUs, toUs] = [microsFromIso(match?.[1] ?? ''), microsFromIso(match?.[2] ?? '')]
  return fromUs === null || toUs === null ? null : [fromUs, toUs]
}

/** Shape: clause and a writer of spans → the words of its chip. */
export function chipText({ text }: Pick<Clause, 'text'>, writeSpan: (fromUs: number, toUs: number) => string): string {
  const span = spanOf(text)
  return span === null ? text : writeSpan(...span)
}
