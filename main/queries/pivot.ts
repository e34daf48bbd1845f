/** Counts and sums by one or more fields, and by time. */
import type { Measure, PivotField, PivotOrder, PivotQuery, PivotResult, PivotRow } from '#contract/query'
import { MICROS_PER_SECOND } from '#contract/units'
import { COUNT, MICROS, nullable, REAL, TEXT, type RowShape } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { binNumber, binsOver, type Bins } from './bins'
import { groupKey, type GroupKey } from './keys'
import { whereOf, type Where } from './selection'

/** A key in its query: number `i`, where it is joined, and what it shows. */
interface PlacedKey extends GroupKey {
  i: number
  early: boolean
}

/** The measure over a group of events. A sum over nothing is 0. */
export function measureOver(measure: Measure): Sql {
  switch (measure) {
    case 'count':
      return sql.raw('count(*)::DOUBLE')
    case 'client_bytes':
    case 'server_bytes':
      return sql`coalesce(sum(${sql.ref(measure, 'e')}), 0)::DOUBLE`
    case 'duration':
      return sql.raw('coalesce(sum(e.duration_us), 0)::DOUBLE / 1e6')
    default: {
      const { value } = distinctOf(measure)
      return sql`count(DISTINCT ${value})::DOUBLE`
    }
  }
}

/** Shape: `distinct:FIELD` → join to add and the value to count; others → nothing to join. */
function distinctOf(measure: Measure): { join: Sql; value: Sql } {
  if (!measure.startsWith('distinct:')) return { join: sql.raw(''), value: sql.raw('') }
  const key = groupKey(measure.slice('distinct:'.length) as PivotField)
  return key.regroup ? key.label(key.id, 'd') : { join: sql.raw(''), value: key.id }
}

/** Total, first and last time of everything in view. */
async function totalsOf(store: Store, measure: Measure, where: Where, asking: Asking) {
  const shape = { total: REAL, first: nullable(MICROS), last: nullable(MICROS) }
  // WHY: a field with several values per event must not count the event several times in the total of another measure.
  const { join } = distinctOf(measure)
  const query = sql`SELECT ${measureOver(measure)} AS total, min(e.ts) AS first, max(e.ts) AS last
    FROM event e ${join} WHERE ${where.condition}`
  return (await store.first(query, shape, asking))!
}

const ORDERS: Record<PivotOrder, string> = {
  count: 'n DESC',
  rarest: 'n',
  'first-seen': 'first',
  newest: 'first DESC',
  value: 'v DESC',
}

const columns = (keys: readonly PlacedKey[], prefix: string) => keys.map(({ i }) => sql.raw(`${prefix}${i}`))
const listed = (parts: readonly Sql[]): Sql => sql.join(parts)

/** Stage one: count by ids (labels joined first where an id is nearly unique or distinct values are counted). */
function groupedSql(keys: readonly PlacedKey[], bins: Bins | null, measure: Measure, where: Where): Sql {
  const early = keys.map((key) => (key.early ? key.label(key.id, `j${key.i}`) : null))
  const ids = keys.map((key, i) => sql`${early[i]?.value ?? key.id} AS g${sql.raw(String(i))}`)
  const bin = bins === null ? [] : [sql`${binNumber(bins)} AS bin`]
  const joins = sql.join([...early.flatMap((label) => (label === null ? [] : [label.join])), distinctOf(measure).join], ' ')
  return sql`SELECT ${listed([...ids, ...bin])}, count(*) AS n, ${measureOver(measure)} AS v, min(e.ts) AS first, max(e.ts) AS last
    FROM event e ${joins} WHERE ${where.condition} GROUP BY ${listed([...columns(keys, 'g'), ...(bins === null ? [] : [sql.raw('bin')])])}`
}

/** Stage two: ids become what people see, and groups that look the same are one. */
function labelledSql(keys: readonly PlacedKey[], bins: Bins | null): Sql {
  const labels = keys.map(({ i, early, label }) => {
    const id = sql.raw(`g.g${i}`)
    return early ? { join: sql.raw(''), value: id } : label(id, `l${i}`)
  })
  const values = labels.map(({ value }, i) => sql`${value} AS k${sql.raw(String(i))}`)
  const bin = bins === null ? [] : [sql.raw('bin')]
  return sql`SELECT ${listed([...values, ...bin])}, sum(n)::BIGINT AS n, sum(v)::DOUBLE AS v, min(first) AS first, max(last) AS last
    FROM g ${sql.join(
      labels.map(({ join }) => join),
      ' ',
    )} GROUP BY ALL`
}

