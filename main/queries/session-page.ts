/** Sessions a page at a time, by start or by measured length. */
import { fault } from '#contract/errors'
import type { SessionOrder, SessionPage, SessionPageQuery } from '#contract/sessions'
import { microsFromIso, MICROS_PER_SECOND } from '#contract/units'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { sessionsInView } from './session-view'
import { sessionsWhere, type StandingSession } from './sessions'

/** What a session is ordered by, µs (null: no length), and the id that parts those of one place. */
interface Place {
  us: number | null
  id: number
}

const CURSOR = /^(-?\d{1,16}|none)-(\d{1,16})$/

function placeOf(cursor: string): Place {
  const match = CURSOR.exec(cursor)
  if (match === null) throw fault('QRY-003', { cursor })
  return { us: match[1] === 'none' ? null : Number(match[1]), id: Number(match[2]) }
}

function cursorOf({ id, row }: StandingSession, order: SessionOrder): string {
  const length = row.duration_s === null ? 'none' : Math.round(row.duration_s * MICROS_PER_SECOND)
  return `${order.endsWith('start') ? microsFromIso(row.start) : length}-${id}`
}

const isFalling = (order: SessionOrder): boolean => order.startsWith('-')
const columnOf = (order: SessionOrder): Sql => sql.raw(order.endsWith('start') ? 'e.ts' : 'e.duration_us')

/** Condition: strictly after a place. Sessions without a length come last, whatever the order. */
function beyond({ us, id }: Place, order: SessionOrder): Sql {
  const column = columnOf(order)
  const later = sql`e.event_id > ${id}::UBIGINT`
  if (us === null) return sql`${column} IS NULL AND ${later}`
  const value = order.endsWith('start') ? sql.micros(us) : sql`${us}::BIGINT`
  const next = sql`${column} ${sql.raw(isFalling(order) ? '<' : '>')} ${value} OR (${column} = ${value} AND ${later})`
  return order.endsWith('start') ? sql`(${next})` : sql`(${next} OR ${column} IS NULL)`
}

/**
 * Give one page of the sessions in view.
 *
 * Shape:  SessionPageQuery → at most `limit` sessions in `order`, and a cursor to what follows.
 * Errors: QRY-001 for a filter that cannot be read; QRY-003 for a cursor that is none of ours.
 */
export async function sessionPage(store: Store, query: SessionPageQuery, asking: Asking = {}): Promise<SessionPage> {
  const { selection, order, limit, after } = query
  const inView = await sessionsInView(store, selection, asking)
  const place = after === undefined ? sql.raw('true') : beyond(placeOf(after), order)
  const direction = sql.raw(isFalling(order) ? 'DESC NULLS LAST' : 'ASC NULLS LAST')
  const ordered = sql`${columnOf(order)} ${direction}, e.event_id LIMIT ${limit + 1}`
  const found = await sessionsWhere(store, sql`${inView} AND ${place}`, ordered, asking)
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ row }) => row),
    next: found.length > limit && last !== undefined ? cursorOf(last, order) : null,
  }
}
