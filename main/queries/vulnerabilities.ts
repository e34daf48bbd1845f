/** Vulnerabilities that scans and passive discovery reported: one row per host, port and plugin, dated. */
import type { VulnerabilityRow } from '#contract/hosts'
import { isoFromMicros } from '#contract/units'
import { typeCode } from '#main/analysis/codes'
import { COUNT, MICROS, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { ATTRS_SQL } from '#main/store/views'
import { reachability, WEAK_HOST, WEAK_PORT } from './reachability'

/** Shape: text of the attribute `cves` (one or several, in any list form) → CVE ids, sorted, each once. */
export function cvesOf(text: string | null): string[] {
  return [...new Set((text ?? '').toUpperCase().match(/CVE-\d{4}-\d{4,}/g) ?? [])].sort()
}

/** Sessions that reached the port of a finding; a finding about the whole host has none. */
function reachOf(
  { host, port, proto }: Pick<VulnerabilityRow, 'host' | 'port' | 'proto'>,
  reach: Awaited<ReturnType<typeof reachability>>,
): Pick<VulnerabilityRow, 'sessions' | 'reachability'> {
  if (port === null) return { sessions: 0 }
  const reached = reach(host, port, proto)
  return { sessions: reached.sessions, reachability: reached }
}

/**
 * Shape: host or all → rows by host, then severity from critical down, port, plugin. `source` names the formats that reported it;
 *        severity is the highest that was reported.
 */
export async function vulnerabilities(store: Store, host: string | undefined, asking: Asking = {}): Promise<VulnerabilityRow[]> {
  const reach = await reachability(store, host, asking)
  const rows = await store.all(
    sql`WITH found AS MATERIALIZED (
        SELECT i.ip_id AS ip, ${sql.raw(WEAK_PORT)} AS port, p.value AS proto, g.value AS plugin_id, n.value AS name, e.severity, e.ts, s.format,
          ${sql.raw(ATTRS_SQL)} AS attrs
        FROM event e JOIN source s USING (source_id) JOIN ip i ON i.ip_id = ${sql.raw(WEAK_HOST)} LEFT JOIN text p ON p.text_id = e.proto
          LEFT JOIN text g ON g.text_id = e.signature_id LEFT JOIN text n ON n.text_id = e.signature
          LEFT JOIN text w1 ON w1.text_id = e.attr_word_1 LEFT JOIN text w2 ON w2.text_id = e.attr_word_2 LEFT JOIN text w3 ON w3.text_id = e.attr_word_3
        WHERE e.type = ${typeCode('vulnerability')} AND (${host ?? null}::VARCHAR IS NULL OR i.value = ${host ?? null}))
      SELECT i.value AS host, f.port, f.proto, coalesce(f.plugin_id, '') AS plugin_id, min(coalesce(f.name, '')) AS name,
        min(coalesce(f.attrs->>'pluginFamily', f.attrs->>'family')) AS family, max(coalesce(f.severity, 0)) AS severity,
        string_agg(DISTINCT coalesce(f.attrs->>'cves', ''), ' ') AS cves, string_agg(DISTINCT f.format, ', ' ORDER BY f.format) AS source, min(f.ts) AS first, max(f.ts) AS last
      FROM found f JOIN ip i ON i.ip_id = f.ip
      GROUP BY i.value, i.number, f.port, f.proto, f.plugin_id
      ORDER BY i.number, severity DESC, f.port NULLS FIRST, plugin_id, f.proto`,
    {
      host: TEXT,
      port: nullable(COUNT),
      proto: nullable(TEXT),
      plugin_id: TEXT,
      name: TEXT,
      family: nullable(TEXT),
      severity: COUNT,
      cves: nullable(TEXT),
      source: TEXT,
      first: nullable(MICROS),
      last: nullable(MICROS),
    },
    asking,
  )
  return rows.map(({ first, last, cves, ...row }) => ({
    ...row,
    cves: cvesOf(cves),
    first_ts: first === null ? null : isoFromMicros(first),
    last_ts: last === null ? null : isoFromMicros(last),
    ...reachOf(row, reach),
  }))
}
