/** The `lessons` area of the contract over the made-up case: no lesson of it has a control. */
import type { Calls } from './call'

export const lessonCalls = (): Calls => ({ run: () => [], library: () => [], keep: () => ({}), retire: () => ({}) })
