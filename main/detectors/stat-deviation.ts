/** Hours in which an own host did far more than in the hours before: connections by direction, and events of each name. */
import { isoFromMicros, MICROS_PER_SECOND, SECONDS_PER_HOUR } from '#contract/units'
import { defineDetector, type Found } from './kit/detector'
import { repeated } from './kit/drawn-rows'
import { clauses, counted, duringClause } from './kit/flows'
import {
  connectionsQuestion,
  COVERED,
  coveredQuestion,
  eventsQuestion,
  loudHours,
  SERIES,
  type HourlySeries,
  type HourLimits,
  type LoudHour,
} from './kit/hourly'
import { SIDE_FIELDS, SIDE_WORDS, SIDES } from './kit/own-hosts'

const PARAMS = {
  leastConnections: {
    value: 100,
    unit: 'connections in the hour',
    source: 'chosen: fewer are little, however much more than before',
  },
  leastEvents: { value: 20, unit: 'events of one name in the hour', source: 'chosen, as above' },
  leastHours: { value: 24, unit: 'covered hours before', source: 'chosen: a day and a night; before that nothing is judged' },
  deviations: {
    value: 6,
    unit: 'median absolute deviations above the median, scaled to a standard deviation',
    source: 'chosen: only large increases, as the statistics of LCE',
  },
  timesBusy: {
    value: 2,
    unit: 'times the busy hour before (95th percentile)',
    source: 'chosen: by the median alone every working hour stands out from the nights',
  },
  mostListed: { value: 24, unit: 'hours', source: 'chosen: more is no list to read' },
}
type Values = { readonly [K in keyof typeof PARAMS]: number }

const HOUR_US = SECONDS_PER_HOUR * MICROS_PER_SECOND
const DIRECTED: Readonly<Record<string, { field: string; direction: string }>> = {
  inbound: { field: 'server_ip', direction: 'inbound' },
  outbound: { field: 'client_ip', direction: 'outbound' },
  'internal, begun': { field: 'client_ip', direction: 'internal' },
  'internal, asked': { field: 'server_ip', direction: 'internal' },
}

/** What is counted: a filter, words for it, and what it would mean. */
function measured({ host, side, name, kind }: HourlySeries): { filter: string; words: string; consequence: string } {
  const directed = name === '' ? DIRECTED[side] : undefined
  if (directed !== undefined)
    return {
      filter: `${clauses({ [directed.field]: host, direction: directed.direction })} session_state:*`,
      words: `${side} connections of ${host}`,
      consequence: 'many more connections of a host than before',
    }
  const of = SIDES.find((one) => one === side) ?? 'on'
  const alone = of === 'on' ? ' -client_ip:* -server_ip:*' : ''
  return {
    filter: `${clauses({ [SIDE_FIELDS[of]]: host, name, format: kind })} -session_state:*${alone}`,
    words: `${name} ${SIDE_WORDS[of]} ${host}`,
    consequence: 'many more events of one name about a host than before',
  }
}

function found(series: HourlySeries, loud: readonly LoudHour[], params: Values): Found {
  const top = loud.reduce((best, hour) => (hour.count > best.count ? hour : best))
  const { filter, words, consequence } = measured(series)
  const listed = loud.slice(0, params.mostListed)
  return {
    key: `${series.host}/${series.side}/${series.name}/${series.kind}`,
    subject: 'growth',
    severity: 1,
    consequence,
    verdict: null,
    score: null,
    title: `${words}: ${top.count} in one hour, ${top.median} in the middle hour before`,
    summary: `${counted(top.hours, 'covered hour')} before it, busy ones ${top.busy}. ${counted(loud.length, 'hour')} of the case ${loud.length === 1 ? 'stands' : 'stand'} out so.`,
    firstUs: top.hourUs,
    lastUs: top.hourUs + HOUR_US - 1,
    evidenceCount: top.records,
    where: `${filter} ${duringClause(top.hourUs, top.hourUs + HOUR_US - 1)}`,
    detail: {
      host: series.host,
      side: series.side,
      name: series.name === '' ? null : series.name,
      counted_in_hour: top.count,
      median_before: top.median,
      median_absolute_deviation: top.deviation,
      busy_hour_before: top.busy,
      covered_hours_before: top.hours,
      hours_that_stand_out: loud.length,
      hours: listed.map(({ hourUs, count }) => ({ hour: isoFromMicros(hourUs), count })),
    },
  }
}

