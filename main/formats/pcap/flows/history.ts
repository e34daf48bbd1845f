/** What happened in a connection, in Zeek's letters: capital = originator. Source: Zeek, conn.log, field `history`. */
import type { Flow, Side } from './flow'

const LETTERS = 'shadfrqi'

/** Write a letter, once for each side. */
export function tell(flow: Flow, side: Side, letter: string): void {
  const bit = 1 << LETTERS.indexOf(letter)
  if (side.told & bit) return
  side.told |= bit
  flow.history += side === flow.orig ? letter.toUpperCase() : letter
}

const isPowerOfTen = (count: number) => count === 1 || count === 10 || count === 100 || count === 1000 || count === 10_000

/** Write a letter for the first, tenth, hundredth… time. */
export function tellCount(flow: Flow, side: Side, letter: string, count: number): void {
  if (isPowerOfTen(count)) flow.history += side === flow.orig ? letter.toUpperCase() : letter
}
