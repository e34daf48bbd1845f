/** Facets over few events: the rows in view are held once, with small columns, and counted for every facet in one statement. */
import type { FacetRequest, FacetResult } from '#contract/query'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { RANKED_ROW, rankedOf, rankedSql, resultOf } from './facet-rank'
import { partNumber, partsOf, type View } from './facet-view'
import { groupKey } from './keys'

/** Shape: view, requests (none with a key that joins first) → their results, in order. */
export async function heldFacets(
  store: Store,
  view: View,
  requests: readonly FacetRequest[],
  asking: Asking,
): Promise<FacetResult[]> {
  const columns = requests.map(({ by }, i) => {
    const key = groupKey(by)
    return sql`${key.solid(key.id)} AS c${sql.raw(String(i))}`
  })
  const counts = [...new Set(requests.map(partCount))]
  const parts = counts.map((n) => sql`${partNumber(partsOf(view, n))} AS part${sql.raw(String(n))}`)
  const tables: Sql[] = [
    sql`held AS MATERIALIZED (SELECT ${sql.join([...columns, ...parts])}, e.ts FROM event e WHERE ${view.condition})`,
  ]
  const selects: Sql[] = []
  requests.forEach((request, i) => {
    const [g, c, part] = [`g${i}`, `c${i}`, `part${partCount(request)}`]
    tables.push(
      sql.raw(
        `${g} AS MATERIALIZED (SELECT ${c} AS id, ${part} AS part, count(*) AS n, min(ts) AS first, max(ts) AS last FROM held GROUP BY 1, 2)`,
      ),
    )
    const ranked = rankedSql(request, groupKey(request.by), { counts: g, hasParts: true }, i)
    tables.push(ranked.tables)
    selects.push(ranked.select)
  })
  const rows = await store.all(sql`WITH ${sql.join(tables)} ${sql.join(selects, ' UNION ALL ')}`, RANKED_ROW, asking)
  return requests.map((request, i) =>
    resultOf(
      rankedOf(
        request,
        groupKey(request.by),
        rows.filter(({ facet }) => facet === i),
      ),
      view.total,
    ),
  )
}

const partCount = ({ sparkBins }: FacetRequest): number => Math.max(1, sparkBins)
