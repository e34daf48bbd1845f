/** What a facet looks at: the events in view, how many they are, and the parts of time its sparkline counts. */
import { COUNT, MICROS, nullable } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { whereOf, type Where } from './selection'
import type { Selection } from '#contract/selection'

export interface View extends Where {
  total: number
  /** Time in view, both ends included: the window where it is closed, the events in view where it is open. */
  firstUs: number
  lastUs: number
  /** One reading of the filter took so long that it must not be done once per facet. */
  isDear: boolean
}

/** Chosen: a plain condition reads ten million events in a third of this. */
const DEAR_MS = 200

/** Shape: selection without the clauses of `except` → its view. Errors: QRY-001. */
export async function viewOf(store: Store, selection: Selection, asking: Asking, except?: string): Promise<View> {
  const where = await whereOf(store, selection, asking, except)
  const isOpen = where.fromUs === null || where.untilUs === null
  const ends = isOpen ? sql`min(e.ts) AS first, max(e.ts) AS last` : sql`NULL::TIMESTAMP AS first, NULL::TIMESTAMP AS last`
  const start = performance.now()
  const row = await store.first(
    sql`SELECT count(*) AS n, ${ends} FROM event e WHERE ${where.condition}`,
    { n: COUNT, first: nullable(MICROS), last: nullable(MICROS) },
    asking,
  )
  const firstUs = where.fromUs ?? row?.first ?? 0
  const lastUs = where.untilUs === null ? (row?.last ?? firstUs) : where.untilUs - 1
  return { ...where, total: row?.n ?? 0, firstUs, lastUs, isDear: performance.now() - start > DEAR_MS }
}

/** Equal parts of the time in view, numbered from 0. */
export interface Parts {
  count: number
  firstUs: number
  widthUs: number
}

/** Shape: view, number of parts → parts that cover it. */
export function partsOf({ firstUs, lastUs }: View, count: number): Parts {
  return { count, firstUs, widthUs: Math.max(1, Math.ceil((lastUs - firstUs + 1) / count)) }
}

/** Number of the part that `e.ts` of an event in view falls into. */
export const partNumber = ({ count, firstUs, widthUs }: Parts): Sql =>
  sql`least(${count - 1}, greatest(0, (epoch_us(e.ts) - ${firstUs}) // ${widthUs}))::UTINYINT`

/** Condition that the event falls into part `n`. */
export const inPart = ({ firstUs, widthUs }: Parts, n: number): Sql =>
  sql`e.ts >= ${sql.micros(firstUs + n * widthUs)} AND e.ts < ${sql.micros(firstUs + (n + 1) * widthUs)}`
