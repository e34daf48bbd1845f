/** Cells of the evidence by consequence, and which of them nobody has opened. */
import { ANCHORED_SHARE, CONSEQUENCES, type AttentionCell, type AttentionReport, type UnopenedCell } from '#contract/attention'
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
}
type Row = RowOf<typeof ROW>

/** Every cell with what makes it matter, `c0`… in the order of `CONSEQUENCES`. */
const cellsSql = (newFromUs: number): Sql => sql`
  WITH g AS (SELECT e.type, e.direction, e.server_port, ${PEER} AS peer_id, count(*) AS events, max(e.duration_us) AS longest_us, min(e.ts) AS first, max(e.ts) AS last,
    bool_or(${VERDICT_OF} = ${verdictCode('not_authorised')}) AS c0,
    bool_or(coalesce(${ESTABLISHED} AND ${OUTSIDE} AND ${TO_LOGIN_SERVICE} AND e.duration_us >= ${LASTING_US}, false)) AS c1,
    bool_or(coalesce(${ESTABLISHED} AND ${OUTSIDE} AND ${TO_LOGIN_SERVICE}, false)) AS c2, bool_or(${CHANGES}) AS c3,
    min(e.ts) >= ${sql.micros(newFromUs)} AND bool_or(coalesce(${OUTSIDE} AND ${ESTABLISHED}, false)) AS c4, max(coalesce(e.duration_us, 0)) >= ${3600 * MICROS_PER_SECOND} AS c5
    FROM event e ${JOIN_VERDICT} GROUP BY 1, 2, 3, 4)
  SELECT g.* EXCLUDE (peer_id), p.value AS peer FROM g LEFT JOIN ip p ON p.ip_id = g.peer_id
  ORDER BY c0 DESC, c1 DESC, c2 DESC, c3 DESC, c4 DESC, c5 DESC, longest_us DESC NULLS LAST, first, type, direction, server_port, peer`

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

/** Sessions from outside that lasted on a log-in service and that nobody opened, whichever sensor's record of them. */
async function unopenedSessions(
  store: Store,
  openedKeys: ReadonlySet<string>,
  asking: Asking,
): Promise<AttentionReport['sessions']> {
  const found = await sessionsWhere(
    store,
    sql`${STANDING} AND ${ESTABLISHED} AND ${OUTSIDE} AND ${TO_LOGIN_SERVICE} AND e.duration_us >= ${LASTING_US}`,
    sql`e.duration_us DESC, e.event_id LIMIT ${1000}`,
    asking,
  )
  return found
    .map(({ row }) => row)
    .filter(({ witnesses }) => !witnesses.some(({ event_key }) => openedKeys.has(event_key)))
    .slice(0, MOST)
}

function anchoredIn(deeds: CellDeeds, unopened: readonly UnopenedCell[], rows: readonly Row[]): AttentionReport['anchored'] {
  const views = [...deeds.values()].reduce((sum, { opened }) => sum + opened, 0)
  const [most] = [...deeds].sort(([, a], [, b]) => b.opened - a.opened)
  const [graver] = unopened
  if (most === undefined || graver === undefined || views === 0 || most[1].opened / views <= ANCHORED_SHARE) return null
  const at = rows.findIndex((row) => cellKey(cellOf(row)) === most[0])
  const gravest = rows.findIndex((row) => cellKey(cellOf(row)) === cellKey(graver))
  return at >= 0 && gravest < at ? { cell: cellOf(rows[at]!), share: most[1].opened / views } : null
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
  const span = await caseSpan(store, asking)
  const rows: Row[] = []
  await store.batches(cellsSql((span?.firstUs ?? 0) + WARM_UP_US), ROW, (batch) => void rows.push(...batch), asking)
  const deedsOf = (row: Row) => deeds.get(cellKey(cellOf(row)))
  const done = (deed: 'displayed' | 'opened' | 'cited') => rows.filter((row) => (deedsOf(row)?.[deed] ?? 0) > 0)
  const opened = done('opened')
  const left = rows.filter((row) => reasonsOf(row).length > 0 && (deedsOf(row)?.opened ?? 0) === 0)
  const unopened = left.slice(0, MOST).map((row) => unopenedCell(row, (deedsOf(row)?.displayed ?? 0) > 0))
  const sum = (some: readonly Row[]) => some.reduce((total, { events }) => total + events, 0)
  return {
    cells: { total: rows.length, displayed: done('displayed').length, opened: opened.length, cited: done('cited').length },
    events: { total: sum(rows), opened: sum(opened) },
    unopened,
    unopenedTotal: left.length,
    sessions: await unopenedSessions(store, openedKeys, asking),
    anchored: anchoredIn(deeds, unopened, rows),
  }
}
