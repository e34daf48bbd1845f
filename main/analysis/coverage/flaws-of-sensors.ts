/** What a sensor says, or shows, that it did not see: packets it lost, sessions of which it saw one side, bytes missing inside them. */
import { stateCode } from '#main/analysis/codes'
import { COUNT, REAL, MICROS, nullable } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import type { SourceFlaw } from './flaws'
import { HOUR_US, united } from './rhythm'

/** Lost share from which on a span is covered in part only. Source: Zeek, CaptureLoss::too_much_loss = 0.1. */
const TOO_MUCH_LOSS = 0.1
/** Sessions of an hour below which their shares say nothing. Chosen. */
const LEAST_SESSIONS = 10
/** Length of a measurement where the row does not say. Source: Zeek, CaptureLoss::watch_interval = 15 min. */
const WATCH_SECONDS = 900

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** Shape: → sessions seen from one side, and sessions with bytes missing, by source and hour. */
async function sessionFlaws(store: Store, asking: Asking): Promise<SourceFlaw[]> {
  const rows = await store.all(
    sql`WITH hourly AS (SELECT e.source_id, epoch_us(e.ts) // ${HOUR_US} AS hour, count(*) AS sessions,
        count(*) FILTER (e.session_state = ${stateCode('one-sided')}) AS one_sided, count(*) FILTER (e.attr_int_1 > 0) AS holes
        FROM event e WHERE e.session_state > 0 GROUP BY ALL)
      SELECT h.source_id AS source, hour::BIGINT AS hour, sessions, one_sided, CASE WHEN s.attr_keys[5] = '"missed_bytes":' THEN holes ELSE 0 END AS holes
      FROM hourly h JOIN source s USING (source_id)
      WHERE sessions >= ${LEAST_SESSIONS} AND (one_sided >= ${TOO_MUCH_LOSS} * sessions OR holes >= ${TOO_MUCH_LOSS} * sessions) ORDER BY source, hour`,
    { source: COUNT, hour: COUNT, sessions: COUNT, one_sided: COUNT, holes: COUNT },
    asking,
  )
  const flaws: SourceFlaw[] = []
  for (const kind of ['one_sided', 'holes'] as const)
    for (const source of new Set(rows.map((row) => row.source))) {
      const bad = rows.filter((row) => row.source === source && row[kind] >= TOO_MUCH_LOSS * row.sessions)
      if (bad.length === 0) continue
      const [n, of] = [bad.reduce((sum, row) => sum + row[kind], 0), bad.reduce((sum, row) => sum + row.sessions, 0)]
      const text =
        kind === 'one_sided' ? 'show one side only: the other did not pass the sensor' : 'have bytes missing inside them'
      const spans = united(bad.map(({ hour }) => ({ fromUs: hour * HOUR_US, toUs: (hour + 1) * HOUR_US })))
      flaws.push({ source, classes: ['flow', 'packets'], text: `${percent(n / of)} of its sessions ${text}`, spans })
    }
  return flaws
}

/** Shape: → spans in which Zeek measured that it lost packets; they lessen every log that the same sensor wrote. */
async function measuredLoss(store: Store, asking: Asking): Promise<SourceFlaw[]> {
  const rows = await store.all(
    sql`WITH loss AS (SELECT e.source_id, e.ts, json_extract_string(e.attrs, '$.percent_lost')::DOUBLE AS lost,
        coalesce(json_extract_string(e.attrs, '$.ts_delta')::DOUBLE, ${WATCH_SECONDS}) AS seconds, coalesce(e.sensor, s.sensor, 0) AS sensor
        FROM event e JOIN source s USING (source_id) WHERE s.format = 'zeek' AND e.name IN (SELECT text_id FROM text WHERE value = 'Zeek-capture_loss'))
      SELECT DISTINCT o.source_id AS source, l.ts, l.lost, l.seconds FROM loss l JOIN source o ON o.format = 'zeek'
        AND (coalesce(o.sensor, 0) IN (0, l.sensor) OR l.sensor = 0 OR l.sensor NOT IN (SELECT sensor FROM source WHERE format = 'zeek' AND sensor IS NOT NULL))
      WHERE l.lost >= ${TOO_MUCH_LOSS * 100} ORDER BY source, ts`,
    { source: COUNT, ts: MICROS, lost: nullable(REAL), seconds: REAL },
    asking,
  )
  return [...new Set(rows.map(({ source }) => source))].map((source) => {
    const own = rows.filter((row) => row.source === source)
    const worst = Math.max(...own.map(({ lost }) => lost ?? 0))
    const spans = united(own.map(({ ts, seconds }) => ({ fromUs: ts - seconds * 1e6, toUs: ts })))
    return { source, classes: null, text: `the sensor lost up to ${percent(worst / 100)} of the traffic by its own count`, spans }
  })
}

export async function lossFlaws(store: Store, asking: Asking): Promise<SourceFlaw[]> {
  return [...(await sessionFlaws(store, asking)), ...(await measuredLoss(store, asking))]
}
