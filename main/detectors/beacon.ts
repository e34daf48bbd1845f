/** Pairs of hosts that connect with the regularity of a machine. Shown with what it may innocently be; regularity says nothing about purpose. */
import { DIRECTIONS, type Direction } from '#contract/event'
import { isoFromMicros, MICROS_PER_SECOND, SECONDS_PER_HOUR } from '#contract/units'
import { caseSpan } from '#main/queries/span'
import { median } from './kit/beacon-score'
import { eachSeries, SERIES_EVENTS, type Series } from './kit/beacon-series'
import { bestWindow, dayWindows, lastDay, scoreOfLastDay, type CaseSeconds, type ScoredWindow } from './kit/beacon-windows'
import { defineDetector, type Found } from './kit/detector'
import { repeated } from './kit/drawn-rows'
import { clauses, duringClause, ESTABLISHED_CLAUSE, lengthText } from './kit/flows'
import { innocentExplanations } from './kit/innocent'

const PARAMS = {
  leastScore: { value: 0.5, unit: 'score, 0 to 1', source: 'RITA v5: the base of its beacon thresholds' },
  leastScoreInside: {
    value: 0.7,
    unit: 'score, 0 to 1',
    source: 'RITA v5: its second threshold; chosen for pairs that do not lead outside, of which name and time services make many',
  },
  leastSeconds: { value: 4, unit: 'distinct seconds', source: 'RITA v5: unique connections threshold' },
  mostConnections: {
    value: 86_400,
    unit: 'connections in 24 h',
    source: 'RITA v5: from here on a strobe, which has no beacon score',
  },
  stepHours: {
    value: 6,
    unit: 'h',
    source: 'chosen: a window begins every six hours, so that a day of work and a night lie whole in some',
  },
  steadyTimes: { value: 0.9, unit: 'timestamp score, 0 to 1', source: 'chosen: a short run that is steady is shown too' },
  steadyConnections: { value: 30, unit: 'connections', source: 'chosen: fewer can be steady by chance' },
}
type Values = { readonly [K in keyof typeof PARAMS]: number }

/** Sub-scores as they are printed. */
const parts = (window: ScoredWindow | null) =>
  window && {
    from: isoFromMicros(window.fromUs),
    to: isoFromMicros(window.toUs),
    score: window.score,
    timestamp_score: window.timestamp,
    data_size_score: window.dataSize,
    duration_score: window.duration,
    histogram_score: window.histogram,
    count: window.beats.length,
    total_client_bytes: window.beats.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  }

/** Whether a pair leads outside, or may; a proxy is inside, what is asked of it is not. */
function isOutward({ direction, name }: Series): boolean {
  const word: Direction = DIRECTIONS[direction] ?? 'unknown'
  return name !== null || word === 'outbound' || word === 'unknown'
}

function consequenceOf(outward: boolean, score: number): { severity: number; consequence: string } {
  if (outward && score >= 0.7) return { severity: 2, consequence: 'an inside host may take orders from outside, or merely poll' }
  return { severity: 1, consequence: outward ? 'a faint rhythm outward' : 'a rhythm that does not lead outside' }
}

/** Median gap in seconds, fractions included. */
function medianGap({ beats }: ScoredWindow): number {
  const gaps = beats.slice(1).map(({ tsUs }, index) => tsUs - beats[index]!.tsUs)
  return median(gaps.filter((gap) => gap > 0)) / MICROS_PER_SECOND
}

function whereOf(series: Series, firstUs: number, lastUs: number): string {
  const { client, server, name } = series
  const pair = clauses({ client_ip: client, server_ip: server, name: name === null ? null : 'Zeek-HTTP_CONNECT' })
  return name === null
    ? `${pair} ${ESTABLISHED_CLAUSE} ${duringClause(firstUs, lastUs)}`
    : `${pair} message:"CONNECT ${name}" ${duringClause(firstUs, lastUs)}`
}

function found(series: Series, window: ScoredWindow, last: ScoredWindow | null): Found {
  const direction = DIRECTIONS[series.direction] ?? 'unknown'
  const target = series.name ?? series.server
  const [firstUs, lastUs] = [window.beats[0]!.tsUs, window.beats.at(-1)!.tsUs]
  const gap = medianGap(window)
  const innocent = innocentExplanations(series.ports)
  return {
    key: series.name === null ? `${series.client}/${target}` : `${series.client}/${series.server}/${target}`,
    subject: 'contact',
    ...consequenceOf(isOutward(series), window.score),
    verdict: null,
    score: window.score,
    title: `${series.client} connects to ${target} about every ${lengthText(gap)}`,
    summary:
      `${direction}, ${window.beats.length} connections in 24 h from ${isoFromMicros(window.fromUs)}, regularity ${window.score}. ` +
      `Innocent explanations to rule out: ${innocent.join('; ')}.`,
    firstUs,
    lastUs,
    evidenceCount: series.recordsUs.filter((tsUs) => tsUs >= firstUs && tsUs <= lastUs).length,
    where: whereOf(series, firstUs, lastUs),
    detail: {
      client_ip: series.client,
      server_ip: series.server,
      server_name: series.name,
      server_ports: series.ports.toSorted((a, b) => a - b),
      direction,
      ...parts(window),
      gap_median_s: gap,
      bars: window.bars,
      last_24h: parts(last),
      blocked_attempts: series.blocked,
      connections_in_case: series.beats.length,
      first_in_case: isoFromMicros(series.beats[0]!.tsUs),
      last_in_case: isoFromMicros(series.beats.at(-1)!.tsUs),
      innocent_explanations: innocent,
    },
  }
}

