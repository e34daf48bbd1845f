/** What came to one service of one host over time: attempts and brief sessions side by side, bursts of them, and what lasted afterwards. */
import type { DetectorDecisions } from '#contract/detections'
import type { ServicePicture, ServiceQuery } from '#contract/sessions'
import { MICROS_PER_SECOND, SECONDS_PER_HOUR } from '#contract/units'
import { directionCode, stateCode } from '#main/analysis/codes'
import { caseSpan } from '#main/queries/span'
import { windowBounds, windowCondition } from '#main/queries/selection'
import { sessionsInView } from '#main/queries/session-view'
import { sessionsWhere } from '#main/queries/sessions'
import { COUNT, MICROS } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import attemptBurst from '../attempt-burst'
import { burstLimits, movedTogether, type BurstLimits, type BurstParams } from './bursts'
import { NOTHING_DECIDED } from './decided'
import { valuesOf } from './detect'
import { ESTABLISHED, UNANSWERED } from './flows'
import { median } from './beacon-score'

/** Chosen: what a chart can draw apart. */
const MOST_PARTS = 240
/** Chosen: a list a person can read; the totals say how many there are. */
const MOST_LISTED = 200

/** From outside; without home networks it cannot be excluded. */
const OUTSIDE = sql.raw(`e.direction NOT IN (${directionCode('internal')}, ${directionCode('outbound')})`)

/** Lengths of the parts of the chart, seconds. Chosen: what people count time in. */
const PART_SECONDS = [300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800]

const BIN = { bin: MICROS, no_answer: COUNT, refused: COUNT, brief: COUNT }
interface Bin {
  bin: number
  no_answer: number
  refused: number
  brief: number
}

interface Burst {
  fromUs: number
  toUs: number
  attempts: number
  brief: number
}

/** Shape: bins with attempts, covered bins in all → the middle count of all covered bins, those without attempts included. */
function usualCount(bins: readonly Bin[], covered: number): number {
  const quiet = Array.from({ length: Math.max(0, covered - bins.length) }, () => 0)
  return median([...quiet, ...bins.map(({ no_answer, refused, brief }) => no_answer + refused + brief)])
}

/** Bins that are a burst by the rule of the detector; neighbours are one burst here. */
function burstsOf(bins: readonly Bin[], usual: number, { binUs, leastAttempts, timesMedian }: BurstLimits): Burst[] {
  const bursts: Burst[] = []
  for (const { bin, no_answer, refused, brief } of bins) {
    const attempts = no_answer + refused
    if (attempts + brief < leastAttempts || attempts + brief < timesMedian * usual) continue
    const before = bursts.at(-1)
    if (before?.toUs === bin) {
      before.toUs += binUs
      before.attempts += attempts
      before.brief += brief
    } else bursts.push({ fromUs: bin, toUs: bin + binUs, attempts, brief })
  }
  return bursts
}

/** Shape: bursts in order of time → spans in which a session counts as having followed, none overlapping another. */
function followSpans(bursts: readonly Burst[], followUs: number): [number, number][] {
  const spans: [number, number][] = []
  for (const { fromUs, toUs } of bursts) {
    const before = spans.at(-1)
    if (before !== undefined && fromUs <= before[1]) before[1] = toUs + followUs
    else spans.push([fromUs, toUs + followUs])
  }
  return spans
}