const FLOW_HEAD = 'ts  src  dst  proto  session_state  duration'
const dull = (rows: string): string =>
  [FLOW_HEAD, repeated('2024-03-01T00:30:00Z', 3600, 30, '10.0.0.9:4000  203.0.113.9:443  tcp  complete  3s'), rows].join('\n')

export default defineDetector({
  id: 'stat-deviation',
  version: 1,
  title: 'Far more than in the hours before',
  params: PARAMS,
  falsePositives: [
    'a backup, an update or a copy that runs seldom',
    'the end of a holiday, a new task of a server',
    'a sensor that saw only a part of the network before',
  ],
  sources: [
    'LCE statistics daemon: the hour against the history of the host, only large increases',
    'median and median absolute deviation: Hampel 1974',
  ],
  find: async ({ store, params, asking }) => {
    const covered = new Map((await store.all(coveredQuestion, COVERED, asking)).map(({ kind, hours }) => [kind, hours]))
    const all: Found[] = []
    for (const [question, least] of [
      [connectionsQuestion(params.leastConnections), params.leastConnections],
      [eventsQuestion(params.leastEvents), params.leastEvents],
    ] as const) {
      const limits: HourLimits = { ...params, least }
      for (const series of await store.all(question, SERIES, asking)) {
        const loud = loudHours(series, covered.get(series.kind) ?? [], limits)
        if (loud.length > 0) all.push(found(series, loud, params))
      }
    }
    return all
  },
  examples: {
    fires: [
      {
        title: 'a hundred outbound connections in an hour after thirty hours with one each',
        home: '10.',
        events: dull(repeated('2024-03-02T06:00:00Z', 30, 100, '10.0.0.9:5000  198.51.100.#:443  tcp  complete  3s')),
        expected: [{ key: '10.0.0.9/outbound//flow', severity: 1, subject: 'growth', evidenceCount: 100 }],
      },
      {
        title: 'twenty failed log-ins at a host, of which a log wrote one each hour before',
        home: '10.',
        events: [
          'ts  type  name  src  dst  roles',
          repeated(
            '2024-03-01T00:30:00Z',
            3600,
            30,
            'login-failure  SSHD-Failed_Password  10.0.0.7:4000  10.0.0.5:22  server-log',
          ),
          repeated(
            '2024-03-02T06:00:00Z',
            60,
            20,
            'login-failure  SSHD-Failed_Password  203.0.113.9:4000  10.0.0.5:22  server-log',
          ),
        ].join('\n'),
        expected: [{ key: '10.0.0.5/against/SSHD-Failed_Password/zeek', evidenceCount: 20 }],
      },
    ],
    silent: [
      {
        title: 'as much on the first day, of which nobody knows whether it is more than before; and twice what busy hours had',
        home: '10.',
        events: dull(
          [
            repeated('2024-03-01T20:00:00Z', 30, 100, '10.0.0.8:5000  198.51.100.#:443  tcp  complete  3s'),
            repeated('2024-03-01T00:01:00Z', 60, 1799, '10.0.0.7:5000  198.51.100.9:443  tcp  complete  3s'),
            repeated('2024-03-02T06:00:00Z', 31, 116, '10.0.0.7:5000  198.51.100.9:443  tcp  complete  3s'),
          ].join('\n'),
        ),
      },
    ],
  },
})