/** The whole question; with bins, `top` keeps the keys with the most in all bins together. */
function pivotSql(query: PivotQuery, keys: readonly PlacedKey[], bins: Bins | null, where: Where): Sql {
  const names = columns(keys, 'k')
  const order = sql.raw(ORDERS[query.order])
  const byName = names.map((name) => sql`${name} NULLS LAST`)
  const limit = query.top === undefined ? sql.raw('') : sql`LIMIT ${query.top}`
  const ranked = sql`SELECT ${listed(names)}, sum(n) AS n, sum(v) AS v, min(first) AS first FROM k GROUP BY ALL`
  const same = sql.join(
    names.map((name) => sql`k.${name} IS NOT DISTINCT FROM t.${name}`),
    ' AND ',
  )
  const rowOrder = sql.raw(bins === null ? `t.${ORDERS[query.order]}` : 'k.bin, k.v DESC')
  return sql`WITH g AS MATERIALIZED (${groupedSql(keys, bins, query.measure, where)}), k AS MATERIALIZED (${labelledSql(keys, bins)}),
    r AS MATERIALIZED (${ranked}), t AS (SELECT * FROM r ORDER BY ${order}, ${listed(byName)} ${limit})
    SELECT k.*, (SELECT count(*) FROM r) AS groups, (SELECT sum(v) FROM g)::DOUBLE AS total,
      (SELECT min(first) FROM g) AS from_ts, (SELECT max(last) FROM g) AS to_ts
    FROM k JOIN t ON ${same} ORDER BY ${rowOrder}, ${listed(names.map((name) => sql`k.${name} NULLS LAST`))}`
}

function rowShape(keys: readonly PlacedKey[], bins: Bins | null): RowShape {
  const shape: RowShape = { v: REAL, groups: COUNT, total: REAL, from_ts: MICROS, to_ts: MICROS }
  for (const { i, numeric } of keys) shape[`k${i}`] = numeric ? nullable(COUNT) : nullable(TEXT)
  if (bins !== null) shape['bin'] = COUNT
  return shape
}

/** First and last time to cover with bins: the window where it is closed, the events in view where it is open. */
async function binsFor(store: Store, query: PivotQuery, where: Where, asking: Asking): Promise<Bins | null> {
  if (query.bin === undefined) return null
  const { fromUs, untilUs } = where
  if (fromUs !== null && untilUs !== null) return binsOver(query.bin, fromUs, untilUs - 1)
  const { first, last } = await totalsOf(store, 'count', where, asking)
  return binsOver(query.bin, fromUs ?? first ?? 0, untilUs === null ? (last ?? 0) : untilUs - 1)
}

/**
 * Count events per key and time bin.
 *
 * Shape:  PivotQuery → rows with one key per field of `by` (null where the event has none), ordered as asked, then by key; with bins by
 *         bin start, then value descending. `top` keeps whole keys: with bins, those with the most in all bins together.
 * Units:  binUs, fromUs, toUs: µs since epoch, UTC; a bin is [binUs, binUs + binSeconds). toUs is the last event in view where the window
 *         is open or counts back from it, else the (exclusive) end of the window. value: events, bytes, or seconds.
 * Errors: QRY-001 for a filter that cannot be read.
 */
export async function pivot(store: Store, query: PivotQuery, asking: Asking = {}): Promise<PivotResult> {
  const where = await whereOf(store, query.selection, asking)
  const distinct = query.measure.startsWith('distinct:')
  const keys = query.by.map((field, i): PlacedKey => {
    const key = groupKey(field)
    return { ...key, i, early: key.joinFirst || (distinct && key.regroup) }
  })
  const bins = await binsFor(store, query, where, asking)
  const rows = await store.all(pivotSql(query, keys, bins, where), rowShape(keys, bins), asking)
  const counted = distinct || keys.some(({ early, fansOut }) => early && fansOut)
  const head = rows[0] as { groups: number; total: number; from_ts: number; to_ts: number } | undefined
  const total = counted || head === undefined ? (await totalsOf(store, query.measure, where, asking)).total : head.total
  return {
    rows: rows.map((row) => rowOf(row, keys, bins)),
    groups: head?.groups ?? 0,
    total,
    fromUs: where.fromUs ?? head?.from_ts ?? null,
    toUs: windowEnd(query, where) ?? head?.to_ts ?? null,
    ...(bins === null ? {} : { binSeconds: bins.widthUs / MICROS_PER_SECOND }),
  }
}

const windowEnd = ({ selection }: PivotQuery, { untilUs }: Where): number | null =>
  selection.window.kind === 'last' && untilUs !== null ? untilUs - 1 : untilUs

function rowOf(row: Record<string, unknown>, keys: readonly PlacedKey[], bins: Bins | null): PivotRow {
  const key = keys.map(({ i }) => row[`k${i}`] as string | number | null)
  const value = row['v'] as number
  return bins === null ? { key, value } : { key, binUs: bins.firstUs + (row['bin'] as number) * bins.widthUs, value }
}