/** Whole bins a part of the chart holds, and the counts of each part. */
function parted(bins: readonly Bin[], fromUs: number, toUs: number, binUs: number) {
  const first = Math.floor(fromUs / binUs) * binUs
  const leastUs = Math.max(binUs, (toUs - first) / MOST_PARTS)
  const even = PART_SECONDS.map((seconds) => seconds * MICROS_PER_SECOND).find((us) => us >= leastUs && us % binUs === 0)
  const partUs = even ?? Math.ceil(leastUs / binUs) * binUs
  const parts = Math.max(1, Math.ceil((toUs - first) / partUs))
  const counts = (of: (bin: Bin) => number): number[] => {
    const sums = Array.from({ length: parts }, () => 0)
    for (const bin of bins) {
      const part = Math.min(parts - 1, Math.max(0, Math.floor((bin.bin - first) / partUs)))
      sums[part] = sums[part]! + of(bin)
    }
    return sums
  }
  return {
    fromUs: first,
    toUs: first + parts * partUs,
    partSeconds: partUs / MICROS_PER_SECOND,
    noAnswer: counts(({ no_answer }) => no_answer),
    refused: counts(({ refused }) => refused),
    brief: counts(({ brief }) => brief),
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** Sessions that lasted: those that began in a burst or soon after, and apart from them those from outside at any other time. */
async function lasting(store: Store, onTarget: Sql, bursts: readonly Burst[], limits: BurstLimits, asking: Asking) {
  const spans = followSpans(bursts, limits.followUs).map(
    ([from, to]) => sql`(e.ts >= ${sql.micros(from)} AND e.ts < ${sql.micros(to)})`,
  )
  const during = spans.length === 0 ? sql.raw('false') : sql`(${sql.join(spans, ' OR ')})`
  const long = sql`${onTarget} AND ${ESTABLISHED} AND e.duration_us >= ${limits.leastSessionUs}`
  const listed = async (condition: Sql) => {
    const counted = await store.first(sql`SELECT count(*) AS n FROM event e WHERE ${condition}`, { n: COUNT }, asking)
    const found = await sessionsWhere(store, condition, sql`e.ts, e.event_id LIMIT ${MOST_LISTED}`, asking)
    return { rows: found.map(({ row }) => row), total: counted?.n ?? 0 }
  }
  const [after, apart] = [await listed(sql`${long} AND ${during}`), await listed(sql`${long} AND NOT ${during} AND ${OUTSIDE}`)]
  return { following: after.rows, followingTotal: after.total, fromOutside: apart.rows, fromOutsideTotal: apart.total }
}

interface Came {
  bins: Bin[]
  covered: number
  sources: number
}

/** What came to the target, per bin of those that have any. */
async function cameTo(store: Store, onTarget: Sql, covers: Sql, { binUs, briefUs }: BurstLimits, asking: Asking): Promise<Came> {
  const brief = sql`(${ESTABLISHED} AND e.duration_us < ${briefUs})`
  const refused = sql.raw(`e.session_state IN (${stateCode('refused')}, ${stateCode('probe')})`)
  const knocks = sql`${onTarget} AND (${UNANSWERED} OR ${brief})`
  const bins = await store.all(
    sql`SELECT time_bucket(to_microseconds(${binUs}), e.ts) AS bin, count(*) FILTER (${UNANSWERED} AND NOT ${refused}) AS no_answer,
        count(*) FILTER (${refused}) AS refused, count(*) FILTER (${brief}) AS brief
      FROM event e WHERE ${knocks} GROUP BY bin ORDER BY bin`,
    BIN,
    asking,
  )
  const whole = await store.first(
    sql`SELECT (SELECT count(DISTINCT time_bucket(to_microseconds(${binUs}), e.ts)) FROM event e WHERE ${covers}) AS covered,
      (SELECT count(DISTINCT e.client_ip) FROM event e WHERE ${knocks}) AS sources`,
    { covered: COUNT, sources: COUNT },
    asking,
  )
  return { bins, covered: Math.max(whole?.covered ?? 0, bins.length), sources: whole?.sources ?? 0 }
}

/** Condition: the session is in view, and went to the service. */
async function targetSql(store: Store, { selection, server_ip, server_port, proto }: ServiceQuery, asking: Asking): Promise<Sql> {
  const isProto = proto === null ? sql`e.proto IS NULL` : sql`e.proto IN (SELECT text_id FROM text WHERE value = ${proto})`
  return sql`${await sessionsInView(store, selection, asking)} AND e.server_ip IN (SELECT ip_id FROM ip WHERE value = ${server_ip})
    AND e.server_port = ${server_port} AND ${isProto}`
}

/**
 * Look at one service over time.
 *
 * Shape:  ServiceQuery → ServicePicture by the parameters of the detector of bursts; only what is in view counts, covered bins included.
 * Errors: QRY-001 for a filter that cannot be read.
 */
export async function servicePicture(
  store: Store,
  query: ServiceQuery,
  asking: Asking = {},
  decided: DetectorDecisions = NOTHING_DECIDED,
): Promise<ServicePicture> {
  const params = valuesOf(attemptBurst, decided) as unknown as BurstParams
  const limits = burstLimits(params)
  const bounds = await windowBounds(store, query.selection.window, asking)
  const span = await caseSpan(store, asking)
  const onTarget = await targetSql(store, query, asking)
  const covers = sql.join([sql.raw('e.session_state > 0'), ...windowCondition(bounds)], ' AND ')
  const { bins, covered, sources } = await cameTo(store, onTarget, covers, limits, asking)
  const usual = usualCount(bins, covered)
  const bursts = burstsOf(bins, usual, limits)
  const from = bounds.fromUs ?? span?.firstUs ?? 0
  const attempts = bins.map(({ no_answer, refused }) => no_answer + refused)
  const brief = bins.map((bin) => bin.brief)
  const { server_ip, server_port, proto } = query
  return {
    ...{ server_ip, server_port, proto },
    ...parted(bins, from, bounds.untilUs ?? (span?.lastUs ?? from) + 1, limits.binUs),
    attempts: sumOf(attempts),
    briefTotal: sumOf(brief),
    sources,
    binSeconds: limits.binUs / MICROS_PER_SECOND,
    leastAttempts: limits.leastAttempts,
    timesMedian: limits.timesMedian,
    median: usual,
    bursts,
    together: movedTogether(attempts, brief, covered),
    covered,
    ...(await lasting(store, onTarget, bursts, limits, asking)),
    leastSessionSeconds: params.leastSessionSeconds,
    followSeconds: params.followHours * SECONDS_PER_HOUR,
  }
}
