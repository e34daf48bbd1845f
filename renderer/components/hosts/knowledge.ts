/** Stretches of knowledge as parts of a line, for drawing. */
import type { FactInterval, Knowledge } from '#contract/config-facts'
import { microsFromIso } from '#contract/units'

export interface Piece {
  state: Knowledge
  /** Share of the line, 0 to 1, and where it begins. A moment has no width. */
  from: number
  width: number
  because: string
}

/** Shape: intervals, first and last moment of the line → its pieces, within the line; those of no width last, so that they are drawn on top. */
export function piecesOf(intervals: readonly FactInterval[], fromUs: number, toUs: number): Piece[] {
  const length = Math.max(1, toUs - fromUs)
  const share = (us: number): number => Math.min(1, Math.max(0, (us - fromUs) / length))
  return intervals
    .map(({ from, to, state, because }) => {
      const [start, end] = [
        share(from === null ? fromUs : (microsFromIso(from) ?? fromUs)),
        share(to === null ? toUs : (microsFromIso(to) ?? toUs)),
      ]
      return { state, from: start, width: end - start, because }
    })
    .sort((a, b) => Number(a.state === 'known') - Number(b.state === 'known') || a.from - b.from)
}
