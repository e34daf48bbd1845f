/** One question of a view: its answer, and whether it is pending, failed or empty. */
import { useCaseStore } from '../stores/case'
import { useSettledStore } from '../stores/settled'
import { failureFrom, isAbort, type Failure } from '../transport/faults'
import { useClient, type EngineClient } from '../transport/transport'
import {
  computed,
  onScopeDispose,
  shallowRef,
  toValue,
  watch,
  type ComputedRef,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue'

export interface UseQueryOptions<Input, Answer> {
  /** What is asked; null asks nothing. The question is asked again when its JSON changes, and at every revision of the case. */
  input: MaybeRefOrGetter<Input | null>
  ask: (client: EngineClient, input: Input, signal: AbortSignal) => Promise<Answer>
  isEmpty?: (answer: Answer) => boolean
  /** Ask again when the case changes; true unless said otherwise. */
  followCase?: boolean
}
export interface UseQueryReturn<Answer> {
  /** The last answer; stays on screen while the next one is pending. */
  data: ShallowRef<Answer | null>
  pending: ShallowRef<boolean>
  error: ShallowRef<Failure | null>
  empty: ComputedRef<boolean>
  /** All of it at once, as `QueryState` draws it. */
  state: ComputedRef<QueryShown>
  refresh: () => void
}
/** What is drawn of a question: `has` = there is an answer, be it an older one. */
export interface QueryShown {
  pending: boolean
  error: Failure | null
  empty: boolean
  has: boolean
}

type Parts = Pick<UseQueryReturn<unknown>, 'data' | 'pending' | 'error' | 'empty'>
const stateOf = ({ data, pending, error, empty }: Parts): ComputedRef<QueryShown> =>
  computed(() => ({ pending: pending.value, error: error.value, empty: empty.value, has: data.value !== null }))

/**
 * Ask the engine, and again whenever what is asked or the case changes; a stale question is cancelled.
 *
 * Shape:  `useQuery({ input: () => ({ selection }), ask: (client, input, signal) => client.query.count(input, { signal }) })`.
 * Errors: never throws; `error` holds the words for a person, `data` keeps the answer before.
 */
export function useQuery<Input, Answer>(options: UseQueryOptions<Input, Answer>): UseQueryReturn<Answer> {
  const client = useClient()
  const settled = useSettledStore()
  const caseStore = useCaseStore()
  const data = shallowRef<Answer | null>(null)
  const pending = shallowRef(false)
  const error = shallowRef<Failure | null>(null)
  const empty = computed(() => data.value !== null && (options.isEmpty?.(data.value) ?? false))
  let running: AbortController | null = null

  async function run() {
    running?.abort()
    running = null
    const input = toValue(options.input)
    if (input === null) {
      pending.value = false
      return
    }
    const mine = (running = new AbortController())
    const done = settled.begin()
    pending.value = true
    try {
      const answer = await options.ask(client, input, mine.signal)
      if (running !== mine) return
      data.value = answer
      error.value = null
    } catch (thrown) {
      if (running === mine && !isAbort(thrown)) error.value = failureFrom(thrown)
    } finally {
      if (running === mine) pending.value = false
      done()
    }
  }

  const key = () => JSON.stringify([toValue(options.input), options.followCase === false ? 0 : caseStore.revision])
  watch(key, run, { immediate: true })
  onScopeDispose(() => {
    running?.abort()
    running = null
  })
  return { data, pending, error, empty, state: stateOf({ data, pending, error, empty }), refresh: () => void run() }
}
