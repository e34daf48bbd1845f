/** Choices that come again: every drawn case is made from a seed. */
import { seeded } from '#main/tools/test/seeded'

export class Random {
  private readonly unit: () => number

  constructor(seed: number) {
    this.unit = seeded(seed)
  }

  /** Shape: n → a whole number from 0 to n - 1. */
  below(n: number): number {
    return Math.floor(this.unit() * n)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }
}
