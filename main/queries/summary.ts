/**
 * The answers about the whole case that are asked for most, worked out once after each change by the questions themselves, and kept by the
 * store until the next write.
 */
import type { FacetRequest, PivotField, TrendQuery } from '#contract/query'
import { EVERYTHING } from '#contract/selection'
import type { Asking, Store } from '#main/store/store'
import { facets } from './facets'
import { inView, WHOLE_CASE } from './in-view'
import { KEPT_KEYS, KEPT_PARTS } from './kept-summary'
import { PANEL_FIELDS } from './keys'
import { whereOf } from './selection'
import { trend } from './trend'

/** Fields with few values that the chart is usually stacked by. */
const TRENDS: readonly PivotField[] = ['type', 'direction', 'severity', 'session_state', 'outcome', 'sensor', 'format', 'service']
/** Bins of a kept trend, from which coarser ones are added up; and its series, beyond which it is not kept. */
const KEPT_BINS = 1000
const KEPT_SERIES = 64

/** Work out and keep the summary; the last step after everything derived has been written. */
export async function summarise(store: Store, asking: Asking = {}): Promise<void> {
  const { changes } = store
  const answers = new Map([[WHOLE_CASE, JSON.stringify(await inView(store, await whereOf(store, EVERYTHING, asking), asking))]])
  const requests = PANEL_FIELDS.map((by): FacetRequest => ({
    id: by,
    by,
    top: KEPT_KEYS,
    order: 'count',
    sparkBins: KEPT_PARTS,
    search: '',
  }))
  for (const result of (await facets(store, EVERYTHING, requests, asking)).facets)
    answers.set(`facet ${result.id}`, JSON.stringify(result))
  for (const by of TRENDS) {
    const query: TrendQuery = { selection: EVERYTHING, by, bin: 'auto', maxBins: KEPT_BINS, top: KEPT_SERIES }
    const result = await trend(store, query, asking)
    if (result.series.length <= KEPT_SERIES) answers.set(`trend ${by}`, JSON.stringify(result))
  }
  await store.keepAnswers(answers, changes)
}
