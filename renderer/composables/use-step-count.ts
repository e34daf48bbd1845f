/** Writes on the present step how many events are in view, for the status bar and the history. */
import { watch } from 'vue'
import { useSelectionStore } from '../stores/selection'
import { useQuery } from './use-query'

export function useStepCount(): void {
  const selection = useSelectionStore()
  const { data } = useQuery({
    input: () => ({ selection: selection.selection }),
    ask: async (client, input, signal) => ({ for: input.selection, count: (await client.query.count(input, { signal })).count }),
  })
  // WHY: an answer that belongs to the step before must not be written on this one.
  watch(data, (answer) => answer !== null && answer.for === selection.selection && selection.noteCount(answer.count))
}
