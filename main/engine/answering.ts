/** How every operation is answered: errors leave with their code and parameters, whether at once or in the middle of a stream. */
import { implement, ORPCError } from '@orpc/server'
import { contract } from '#contract/operations'
import { Fault } from '#contract/errors'

/** Shape: anything thrown → what crosses the bridge: `{code, data: {params}}` for a fault, everything else as it is. */
export function crossing(error: unknown): unknown {
  if (!(error instanceof Fault)) return error
  return new ORPCError(error.code, { status: 422, message: error.message, data: { params: error.params, fix: error.fix } })
}

/** The contract to implement; what a handler throws is given its code on the way out. */
export const operations = implement(contract).use(async ({ next }) => {
  try {
    return await next()
  } catch (error) {
    throw crossing(error)
  }
})

/** Shape: a stream → the same, its errors given their code. */
export async function* streamed<T>(source: AsyncIterable<T>): AsyncGenerator<T, void> {
  try {
    yield* source
  } catch (error) {
    throw crossing(error)
  }
}