function fires(window: ScoredWindow, outward: boolean, params: Values): boolean {
  const steady = window.timestamp >= params.steadyTimes && window.beats.length >= params.steadyConnections
  return steady || window.score >= (outward ? params.leastScore : params.leastScoreInside)
}

function judged(series: Series, span: CaseSeconds, params: Values): Found | null {
  const best = bestWindow(series.beats, dayWindows(span, params.stepHours * SECONDS_PER_HOUR), params.mostConnections)
  const lately = scoreOfLastDay(series.beats, span)
  const last = lately === null || lately.beats.length >= params.mostConnections ? null : lately
  const window = last !== null && lastDay(span).whole && last.score >= (best?.score ?? 0) ? last : best
  if (window === null || !fires(window, isOutward(series), params)) return null
  return found(series, window, last)
}

const HEAD = 'ts  src  dst  proto  session_state  client_bytes  duration'

export default defineDetector({
  id: 'beacon',
  version: 1,
  title: 'Connections as regular as a machine',
  params: PARAMS,
  falsePositives: [
    'updates, telemetry, mail and chat clients, time and name services, monitoring',
    'pages that reload themselves, and clients that try again what fails',
    'what is behind one address: many people at one proxy can look like one steady machine',
  ],
  sources: [
    'RITA v5, analysis/beacons.go, default_config.hjson (activecm/rita a3c5150)',
    'inbound and internal pairs are scored too: chosen',
  ],
  rests: { on: SERIES_EVENTS, span: true },
  find: async ({ store, params, asking }) => {
    const span = await caseSpan(store, asking)
    if (span === null) return []
    const seconds = { first: Math.floor(span.firstUs / MICROS_PER_SECOND), last: Math.floor(span.lastUs / MICROS_PER_SECOND) }
    const all: Found[] = []
    const take = (series: Series): void => {
      const one = judged(series, seconds, params)
      if (one !== null) all.push(one)
    }
    await eachSeries(store, params.leastSeconds, take, asking)
    return all
  },
  examples: {
    fires: [
      {
        title: 'every five minutes with a silent evening',
        home: '198.18.',
        events: [
          HEAD,
          repeated('2009-06-10T00:00:00Z', 300, 216, '198.18.20.5:40000  203.0.113.9:6667  tcp  complete  240  2s'),
          repeated('2009-06-10T20:00:00Z', 300, 48, '198.18.20.5:40000  203.0.113.9:6667  tcp  complete  240  2s'),
          repeated('2009-06-10T18:00:00Z', 300, 5, '198.18.20.5:40000  203.0.113.9:6667  tcp  no-answer  0  3s'),
        ].join('\n'),
        expected: [{ key: '198.18.20.5/203.0.113.9', score: 1, severity: 2, verdict: null, evidenceCount: 264 }],
      },
      {
        title: 'a rhythm of 2.2 seconds for ten minutes, fractions of a second kept in the gap',
        events: [
          HEAD,
          repeated('2009-06-10T10:00:00Z', 2.2, 270, '10.0.0.5:40000  203.0.113.9:443  tcp  complete  240  1s'),
        ].join('\n'),
        expected: [{ title: '10.0.0.5 connects to 203.0.113.9 about every 2 s', score: 0.5, severity: 1 }],
      },
    ],
    silent: [
      {
        title: 'attempts that were all refused, however regular',
        home: '198.18.',
        events: [
          HEAD,
          repeated('2009-06-10T00:00:00Z', 300, 288, '198.18.20.5:40000  203.0.113.9:443  tcp  refused  0  0s'),
        ].join('\n'),
      },
      {
        title: 'a person who comes and goes',
        events: `
          ts                    src               dst              proto  session_state  client_bytes  duration
          2009-06-10T08:00:00Z  10.0.0.5:40000    203.0.113.9:443  tcp    complete       900           9s
          2009-06-10T08:00:07Z  10.0.0.5:40001    203.0.113.9:443  tcp    complete       20000         60s
          2009-06-10T08:09:00Z  10.0.0.5:40002    203.0.113.9:443  tcp    complete       400           2s
          2009-06-10T11:41:00Z  10.0.0.5:40003    203.0.113.9:443  tcp    complete       7100          5s
          2009-06-10T11:42:30Z  10.0.0.5:40004    203.0.113.9:443  tcp    complete       150           1s
          2009-06-10T16:00:00Z  10.0.0.5:40005    203.0.113.9:443  tcp    complete       88000         90s`,
      },
    ],
  },
})
