/** Software, accounts and open ports that a look at a host found for the first time, though the same kind of source had looked before. */
import { isoFromMicros } from '#contract/units'
import { COUNT, list, MICROS, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Found } from './detector'
import { daysSql } from './first-cover'
import { counted, duringClause } from './flows'

const KINDS = ['software', 'account', 'service'] as const
type Kind = (typeof KINDS)[number]

export const FIRST_FACTS = {
  host: TEXT,
  kind: TEXT,
  things: COUNT,
  values: list(TEXT),
  times: list(MICROS),
  evidence: list(TEXT),
  first: MICROS,
  last: MICROS,
  looked: MICROS,
  records: COUNT,
}
type FirstFacts = RowOf<typeof FIRST_FACTS>

/**
 * Shape: warm-up in days, most listed → hosts and kinds with what is new there. `looked` is when the same kind of source first looked.
 * WHY:   a look shows a moment: what one look does not have and a later one of the same kind has is new between them.
 */
export const firstFactsQuestion = (days: number, most: number): Sql => sql`
  WITH told AS (SELECT f.*, s.format, s.sha256, CASE WHEN f.kind = 'service' THEN coalesce(f.proto, 'ip') || '/' || f.port ELSE f.value END AS thing,
      coalesce(i.value, f.host) AS name FROM fact f JOIN source s USING (source_id) LEFT JOIN ip i ON i.ip_id = f.host_ip
    WHERE f.kind IN (${sql.join(KINDS)}) AND f.ts IS NOT NULL AND coalesce(i.value, f.host) IS NOT NULL),
  seen AS (SELECT name, kind, thing, format, min(ts) AS ts, arg_min(sha256, (ts, sha256)) AS sha256 FROM told WHERE thing IS NOT NULL GROUP BY ALL),
  looked AS (SELECT name, kind, format, min(ts) AS since FROM told GROUP BY ALL),
  fresh AS (SELECT s.*, l.since FROM seen s JOIN looked l ON l.name = s.name AND l.kind = s.kind AND l.format = s.format
    WHERE l.since <= s.ts - ${daysSql(days)} AND NOT EXISTS (FROM seen o WHERE o.name = s.name AND o.kind = s.kind AND o.thing = s.thing AND o.ts < s.ts)),
  new AS (SELECT name, kind, count(*) AS things, list(left(thing, 200) ORDER BY ts, thing)[1:${most}::BIGINT] AS values, list(ts ORDER BY ts, thing)[1:${most}::BIGINT] AS times,
      list(DISTINCT sha256 ORDER BY sha256) AS evidence, min(ts) AS first, max(ts) AS last, max(since) AS looked FROM fresh GROUP BY name, kind),
  shown AS (SELECT n.name, n.kind, count(e.event_id) AS records FROM new n, event e JOIN source s USING (source_id)
    WHERE list_contains(n.evidence, s.sha256) AND e.ts BETWEEN n.first AND n.last GROUP BY n.name, n.kind)
  SELECT n.name AS host, n.kind, n.things, n.values, n.times, n.evidence, n.first, n.last, n.looked, h.records
  FROM new n JOIN shown h ON h.name = n.name AND h.kind = n.kind ORDER BY host, n.kind`

const WORDS: Readonly<Record<Kind, { thing: string; consequence: string }>> = {
  software: { thing: 'program', consequence: 'software that an earlier look at the host did not find' },
  account: { thing: 'account', consequence: 'an account that an earlier look at the host did not find' },
  service: { thing: 'open port', consequence: 'an open port that an earlier look at the host did not find' },
}

/** Shape: a row → the detection of what is new on a host. */
export function newFacts(row: FirstFacts): Found {
  const kind = KINDS.find((one) => one === row.kind) ?? 'software'
  const { thing, consequence } = WORDS[kind]
  return {
    key: `${kind}/${row.host}`,
    subject: 'novelty',
    severity: 1,
    consequence,
    verdict: null,
    score: null,
    title: `${counted(row.things, thing)} on ${row.host} for the first time`,
    summary: `${row.values.slice(0, 6).join(', ')}${row.values.length > 6 ? ' and others' : ''}. The same kind of source looked first at ${isoFromMicros(row.looked)}. The events shown are those of the looks that found them.`,
    firstUs: row.first,
    lastUs: row.last,
    evidenceCount: row.records,
    where: `evidence:(${row.evidence.join(' OR ')}) ${duringClause(row.first, row.last)}`,
    detail: {
      kind,
      host: row.host,
      things: row.things,
      found: row.values.map((value, index) => ({ value, first: isoFromMicros(row.times[index]!) })),
      looked_first: isoFromMicros(row.looked),
    },
  }
}
