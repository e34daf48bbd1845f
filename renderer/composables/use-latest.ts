/** Questions of one kind of which only the latest counts: how it stands, its failure as words, and a way to give it up. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { useSettledStore } from '../stores/settled'
import { failureFrom, isAbort, type Failure } from '../transport/faults'

export interface UseLatestReturn {
  /** Ask beside what is being asked; null where it failed or was given up. */
  ask: <Answer>(question: (signal: AbortSignal) => Promise<Answer>) => Promise<Answer | null>
  /** Whatever is being asked counts no more. */
  giveUp: () => void
  pending: ShallowRef<boolean>
  error: ShallowRef<Failure | null>
}

/** Shape: → `ask`, `giveUp`, and how it stands; counts as unsettled while something is asked. */
export function useLatest(): UseLatestReturn {
  const settled = useSettledStore()
  const pending = shallowRef(false)
  const error = shallowRef<Failure | null>(null)
  let running: AbortController | null = null

  function giveUp() {
    running?.abort()
    running = null
  }
  async function ask<Answer>(question: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | null> {
    const mine = (running ??= new AbortController())
    const done = settled.begin()
    pending.value = true
    try {
      const answer = await question(mine.signal)
      if (running !== mine) return null
      error.value = null
      return answer
    } catch (thrown) {
      if (running === mine && !isAbort(thrown)) error.value = failureFrom(thrown)
      return null
    } finally {
      if (running === mine) pending.value = false
      done()
    }
  }
  onScopeDispose(giveUp)
  return { ask, giveUp, pending, error }
}
