/** How the Investigate view is laid out by this person: sizes, panels shown, columns, what the chart is stacked by. */
import type { PivotField, PivotOrder } from '#contract/query'
import { useStorage } from '@vueuse/core'
import { defineStore } from 'pinia'

export const useLayoutStore = defineStore('layout', () => {
  const drawerPx = useStorage('backtrail.drawerPx', 232)
  const chartBy = useStorage<PivotField>('backtrail.chartBy', 'type')
  const logarithmic = useStorage('backtrail.logarithmic', false)
  /** Ids of event columns in their order; empty = the usual ones. */
  const columns = useStorage<string[]>('backtrail.columns', [])
  const hiddenPanels = useStorage<string[]>('backtrail.hiddenPanels', [])
  const panelOrders = useStorage<Record<string, PivotOrder>>('backtrail.panelOrders', {})

  const isHidden = (id: string) => hiddenPanels.value.includes(id)
  function togglePanel(id: string) {
    hiddenPanels.value = isHidden(id) ? hiddenPanels.value.filter((other) => other !== id) : [...hiddenPanels.value, id]
  }
  const orderOf = (id: string): PivotOrder => panelOrders.value[id] ?? 'count'
  function setOrder(id: string, order: PivotOrder) {
    panelOrders.value = { ...panelOrders.value, [id]: order }
  }
  return { drawerPx, chartBy, logarithmic, columns, hiddenPanels, isHidden, togglePanel, orderOf, setOrder }
})
