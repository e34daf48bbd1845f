/** States of every citation of the notebook, each as soon as the engine has executed it again. */
import type { CitationState, CitationStateWord } from '#contract/notebook'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useCaseStore } from '../stores/case'
import { useSettledStore } from '../stores/settled'
import { isAbort } from '../transport/faults'
import { useClient } from '../transport/transport'

export interface KnownState {
  state: CitationStateWord
  why: string
}
const CHECKING: KnownState = { state: 'checking', why: '' }

/** Shape: → `stateOf(citation id)`, all states so far, whether some are still being checked; follows the case. */
export function useCitationStates() {
  const client = useClient()
  const caseStore = useCaseStore()
  const settled = useSettledStore()
  const known = shallowRef<ReadonlyMap<string, CitationState>>(new Map())
  const pending = ref(false)
  let running: AbortController | null = null

  async function check() {
    running?.abort()
    const mine = (running = new AbortController())
    const done = settled.begin()
    pending.value = true
    const found = new Map<string, CitationState>()
    try {
      for await (const state of await client.notebook.verify(undefined, { signal: mine.signal })) found.set(state.citation, state)
      if (running === mine) known.value = found
    } catch (error) {
      if (!isAbort(error) && running === mine) known.value = found
    } finally {
      if (running === mine) pending.value = false
      done()
    }
  }
  watch(
    () => caseStore.revision,
    () => void check(),
    { immediate: true },
  )
  onScopeDispose(() => running?.abort())
  const stateOf = (citation: string): KnownState => known.value.get(citation) ?? CHECKING
  const states = computed(() => [...known.value.values()])
  return { stateOf, states, pending, check }
}
