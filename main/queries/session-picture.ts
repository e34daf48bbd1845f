/** All sessions in view by start and length: those that would matter most one by one, the rest as counts per cell. */
import { VERDICTS } from '#contract/detections'
import { DIRECTIONS, SESSION_STATES } from '#contract/event'
import {
  LENGTH_BANDS,
  POINT_REASONS,
  type SessionCell,
  type SessionPicture,
  type SessionPictureQuery,
  type SessionPoint,
} from '#contract/sessions'
import { MICROS_PER_SECOND } from '#contract/units'
import { directionCode } from '#main/analysis/codes'
import { ESTABLISHED, TO_LOGIN_SERVICE, UNANSWERED } from '#main/analysis/contacts'
import { JOIN_VERDICT, VERDICT_OF, verdictCode } from '#main/analysis/verdicts'
import { BOOLEAN, COUNT, INTEGER, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { LADDER, ladderRung, rungSql, RUNGS } from './ladder'
import { windowBounds } from './selection'
import { sessionsInView } from './session-view'
import { caseSpan } from './span'

/** Chosen: a band is about the height of the mark of one session. */
const BANDS_PER_DECADE = 6
/** From here on a session lasts. Chosen: a log-in that failed is over sooner. */
const LASTING_US = 60 * MICROS_PER_SECOND
/** From here on any session is looked at by itself. Source: corelight/zeek-long-connections has an hour among its rungs. */
const VERY_LONG_US = 3600 * MICROS_PER_SECOND
const ORDINARY = 9

const FROM_OUTSIDE = sql.raw(`e.direction IN (${directionCode('inbound')}, ${directionCode('unknown')})`)

/** What makes a session remarkable: its place in `POINT_REASONS`, with `session_verdict v` joined; no count of others takes part. */
const TIER: Sql = sql`(CASE
  WHEN ${VERDICT_OF} = ${verdictCode('not_authorised')} AND NOT ${UNANSWERED} THEN 0
  WHEN ${ESTABLISHED} AND ${FROM_OUTSIDE} AND e.duration_us >= ${LASTING_US} AND ${TO_LOGIN_SERVICE} THEN 1
  WHEN ${ESTABLISHED} AND ${FROM_OUTSIDE} AND e.duration_us >= ${LASTING_US} THEN 2
  WHEN NOT ${UNANSWERED} AND e.duration_us >= ${VERY_LONG_US} THEN 3 ELSE ${ORDINARY} END)`

const BAND: Sql = sql`(CASE WHEN ${UNANSWERED} THEN ${LENGTH_BANDS.attempt} WHEN e.duration_us IS NULL THEN ${LENGTH_BANDS.unmeasured}
  ELSE greatest(0, floor(log10(greatest(e.duration_us, 1) / 1000) * ${BANDS_PER_DECADE})) END)::INTEGER`

interface Frame {
  fromUs: number
  toUs: number
  parts: number
}

/** Shape: frame → SQL of the part of the time in which `e` begins; what begins outside stands at the edge. */
const partSql = ({ fromUs, toUs, parts }: Frame): Sql =>
  sql`least(${parts - 1}, greatest(0, (epoch_us(e.ts) - ${fromUs}) * ${parts} // ${toUs - fromUs}))::INTEGER`

const POINT = {
  event_key: TEXT,
  client_ip: nullable(TEXT),
  server_ip: nullable(TEXT),
  server_port: nullable(COUNT),
  proto: nullable(TEXT),
  service: nullable(TEXT),
  direction: COUNT,
  start: MICROS,
  duration_us: nullable(COUNT),
  state: COUNT,
  part: COUNT,
  band: INTEGER,
  tier: COUNT,
  verdict: COUNT,
}

const pointsSql = (inView: Sql, frame: Frame, all: boolean, most: number): Sql => sql`
  WITH chosen AS (SELECT e.*, ${VERDICT_OF} AS verdict, ${TIER} AS tier, ${partSql(frame)} AS part, ${BAND} AS band FROM event e ${JOIN_VERDICT} WHERE ${inView}
    ${all ? sql.raw('') : sql`AND ${TIER} < ${ORDINARY}`} ORDER BY tier, e.duration_us DESC NULLS LAST, e.event_id LIMIT ${most})
  SELECT s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal AS event_key, c.value AS client_ip, h.value AS server_ip, e.server_port,
    p.value AS proto, n.value AS service, e.direction, e.ts AS start, e.duration_us, e.session_state AS state, e.part, e.band, e.tier, e.verdict
  FROM chosen e JOIN source s USING (source_id) LEFT JOIN ip c ON c.ip_id = e.client_ip LEFT JOIN ip h ON h.ip_id = e.server_ip
    LEFT JOIN text p ON p.text_id = e.proto LEFT JOIN text n ON n.text_id = e.service
  ORDER BY e.tier, e.duration_us DESC NULLS LAST, e.event_id`

function pointOf({
  direction,
  start,
  duration_us,
  state,
  part: _part,
  band,
  tier,
  verdict,
  ...ends
}: RowOf<typeof POINT>): SessionPoint {
  return {
    ...ends,
    direction: DIRECTIONS[direction] ?? 'unknown',
    verdict: VERDICTS[verdict] ?? 'no_statement',
    startUs: start,
    lengthSeconds: band < 0 || duration_us === null ? null : duration_us / MICROS_PER_SECOND,
    state: SESSION_STATES[state] ?? 'none',
    why: POINT_REASONS[tier] ?? null,
  }
}

/** Shape: counts of all sessions per cell, and those drawn one by one → counts of the rest. */
function withoutPoints(cells: readonly SessionCell[], points: readonly Pick<SessionCell, 'part' | 'band'>[]): SessionCell[] {
  const drawn = new Map<string, number>()
  for (const { part, band } of points) drawn.set(`${part} ${band}`, (drawn.get(`${part} ${band}`) ?? 0) + 1)
  return cells.map(({ part, band, n }) => ({ part, band, n: n - (drawn.get(`${part} ${band}`) ?? 0) })).filter(({ n }) => n > 0)
}

const SUM = { direction: COUNT, state: COUNT, rung: nullable(COUNT), remarkable: BOOLEAN, n: COUNT }
type Sums = readonly RowOf<typeof SUM>[]

function ladderOf(sums: Sums): SessionPicture['ladder'] {
  const counts = new Map(LADDER.map((rung) => [rung, 0]))
  for (const { state, rung, n } of sums) {
    const seconds = rung === null ? null : RUNGS[rung]!.fromSeconds
    const id = ladderRung(SESSION_STATES[state] ?? null, seconds)
    counts.set(id, (counts.get(id) ?? 0) + n)
  }
  return [...counts].map(([rung, n]) => ({ rung, n }))
}

const directionsOf = (sums: Sums): SessionPicture['directions'] =>
  DIRECTIONS.map((direction, code) => ({
    direction,
    n: sums.filter((row) => row.direction === code).reduce((sum, { n }) => sum + n, 0),
  }))

async function frameOf(store: Store, { selection, parts }: SessionPictureQuery, asking: Asking): Promise<Frame> {
  const { fromUs, untilUs } = await windowBounds(store, selection.window, asking)
  const span = fromUs === null || untilUs === null ? await caseSpan(store, asking) : null
  const from = fromUs ?? span?.firstUs ?? 0
  return { fromUs: from, toUs: Math.max(from + 1, untilUs ?? (span?.lastUs ?? from) + 1), parts }
}

/**
 * Draw all sessions in view, however many there are.
 *
 * Shape:  SessionPictureQuery → at most `mostPoints` sessions one by one, counts per cell for the rest, the ladder. Each session once.
 * Errors: QRY-001 for a filter that cannot be read.
 */
export async function sessionPicture(store: Store, query: SessionPictureQuery, asking: Asking = {}): Promise<SessionPicture> {
  const { selection, mostPoints } = query
  const inView = await sessionsInView(store, selection, asking)
  const frame = await frameOf(store, query, asking)
  const sums = await store.all(
    sql`SELECT e.direction, e.session_state AS state, ${sql.raw(rungSql('e.duration_us'))} AS rung, ${TIER} < ${ORDINARY} AS remarkable, count(*) AS n
      FROM event e ${JOIN_VERDICT} WHERE ${inView} GROUP BY ALL`,
    SUM,
    asking,
  )
  const total = sums.reduce((sum, { n }) => sum + n, 0)
  const remarkable = sums.reduce((sum, row) => sum + (row.remarkable ? row.n : 0), 0)
  const points = await store.all(pointsSql(inView, frame, total <= mostPoints, mostPoints), POINT, asking)
  const cells =
    points.length === total
      ? []
      : await store.all(
          sql`SELECT ${partSql(frame)} AS part, ${BAND} AS band, count(*) AS n FROM event e WHERE ${inView} GROUP BY ALL ORDER BY part, band`,
          { part: COUNT, band: INTEGER, n: COUNT },
          asking,
        )
  return {
    ...frame,
    bandsPerDecade: BANDS_PER_DECADE,
    total,
    points: points.map(pointOf),
    cells: withoutPoints(cells, points),
    remarkable,
    pointsLeftOut: Math.max(0, remarkable - points.length),
    ladder: ladderOf(sums),
    directions: directionsOf(sums),
  }
}
