/** Events in time order, a page at a time, forwards, backwards, or around an event. */
import { fault } from '#contract/errors'
import type { PageQuery, PageResult } from '#contract/query'
import { COUNT, MICROS } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { placeOf } from './event'
import { eventsAt, type Place } from './event-rows'
import { whereOf, type Where } from './selection'

const CURSOR = /^(-?\d{1,16})-(\d{1,16})$/

/** Shape: place → cursor. It names a place in time order, so it stays good while events are added. */
const cursorOf = ({ tsUs, eventId }: Place): string => `${tsUs}-${eventId}`

function placeOfCursor(cursor: string): Place {
  const match = CURSOR.exec(cursor)
  if (match === null) throw fault('QRY-003', { cursor })
  return { tsUs: Number(match[1]), eventId: Number(match[2]) }
}

/** Condition: strictly after (or before) a place; with `orAt`, the place itself too. */
function beyond({ tsUs, eventId }: Place, rising: boolean, orAt: boolean): Sql {
  const [side, sideOrAt] = rising ? ['>', '>='] : ['<', '<=']
  const id = sql`e.event_id ${sql.raw(orAt ? sideOrAt : side)} ${eventId}::UBIGINT`
  const ts = sql.micros(tsUs)
  return sql`e.ts ${sql.raw(sideOrAt)} ${ts} AND (e.ts ${sql.raw(side)} ${ts} OR ${id})`
}

/** Shape: the next `limit` places from an edge on (null = from the very end), rising or falling in time. */
async function placesFrom(
  store: Store,
  where: Where,
  edge: Sql | null,
  rising: boolean,
  limit: number,
  asking: Asking,
): Promise<Place[]> {
  const direction = sql.raw(rising ? '' : 'DESC')
  const rows = await store.all(
    sql`SELECT e.event_id, e.ts FROM event e WHERE ${where.condition} ${edge === null ? sql.raw('') : sql`AND ${edge}`}
      ORDER BY e.ts ${direction}, e.event_id ${direction} LIMIT ${limit}`,
    { event_id: COUNT, ts: MICROS },
    asking,
  )
  return rows.map((row) => ({ eventId: row.event_id, tsUs: row.ts }))
}

/** The place to show in the middle: the event named, or the first one at or past the time. */
async function middleOf(store: Store, around: NonNullable<PageQuery['around']>, rising: boolean, asking: Asking): Promise<Place> {
  // WHY: no event has the first or last id, so these stand before and after every event of that very time.
  if ('tsUs' in around) return { tsUs: around.tsUs, eventId: rising ? 0 : Number.MAX_SAFE_INTEGER }
  const place = await placeOf(store, around.key, asking)
  if (place === null) throw fault('QRY-002', { key: around.key })
  return place
}

interface Found {
  places: Place[]
  more: boolean
  moreBefore: boolean
}

async function find(store: Store, query: PageQuery, where: Where, asking: Asking): Promise<Found> {
  const rising = query.order === 'ts'
  const { limit } = query
  if (query.around !== undefined) {
    const middle = await middleOf(store, query.around, rising, asking)
    const half = Math.floor(limit / 2)
    const before = await placesFrom(store, where, beyond(middle, !rising, false), !rising, half + 1, asking)
    const after = await placesFrom(store, where, beyond(middle, rising, true), rising, limit - half + 1, asking)
    return {
      places: [...before.slice(0, half).reverse(), ...after.slice(0, limit - half)],
      more: after.length > limit - half,
      moreBefore: before.length > half,
    }
  }
  if (query.before !== undefined) {
    const edge = beyond(placeOfCursor(query.before), !rising, false)
    const places = await placesFrom(store, where, edge, !rising, limit + 1, asking)
    return { places: places.slice(0, limit).reverse(), more: true, moreBefore: places.length > limit }
  }
  const edge = query.after === undefined ? null : beyond(placeOfCursor(query.after), rising, false)
  const places = await placesFrom(store, where, edge, rising, limit + 1, asking)
  return { places: places.slice(0, limit), more: places.length > limit, moreBefore: edge !== null }
}

/**
 * Give one page of the events in view.
 *
 * Shape:  PageQuery → at most `limit` events in `order`, with cursors to what follows and what precedes (null = nothing there).
 * Errors: QRY-001 for a filter that cannot be read; QRY-002 for a key that is not in the case; QRY-003 for a cursor that is none of ours.
 */
export async function page(store: Store, query: PageQuery, asking: Asking = {}): Promise<PageResult> {
  const where = await whereOf(store, query.selection, asking)
  const { places, more, moreBefore } = await find(store, query, where, asking)
  const rows = await eventsAt(store, places, asking)
  const [first, last] = [places[0], places.at(-1)]
  return {
    rows,
    next: more && last !== undefined ? cursorOf(last) : null,
    prev: moreBefore && first !== undefined ? cursorOf(first) : null,
  }
}

/** Shape: (event key, selection) → how many events in view come before it, or null where it is not in view. */
export async function position(
  store: Store,
  key: string,
  selection: PageQuery['selection'],
  asking: Asking = {},
): Promise<number | null> {
  const place = await placeOf(store, key, asking)
  if (place === null) return null
  const where = await whereOf(store, selection, asking)
  const row = await store.first(
    sql`SELECT count(*) FILTER (${beyond(place, false, false)}) AS before, count(*) FILTER (e.event_id = ${place.eventId}::UBIGINT) AS self
      FROM event e WHERE ${where.condition} AND e.ts <= ${sql.micros(place.tsUs)}`,
    { before: COUNT, self: COUNT },
    asking,
  )
  return row === undefined || row.self === 0 ? null : row.before
}
