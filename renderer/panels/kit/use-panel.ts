/** What one panel shows: its rows, what is picked, and the picking. */
import type { FacetRow, PivotField } from '#contract/query'
import { exceptSource } from '#contract/selection'
import { refDebounced } from '@vueuse/core'
import { computed, ref } from 'vue'
import { facetLoad } from '../../composables/facet-batch'
import { useQuery } from '../../composables/use-query'
import { useLayoutStore } from '../../stores/layout'
import { picksOf, pickText, type PickMode } from '../../stores/picks'
import { useSelectionStore } from '../../stores/selection'
import type { PanelDefinition } from './define-panel'

/** Rows shown at first, and after “more”. Chosen: the first fits twelve panels on a screen, the second still scrolls well. */
const FIRST_ROWS = 8
const MORE_ROWS = 200
const SPARK_BINS = 14

export type PickState = 'included' | 'excluded' | 'none'

/** Shape: panel → its question and its deeds; the panel's own clauses are left out of its question. */
export function usePanel(panel: PanelDefinition) {
  const selection = useSelectionStore()
  const layout = useLayoutStore()
  const by = ref<PivotField>(panel.by)
  const search = ref('')
  const asked = refDebounced(search, 120)
  const more = ref(false)
  const order = computed({ get: () => layout.orderOf(panel.id), set: (next) => layout.setOrder(panel.id, next) })

  const query = useQuery({
    input: () => ({
      selection: exceptSource(selection.selection, panel.id),
      request: {
        id: panel.id,
        by: by.value,
        top: more.value ? MORE_ROWS : FIRST_ROWS,
        order: order.value,
        sparkBins: SPARK_BINS,
        search: asked.value,
      },
    }),
    ask: (client, input, signal) => facetLoad(client)(input.selection, input.request, signal),
    isEmpty: (facet) => facet.rows.length === 0,
  })
  const rows = computed<readonly FacetRow[]>(() => query.data.value?.rows ?? [])
  const groups = computed(() => query.data.value?.groups ?? 0)
  const most = computed(() => Math.max(1, ...rows.value.map((row) => row.count)))
  const picks = computed(() => picksOf(selection.selection, panel.id))

  function stateOf(row: FacetRow): PickState {
    const text = pickText(by.value, row.key)
    if (picks.value.included.has(text)) return 'included'
    return picks.value.excluded.has(text) ? 'excluded' : 'none'
  }
  const pick = (row: FacetRow, mode: PickMode) => selection.pick(panel.id, by.value, row.key, mode)
  return { ...query, rows, groups, most, by, order, search, more, stateOf, pick, picks }
}
