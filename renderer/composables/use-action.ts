/** One deed of a view (save, add, export): pending while it runs, its failure as words. */
import { useSettledStore } from '../stores/settled'
import { failureFrom, isAbort, type Failure } from '../transport/faults'
import { shallowRef, type ShallowRef } from 'vue'

export interface UseActionReturn<Args extends unknown[], Result> {
  /** Undefined where it failed; `error` then says why. */
  run: (...args: Args) => Promise<Result | undefined>
  pending: ShallowRef<boolean>
  error: ShallowRef<Failure | null>
}

/** Shape: an async function → the same with `pending` and `error` beside it; counts as unsettled while it runs. */
export function useAction<Args extends unknown[], Result>(
  perform: (...args: Args) => Promise<Result>,
): UseActionReturn<Args, Result> {
  const settled = useSettledStore()
  const pending = shallowRef(false)
  const error = shallowRef<Failure | null>(null)
  async function run(...args: Args): Promise<Result | undefined> {
    const done = settled.begin()
    pending.value = true
    error.value = null
    try {
      return await perform(...args)
    } catch (thrown) {
      if (!isAbort(thrown)) error.value = failureFrom(thrown)
      return undefined
    } finally {
      pending.value = false
      done()
    }
  }
  return { run, pending, error }
}
