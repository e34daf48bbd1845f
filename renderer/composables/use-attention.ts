/** What was never opened, asked again when something was; and the watch that notes what is opened, for the frame. */
import { computed, watch } from 'vue'
import { useAttentionStore } from '../stores/attention'
import { useCaseStore } from '../stores/case'
import { useSelectionStore } from '../stores/selection'
import { useQuery } from './use-query'

/** Shape: → the report of the open case, and whether an event or a filter is of a session that nobody opened. */
export function useUnopened() {
  const attention = useAttentionStore()
  const caseStore = useCaseStore()
  const query = useQuery({
    input: () => ((caseStore.info?.events ?? 0) > 0 ? { noted: attention.noted } : null),
    ask: (client, _input, signal) => client.attention.report(undefined, { signal }),
  })
  const keys = computed(
    () => new Set((query.data.value?.sessions ?? []).flatMap(({ witnesses }) => witnesses.map((one) => one.event_key))),
  )
  const isUnopened = (eventKey: string) => keys.value.has(eventKey)
  const showsUnopened = (where: string) => [...keys.value].some((key) => where.includes(key))
  return { query, isUnopened, showsUnopened }
}

/** Note each row whose drawer is opened; called once, by the frame. */
export function useNotedAttention() {
  const attention = useAttentionStore()
  const selection = useSelectionStore()
  const caseStore = useCaseStore()
  watch(
    () => [selection.rowKey, caseStore.caseId] as const,
    ([key, caseId]) => key !== null && caseId !== null && void attention.done('opened', key),
    { immediate: true },
  )
}
