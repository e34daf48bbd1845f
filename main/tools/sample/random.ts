/** Repeatable randomness: one named stream per subject, so that a change in one does not move the others. */
import { seeded } from '../test/seeded'

/** A stream of repeatable choices. */
export interface Random {
  /** In [0, 1). */
  unit(): number
  /** Whole number in [low, high], both included. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Index into `weights`, each as likely as its weight. */
  weighted(weights: readonly number[]): number
  /** Text of `length` letters and digits. */
  word(length: number): string
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

function seedOf(name: string): number {
  let hash = 0x811c9dc5
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return hash >>> 0
}

/**
 * Open the stream of a name; the same name gives the same numbers on every machine.
 *
 * Source: the seed is the FNV-1a hash of the name.
 */
export function randomStream(name: string): Random {
  const unit = seeded(seedOf(name))
  const between = (low: number, high: number) => low + Math.floor(unit() * (high - low + 1))
  const weighted = (weights: readonly number[]) => {
    let left = unit() * weights.reduce((sum, weight) => sum + weight, 0)
    const index = weights.findIndex((weight) => (left -= weight) < 0)
    return index < 0 ? weights.length - 1 : index
  }
  return {
    unit,
    between,
    weighted,
    chance: (probability) => unit() < probability,
    pick: (list) => list[between(0, list.length - 1)]!,
    word: (length) => Array.from({ length }, () => LETTERS[between(0, LETTERS.length - 1)]).join(''),
  }
}
