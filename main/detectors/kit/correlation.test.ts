/** Rank correlation against values worked out by hand. */
import { expect, it } from 'vitest'
import { spearman } from './correlation'

it('is 1 for what rises together, −1 for opposites, and shares ranks among equals', () => {
  expect(spearman([1, 2, 3, 4], [10, 20, 30, 1000])).toBe(1)
  expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1)
  expect(spearman([1, 1, 2], [1, 2, 3])).toBe(0.866)
  expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull()
})
