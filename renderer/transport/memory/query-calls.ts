/** The `query` area of the contract over rows in the page. */
import { fault } from '#contract/errors'
import { parseFilter } from '#contract/query-language/parse'
import { FacetRequest, PageQuery, PivotQuery, TrendQuery } from '#contract/query'
import { Selection } from '#contract/selection'
import type { Calls, Inputs } from './call'
import type { MemoryQuestions } from './questions'
import { rawOf } from './raw'

/** Shape: questions → the operations of `query`. */
export function queryCalls(questions: MemoryQuestions): Calls {
  type Input = Inputs<'query'>
  const found = (key: string) => {
    const row = questions.rows.find((candidate) => candidate.event_key === key)
    if (row === undefined) throw fault('QRY-002', { key })
    return row
  }
  const inView = (selection: Input['count']['selection']) => questions.inView(Selection.parse(selection))
  return {
    parse: ({ text }: Input['parse']) => {
      const { ok, canonical, errors } = parseFilter(text)
      return { ok, canonical, errors }
    },
    complete: ({ text, position }: Input['complete']) => questions.complete(text, position),
    pivot: (input: Input['pivot']) => questions.pivot(PivotQuery.parse(input)),
    facets: ({ selection, facets }: Input['facets']) =>
      questions.facets(
        Selection.parse(selection),
        facets.map((facet) => FacetRequest.parse(facet)),
      ),
    trend: (input: Input['trend']) => questions.trend(TrendQuery.parse(input)),
    page: (input: Input['page']) => questions.page(PageQuery.parse(input)),
    count: ({ selection }: Input['count']) => ({ count: inView(selection).length }),
    event: ({ key }: Input['event']) => found(key),
    raw: ({ key, context }: Input['raw']) => rawOf(questions.rows, found(key).event_key, context ?? 5),
    position: ({ key, selection }: Input['position']) => ({ index: inView(selection).findIndex((row) => row.event_key === key) }),
    exportEvents: ({ path, selection }: Input['exportEvents']) => ({
      path,
      rows: inView(selection).length,
      sha256: '0'.repeat(64),
    }),
  }
}
