/** The state of every citation of the notebook, each as soon as it is known; checked again when evidence or citations change. */
import type { CitationState, CitationStateWord } from '#contract/notebook'
import { useClient } from '../transport/transport'
import { failureFrom, isAbort, type Failure } from '../transport/faults'
import { useSettledStore } from './settled'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

export const useCitationStatesStore = defineStore('citation-states', () => {
  const client = useClient()
  const settled = useSettledStore()
  const known = shallowRef(new Map<string, CitationState>())
  const pending = shallowRef(false)
  const error = shallowRef<Failure | null>(null)
  const all = computed(() => [...known.value.values()])
  let running: AbortController | null = null
  let asked = ''

  async function check() {
    running?.abort()
    const mine = (running = new AbortController())
    const done = settled.begin()
    pending.value = true
    const seen = new Map<string, CitationState>()
    try {
      for await (const state of await client.notebook.verify(undefined, { signal: mine.signal })) {
        if (running !== mine) return
        seen.set(state.citation, state)
        known.value = new Map([...known.value, [state.citation, state]])
      }
      known.value = seen
      error.value = null
    } catch (thrown) {
      if (running === mine && !isAbort(thrown)) error.value = failureFrom(thrown)
    } finally {
      if (running === mine) pending.value = false
      done()
    }
  }
  /** Check unless it was done for exactly this; `key` names evidence and citations as they are. */
  function checkFor(key: string) {
    if (key === asked) return
    asked = key
    void check()
  }
  const stateOf = (citation: string): CitationStateWord => known.value.get(citation)?.state ?? 'checking'
  const whyOf = (citation: string): string => known.value.get(citation)?.why ?? ''
  return { known, all, pending, error, check, checkFor, stateOf, whyOf }
})
