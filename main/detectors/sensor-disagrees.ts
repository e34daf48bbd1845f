/** Records that fail a check against themselves, per file and check: what they say is shown as written, and not to be taken at its word. */
import { clauseText } from '#contract/selection'
import { COUNT, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { defineDetector, type Found } from './kit/detector'
import { counted, duringClause } from './kit/flows'

const PARAMS = {
  mostChecks: {
    value: 20,
    unit: 'checks of one file told apart',
    source: 'chosen: texts that name what the record said differ from record to record',
  },
}

const ROW = {
  evidence: TEXT,
  format: TEXT,
  /** The check; null for all that are not told apart. */
  failed: nullable(TEXT),
  records: COUNT,
  of: COUNT,
  first: MICROS,
  last: MICROS,
}
type Row = RowOf<typeof ROW>

/** The checks that most records of a file fail each for itself, the others of that file together. */
const question = (most: number): Sql => sql`
  WITH failing AS (SELECT e.source_id, e.sensor_disagrees AS check_id, count(*) AS records, min(e.ts) AS first, max(e.ts) AS last
    FROM event e WHERE e.sensor_disagrees IS NOT NULL GROUP BY ALL),
  per_check AS (SELECT s.sha256, min(s.format) AS format, t.value AS failed, sum(f.records)::BIGINT AS records, min(f.first) AS first, max(f.last) AS last
    FROM failing f JOIN source s USING (source_id) JOIN text t ON t.text_id = f.check_id GROUP BY s.sha256, t.value),
  placed AS (SELECT *, row_number() OVER (PARTITION BY sha256 ORDER BY records DESC, failed) AS place FROM per_check),
  named AS (SELECT * REPLACE (CASE WHEN place <= ${most} THEN failed END AS failed) FROM placed),
  whole AS (SELECT s.sha256, count(*) AS n FROM event e JOIN source s USING (source_id)
    WHERE s.sha256 IN (SELECT sha256 FROM per_check) GROUP BY s.sha256)
  SELECT n.sha256 AS evidence, min(n.format) AS format, n.failed, sum(n.records)::BIGINT AS records, any_value(w.n) AS of, min(n.first) AS first, max(n.last) AS last
  FROM named n JOIN whole w USING (sha256) GROUP BY n.sha256, n.failed
  ORDER BY evidence, records DESC, n.failed`

/** Shape: a row, checks of its file that are told apart → a filter that shows its records. */
function whereOf(row: Row, named: readonly string[]): string {
  const file = clauseText('evidence', row.evidence)
  if (row.failed !== null) return `${file} ${clauseText('sensor_disagrees', row.failed)} ${duringClause(row.first, row.last)}`
  const others = named.map((text) => `-${clauseText('sensor_disagrees', text)}`).join(' ')
  return `${file} sensor_disagrees:* ${others} ${duringClause(row.first, row.last)}`
}

function found(row: Row, named: readonly string[]): Found {
  const said = row.failed ?? 'other checks'
  return {
    key: `${row.evidence}/${row.failed ?? '*'}`,
    subject: 'doubt',
    severity: 1,
    consequence: 'a record contradicts itself: what rests on its word alone does not stand',
    verdict: null,
    score: null,
    title: `${counted(row.records, 'record')} of ${row.format} ${row.records === 1 ? 'contradicts itself' : 'contradict themselves'}: ${said}`,
    summary: `${row.records} of the ${row.of} events of this file. Measures here are taken from the numbers of the record, never from its label.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.records,
    where: whereOf(row, named),
    detail: { evidence: row.evidence, format: row.format, check: row.failed, records: row.records, events_of_file: row.of },
  }
}

export default defineDetector({
  id: 'sensor-disagrees',
  version: 1,
  title: 'Records that contradict themselves',
  params: PARAMS,
  falsePositives: [
    'a clock that was set while the sensor wrote',
    'a sensor that rounds, or whose label counts something else than it seems to',
    'files that were edited or put together by hand',
  ],
  sources: [
    'chosen: every format tests what its records say twice, such as a label against its numbers or a length against start and end',
  ],
  find: async ({ store, params, asking }) => {
    const rows = await store.all(question(params.mostChecks), ROW, asking)
    const named = (evidence: string): string[] =>
      rows.flatMap((row) => (row.evidence === evidence && row.failed !== null ? [row.failed] : []))
    return rows.map((row) => found(row, row.failed === null ? named(row.evidence) : []))
  },
  examples: {
    fires: [
      {
        title: 'two sessions shorter than their label says, and one whose bytes do not add up',
        events: `
          ts                    src             dst                name                            duration  session_state  sensor_disagrees
          2009-06-11T03:46:47Z  198.18.20.5:22  203.0.113.9:2455   TNM-Long_TCP_Session_5_Minutes  71s       complete       the label says 5 minutes or more
          2009-06-11T04:46:47Z  198.18.20.5:22  203.0.113.9:2456   TNM-Long_TCP_Session_5_Minutes  80s       complete       the label says 5 minutes or more
          2009-06-11T05:46:47Z  198.18.20.5:22  203.0.113.9:2457   TNM-Long_TCP_Session_5_Minutes  400s      complete       total is not u + d
          2009-06-11T06:46:47Z  198.18.20.5:22  203.0.113.9:2458   TNM-Long_TCP_Session_5_Minutes  400s      complete       -`,
        expected: [
          {
            severity: 1,
            subject: 'doubt',
            evidenceCount: 2,
            title: '2 records of zeek contradict themselves: the label says 5 minutes or more',
          },
          { evidenceCount: 1, title: '1 record of zeek contradicts itself: total is not u + d' },
        ],
      },
    ],
    silent: [
      {
        title: 'records that agree with themselves',
        events: `
          ts                    src             dst               name          duration  session_state
          2009-06-11T03:46:47Z  198.18.20.5:22  203.0.113.9:2455  Zeek-Conn_SF  71s       complete`,
      },
    ],
  },
})
