/** The main chart's question, and the colours its series keep. */
import { assignSlots, colorOf, type SeriesKey } from '#contract/charts/colors'
import { OTHER_SERIES, type TrendQuery, type TrendResult } from '#contract/query'
import { exceptSource } from '#contract/selection'
import { computed, shallowRef, watch, type Ref } from 'vue'
import { useQuery } from '../../composables/use-query'
import { useTheme } from '../../composables/use-theme'
import { useLayoutStore } from '../../stores/layout'
import { useSelectionStore } from '../../stores/selection'
import { text } from '../../text/en'
import { CHART_SOURCE } from './mark'

/** Series drawn apart; the rest is one. Chosen: as many as people tell apart by colour. */
const SERIES = 7
const MAX_BINS = 160

/** Shape: answers of the trend → slots of colours; a value keeps its colour while the filter changes, until the field does. */
function useSlots(trend: Ref<TrendResult | null>) {
  const layout = useLayoutStore()
  const { theme } = useTheme()
  const slots = shallowRef<ReadonlyMap<string, number>>(new Map())
  watch(
    () => layout.chartBy,
    () => (slots.value = new Map()),
  )
  watch(trend, (answer) => {
    if (answer === null) return
    const keys = answer.series.map(({ key }) => key)
    slots.value = new Map([...slots.value, ...assignSlots(keys, slots.value, theme.value.series.length)])
  })
  return { slots, theme }
}
const nameOf = (key: SeriesKey) =>
  key === OTHER_SERIES ? text.investigate.other : key === null ? text.investigate.none : String(key)

/** Shape: → the trend of the view without the chart's own mark, with its legend. */
export function useTrend() {
  const selection = useSelectionStore()
  const layout = useLayoutStore()
  const query = useQuery({
    input: (): TrendQuery => ({
      selection: exceptSource(selection.selection, CHART_SOURCE),
      by: layout.chartBy,
      top: SERIES,
      bin: 'auto',
      maxBins: MAX_BINS,
    }),
    ask: (client, input, signal) => client.query.trend(input, { signal }),
    isEmpty: (trend) => trend.total === 0,
  })
  const { slots, theme } = useSlots(query.data)
  const legend = computed(() =>
    (query.data.value?.series ?? []).map(({ key, counts }) => ({
      key,
      name: nameOf(key),
      count: counts.reduce((sum, count) => sum + count, 0),
      color: colorOf(slots.value, key, theme.value),
      other: key === OTHER_SERIES,
    })),
  )
  return { ...query, slots, legend, nameOf, theme }
}
