/** The entries of the notebook, and the states of their citations kept up to date beside them. */
import { useCaseStore } from '../stores/case'
import { useCitationStatesStore } from '../stores/citation-states'
import { computed, watch } from 'vue'
import { useQuery } from './use-query'

/** Shape: → the question for all entries, those not removed, and the store of states. */
export function useNotebook() {
  const caseStore = useCaseStore()
  const states = useCitationStatesStore()
  const query = useQuery({ input: {}, ask: (client, _input, signal) => client.notebook.list(undefined, { signal }) })
  const entries = computed(() => (query.data.value ?? []).filter((entry) => !entry.removed))
  const key = computed(() => {
    if (query.data.value === null) return null
    const evidence = caseStore.info?.evidence.map(({ sha256, status, events }) => [sha256, status, events]) ?? []
    const cited = entries.value.flatMap(({ citations }) => citations.map(({ id }) => id))
    return JSON.stringify([caseStore.caseId, caseStore.info?.home_networks, evidence, cited])
  })
  watch(key, (next) => next !== null && states.checkFor(next), { immediate: true })
  return { query, entries, states }
}
