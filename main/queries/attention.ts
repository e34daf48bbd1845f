/** Cells of the evidence by consequence, and which of them nobody has opened. */
import { ANCHORED_SHARE, AttentionCell, CONSEQUENCES, type AttentionReport, type UnopenedCell } from '#contract/attention'
import { DIRECTIONS, EVENT_TYPES } from '#contract/event'
import { clauseText } from '#contract/selection'
import { isoFromMicros, MICROS_PER_SECOND, SECONDS_PER_DAY } from '#contract/units'
import { directionCode, typeCode } from '#main/analysis/codes'
import { ESTABLISHED, STANDING, TO_LOGIN_SERVICE } from '#main/analysis/contacts'
import { JOIN_VERDICT, VERDICT_OF, verdictCode } from '#main/analysis/verdicts'
import { BOOLEAN, COUNT, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { placeOf } from './event'
import { sessionsWhere } from './sessions'
import { caseSpan } from './span'

/** Cells listed. Chosen: more is no list to work through. */
const MOST = 50
/** Cells and sessions held, of which the unopened ones are listed. Chosen: nobody opens as many. */
const MOST_HELD = 2000
const LASTING_US = 60 * MICROS_PER_SECOND
/** Chosen, as for detections of what is new: a week holds working days and a week-end. */
const WARM_UP_US = 7 * SECONDS_PER_DAY * MICROS_PER_SECOND

/** How often something was done with the events of each cell, by the key of the cell. */
export type CellDeeds = ReadonlyMap<string, { displayed: number; opened: number; cited: number }>

/** Shape: cell → the text that stands for it in what is kept. */
export const cellKey = ({ type, direction, server_port, peer }: AttentionCell): string =>
  JSON.stringify([type, direction, server_port, peer])

const PEER = sql.raw(`CASE WHEN e.direction = ${directionCode('outbound')} THEN e.server_ip ELSE e.client_ip END`)
const OUTSIDE = sql.raw(`e.direction IN (${directionCode('inbound')}, ${directionCode('unknown')})`)
const CHANGES = sql.raw(`e.type IN (${(['detected-change', 'login', 'data-leak'] as const).map(typeCode).join(', ')})`)

const CELL = { type: COUNT, direction: COUNT, server_port: nullable(COUNT), peer: nullable(TEXT) }
const cellOf = ({ type, direction, server_port, peer }: RowOf<typeof CELL>): AttentionCell => ({
  type: EVENT_TYPES[type] ?? 'unnormalized',
  direction: DIRECTIONS[direction] ?? 'unknown',
  server_port,
  peer,
})

/** Shape: event keys → the cells they lie in, one an event; keys that are not in the case are left out. */
export async function cellsOfEvents(store: Store, keys: readonly string[], asking: Asking = {}): Promise<AttentionCell[]> {
  const ids: number[] = []
  for (const key of keys) {
    const place = await placeOf(store, key, asking)
    if (place !== null) ids.push(place.eventId)
  }
  if (ids.length === 0) return []
  const rows = await store.all(
    sql`SELECT e.type, e.direction, e.server_port, p.value AS peer FROM event e LEFT JOIN ip p ON p.ip_id = ${PEER}
      WHERE e.event_id IN (${sql.join(ids.map((id) => sql`${id}::UBIGINT`))}) ORDER BY e.event_id`,
    CELL,
    asking,
  )
  return rows.map(cellOf)
}

const ROW = {
  ...CELL,
  events: COUNT,
  longest_us: nullable(COUNT),
  first: MICROS,
  last: MICROS,
  c0: BOOLEAN,
  c1: BOOLEAN,
  c2: BOOLEAN,
  c3: BOOLEAN,
  c4: BOOLEAN,
  c5: BOOLEAN,
  all_cells: COUNT,
  all_events: COUNT,
  grave_cells: COUNT,
}
type Row = RowOf<typeof ROW>

const ORDER = sql.raw(
  'c0 DESC, c1 DESC, c2 DESC, c3 DESC, c4 DESC, c5 DESC, longest_us DESC NULLS LAST, first, type, direction, server_port',
)

/** Cells that matter, with what makes them, `c0`… in the order of `CONSEQUENCES`, and how many cells and events there are in all. */
const cellsSql = (newFromUs: number): Sql => sql`
  WITH g AS (SELECT e.type, e.direction, e.server_port, ${PEER} AS peer_id, count(*) AS events, max(e.duration_us) AS longest_us, min(e.ts) AS first, max(e.ts) AS last,
    bool_or(${VERDICT_OF} = ${verdictCode('not_authorised')}) AS c0,
    bool_or(coalesce(${ESTABLISHED} AND ${OUTSIDE} AND ${TO_LOGIN_SERVICE} AND e.duration_us >= ${LASTING_US}, false)) AS c1,
    bool_or(coalesce(${ESTABLISHED} AND ${OUTSIDE} AND ${TO_LOGIN_SERVICE}, false)) AS c2, bool_or(${CHANGES}) AS c3,
    min(e.ts) >= ${sql.micros(newFromUs)} AND bool_or(coalesce(${OUTSIDE} AND ${ESTABLISHED}, false)) AS c4, max(coalesce(e.duration_us, 0)) >= ${3600 * MICROS_PER_SECOND} AS c5
    FROM event e ${JOIN_VERDICT} GROUP BY 1, 2, 3, 4),
  summed AS (SELECT *, count(*) OVER () AS all_cells, (sum(events) OVER ())::BIGINT AS all_events FROM g),
  grave AS (SELECT *, count(*) OVER () AS grave_cells FROM summed WHERE c0 OR c1 OR c2 OR c3 OR c4 OR c5
    ORDER BY ${ORDER}, peer_id LIMIT ${MOST_HELD})
  SELECT grave.* EXCLUDE (peer_id), p.value AS peer FROM grave LEFT JOIN ip p ON p.ip_id = grave.peer_id ORDER BY ${ORDER}, peer`

const reasonsOf = (row: Row): UnopenedCell['because'] =>
  CONSEQUENCES.filter((_, index) => [row.c0, row.c1, row.c2, row.c3, row.c4, row.c5][index])

function whereOf({ type, direction, server_port, peer }: AttentionCell): string {
  const side = direction === 'outbound' ? 'server_ip' : 'client_ip'
  return [
    clauseText('type', type),
    clauseText('direction', direction),
    clauseText('server_port', server_port),
    clauseText(side, peer),
  ].join(' ')
}

const unopenedCell = (row: Row, displayed: boolean): UnopenedCell => ({
  ...cellOf(row),
  because: reasonsOf(row),
  events: row.events,
  longest_s: row.longest_us === null ? null : row.longest_us / MICROS_PER_SECOND,
  first_ts: isoFromMicros(row.first),
  last_ts: isoFromMicros(row.last),
  displayed,
  where: whereOf(cellOf(row)),
})

/** What does not depend on what was opened: worked out once after a change of the case. */
interface Grave {
  rows: Row[]
  sessions: AttentionReport['sessions']
  totals: { cells: number; events: number }
}
const remembered = new WeakMap<Store, { changes: number; grave: Promise<Grave> }>()

/** Cells and sessions that matter, the gravest first. */
async function graveOf(store: Store): Promise<Grave> {
  const span = await caseSpan(store)
  const rows = await store.all(cellsSql((span?.firstUs ?? 0) + WARM_UP_US), ROW)
  const found = await sessionsWhere(
    store,
    sql`${STANDING} AND ${ESTABLISHED} AND ${OUTSIDE} AND ${TO_LOGIN_SERVICE} AND e.duration_us >= ${LASTING_US}`,
    sql`e.duration_us DESC, e.event_id LIMIT ${MOST_HELD}`,
  )
  const [first] = rows
  const all = { cells: first?.all_cells ?? 0, events: first?.all_events ?? 0 }
  return { rows, sessions: found.map(({ row }) => row), totals: first === undefined ? await plainTotals(store) : all }
}

/** Where no cell matters, how many there are all the same. */
async function plainTotals(store: Store): Promise<Grave['totals']> {
  const row = await store.first(
    sql`SELECT count(*) AS cells, coalesce(sum(n), 0)::BIGINT AS events FROM (SELECT count(*) AS n FROM event e GROUP BY e.type, e.direction, e.server_port, ${PEER})`,
    { cells: COUNT, events: COUNT },
  )
  return row ?? { cells: 0, events: 0 }
}

function rememberedGrave(store: Store): Promise<Grave> {
  const { changes } = store
  const known = remembered.get(store)
  if (known?.changes === changes) return known.grave
  // WHY: asked for by several views at once; whoever leaves first must not take it from the others.
  const grave = graveOf(store)
  remembered.set(store, { changes, grave })
  grave.catch(() => remembered.delete(store))
  return grave
}

/** Shape: keys of cells → events in them. */
async function eventsOf(store: Store, cells: readonly AttentionCell[], asking: Asking): Promise<number> {
  if (cells.length === 0) return 0
  const wanted = sql.join(
    cells.map(
      ({ type, direction, server_port, peer }) =>
        sql`(${typeCode(type)}::UTINYINT, ${directionCode(direction)}::UTINYINT, ${server_port}::USMALLINT, (SELECT ip_id FROM ip WHERE value = ${peer}))`,
    ),
  )
  const row = await store.first(
    sql`WITH wanted(type, direction, server_port, peer_id) AS (VALUES ${wanted})
      SELECT count(*) AS n FROM event e JOIN wanted w ON w.type = e.type AND w.direction = e.direction
        AND w.server_port IS NOT DISTINCT FROM e.server_port AND w.peer_id IS NOT DISTINCT FROM ${PEER}`,
    { n: COUNT },
    asking,
  )
  return row?.n ?? 0
}

/** Shape: key of a cell → the cell, or null where the key is none of ours. */
function cellOfKey(key: string): AttentionCell | null {
  try {
    const [type, direction, server_port, peer] = JSON.parse(key) as unknown[]
    return AttentionCell.parse({ type, direction, server_port, peer })
  } catch {
    return null
  }
}

function anchoredIn(deeds: CellDeeds, unopened: readonly UnopenedCell[], rows: readonly Row[]): AttentionReport['anchored'] {
  const views = [...deeds.values()].reduce((sum, { opened }) => sum + opened, 0)
  const [most] = [...deeds].sort(([, a], [, b]) => b.opened - a.opened)
  const [graver] = unopened
  if (most === undefined || graver === undefined || views === 0 || most[1].opened / views <= ANCHORED_SHARE) return null
  const placeOfKey = (key: string): number => {
    const at = rows.findIndex((row) => cellKey(cellOf(row)) === key)
    return at < 0 ? rows.length : at
  }
  const cell = cellOfKey(most[0])
  return cell !== null && placeOfKey(cellKey(graver)) < placeOfKey(most[0]) ? { cell, share: most[1].opened / views } : null
}

/**
 * Say what was looked at and what was not.
 *
 * Shape:  deeds by cell, keys of events that were opened → shares of cells and events, unopened cells and sessions by consequence.
 */
export async function attentionReport(
  store: Store,
  deeds: CellDeeds,
  openedKeys: ReadonlySet<string>,
  asking: Asking = {},
): Promise<Omit<AttentionReport, 'recording'>> {
  const { rows, sessions, totals } = await rememberedGrave(store)
  const deedsOf = (row: Row) => deeds.get(cellKey(cellOf(row)))
  const done = (deed: 'displayed' | 'opened' | 'cited') => [...deeds].filter(([, one]) => one[deed] > 0)
  const opened = done('opened')
  const isOpened = (row: Row) => (deedsOf(row)?.opened ?? 0) > 0
  const left = rows.filter((row) => !isOpened(row))
  const unopened = left.slice(0, MOST).map((row) => unopenedCell(row, (deedsOf(row)?.displayed ?? 0) > 0))
  const openedCells = opened.flatMap(([key]) => cellOfKey(key) ?? [])
  return {
    cells: { total: totals.cells, displayed: done('displayed').length, opened: opened.length, cited: done('cited').length },
    events: { total: totals.events, opened: await eventsOf(store, openedCells, asking) },
    unopened,
    unopenedTotal: (rows[0]?.grave_cells ?? 0) - rows.filter(isOpened).length,
    sessions: sessions.filter(({ witnesses }) => !witnesses.some(({ event_key }) => openedKeys.has(event_key))).slice(0, MOST),
    anchored: anchoredIn(deeds, unopened, rows),
  }
}
