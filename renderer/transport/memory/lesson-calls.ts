/** The `lessons` and `explanations` areas of the contract over the made-up case: nothing of either is written. */
import type { Calls } from './call'

const matrix = () => ({ explanations: [], observations: [], analysts: [], revealed: false, lacks: [] })
export const explanationCalls = (): Calls => ({
  matrix,
  setRole: matrix,
  observe: () => ({ id: 'observation' }),
  reword: matrix,
  remove: matrix,
  rate: matrix,
  reveal: matrix,
  starters: () => [],
})

export const lessonCalls = (): Calls => ({ run: () => [], library: () => [], keep: () => ({}), retire: () => ({}) })
