/** What “not seen” is worth in the view at hand: told by the engine, from the filter and the window. */
import type { Absence } from '#contract/coverage'
import type { MaybeRefOrGetter } from 'vue'
import { toValue } from 'vue'
import { useSelectionStore } from '../stores/selection'
import { useCaseStore } from '../stores/case'
import { useQuery, type UseQueryReturn } from './use-query'

/** Shape: whether it is asked → the absence of what is in view; nothing is asked without a case. */
export function useAbsence(asked: MaybeRefOrGetter<boolean> = true): UseQueryReturn<Absence> {
  const selection = useSelectionStore()
  const caseStore = useCaseStore()
  return useQuery({
    input: () => (toValue(asked) && caseStore.info !== null ? { selection: selection.selection } : null),
    ask: (client, input, signal) => client.coverage.absence(input, { signal }),
  })
}
