/** From the ids of a field to what people see, in the order of the summary questions: equal counts stand by key. */
import type { PivotField } from '#contract/query'
import { INTEGER, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { groupKey } from '../keys'
import { packed, type Codes, type ResidentField } from './field'
import { NO_ID } from './id-codes'

const LABELLED = { id: INTEGER, key: nullable(TEXT) }

interface Labels {
  keys: (string | number | null)[]
  /** By code. */
  keysOf: number[][]
}

async function labelsOf(store: Store, by: PivotField, ids: readonly number[], asking: Asking): Promise<Labels> {
  const { label, numeric } = groupKey(by)
  const { join, value } = label(sql.raw('i.id'), 'l')
  const order = sql.raw(numeric ? 'key::BIGINT' : 'key')
  const rows = await store.all(
    sql`SELECT u AS id, key FROM (SELECT i.u, (${value})::VARCHAR AS key
        FROM (SELECT u, nullif(u, ${NO_ID}) AS id FROM (SELECT unnest(string_split(${ids.join(',')}, ',')::BIGINT[]) AS u)) i ${join})
      ORDER BY ${order} NULLS LAST, id`,
    LABELLED,
    asking,
  )
  const codeOf = new Map(ids.map((id, code) => [id, code]))
  const labels: Labels = { keys: [], keysOf: ids.map(() => []) }
  let last: string | null | undefined
  for (const { id, key } of rows) {
    if (key !== last) labels.keys.push(key !== null && numeric ? Number(key) : key)
    last = key
    labels.keysOf[codeOf.get(id)!]!.push(labels.keys.length - 1)
  }
  return labels
}

/** Shape: field, codes in time order, ids by code → the field with its keys; ids that show the same key become one code. */
export async function labelled(
  store: Store,
  by: PivotField,
  codes: Codes,
  ids: readonly number[],
  asking: Asking,
): Promise<ResidentField> {
  if (ids.length === 0) return { by, codes: packed(codes, 0), size: 0, keys: [], keysOf: null }
  const { keys, keysOf } = await labelsOf(store, by, ids, asking)
  if (groupKey(by).fansOut) return { by, codes: packed(codes, ids.length), size: ids.length, keys, keysOf }
  const keyOf = Uint32Array.from(keysOf, ([key]) => key!)
  for (let place = 0; place < codes.length; place++) codes[place] = keyOf[codes[place]!]!
  return { by, codes: packed(codes, keys.length), size: keys.length, keys, keysOf: null }
}
