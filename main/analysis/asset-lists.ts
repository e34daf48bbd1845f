/**
 * Dynamic asset lists: each a rule object that says in words and in SQL which hosts are in it, and why.
 *
 * `hosts` is SQL giving (ip, because); a host may come up several times, the first reason in text order is kept. `seen` is the
 * table of dated observations below, `span` holds the case's last event.
 */
import { sql, type Sql } from '#main/store/sql'
import { BESIDE_FORMATS } from './codes'

export interface AssetListRule {
  id: string
  title: string
  /** The rule in words. */
  rule: string
  hosts: string
}

/** Observations of scans and passive discovery, and facts: one row per (host, plugin or fact, time). */
const SEEN = `CREATE TEMP TABLE seen AS
  SELECT coalesce(e.dst_ip, e.src_ip) AS ip, e.src_ip, e.dst_port AS port, p.value AS plugin, n.value AS title, s.format, e.ts
  FROM event e JOIN source s USING (source_id) LEFT JOIN text p ON p.text_id = e.signature_id LEFT JOIN text n ON n.text_id = e.signature
  WHERE s.format IN ('nessus', 'nessus-csv', 'nnm-syslog')`
/** WHY: a list of indicators of today must not make every host's findings old. */
const SPAN = `CREATE TEMP TABLE span AS SELECT coalesce(max(e.ts) FILTER (s.format NOT IN (${BESIDE_FORMATS.map((format) => `'${format}'`).join(', ')})), max(e.ts)) AS last_ts
  FROM event e JOIN source s USING (source_id)`

const day = (alias: string) => `strftime(${alias}, '%Y-%m-%d')`
const plugin = (ids: string[], format: 'nessus' | 'nnm-syslog') =>
  `plugin IN (${ids.map((id) => `'${id}'`).join(', ')}) AND format LIKE '${format}%'`

export const ASSET_LISTS: readonly AssetListRule[] = [
  {
    id: 'dns-domain',
    title: 'DNS domain',
    rule: 'A name of the host ends in the domain that most home hosts share.',
    hosts: `WITH named AS (SELECT host_ip AS ip, value, regexp_extract(lower(value), '([a-z0-9-]+\\.[a-z0-9-]+)\\.?$', 1) AS domain FROM fact WHERE kind = 'name'),
      common AS (SELECT domain FROM named WHERE domain <> '' AND ip IN (SELECT ip_id FROM ip_home) GROUP BY domain ORDER BY count(DISTINCT ip) DESC, domain LIMIT 1)
      SELECT ip, 'name ' || value || ' is in ' || domain FROM named WHERE domain IN (SELECT domain FROM common)`,
  },
  {
    id: 'last-ping',
    title: 'Answered ping',
    rule: 'Nessus plugin 10180 (ping) reported the host within 2 days before the last event.',
    hosts: `SELECT ip, 'Nessus 10180 on ' || ${day('ts')} FROM seen, span WHERE ${plugin(['10180'], 'nessus')} AND ts >= last_ts - INTERVAL 2 DAY`,
  },
  {
    id: 'linux',
    title: 'Linux',
    rule: 'An operating system fact names Linux.',
    hosts: `SELECT host_ip, 'operating system ' || value FROM fact WHERE kind = 'os' AND value ILIKE '%linux%'`,
  },
  {
    id: 'new-hosts',
    title: 'New findings',
    rule: 'A vulnerability was first reported on the host within 5 days before the last event.',
    hosts: `SELECT ip, plugin || ' (' || title || ') first reported ' || ${day('first_ts')} FROM
      (SELECT ip, plugin, any_value(title) AS title, min(ts) AS first_ts FROM seen WHERE plugin IS NOT NULL GROUP BY ip, port, plugin), span
      WHERE first_ts >= last_ts - INTERVAL 5 DAY`,
  },
  {
    id: 'port-21-open',
    title: 'Port 21 open',
    rule: 'Port 21 was found open by a scan, by passive discovery, or by an answered handshake.',
    hosts: `SELECT ip, 'reported open by ' || format || ' on ' || ${day('ts')} FROM seen WHERE port = 21
      UNION ALL SELECT host_ip, 'service on port 21' FROM fact WHERE kind = 'service' AND port = 21`,
  },
  {
    id: 'successful-traceroute',
    title: 'Successful traceroute',
    rule: 'Nessus plugin 10287 completed a traceroute to the host.',
    hosts: `SELECT ip, 'Nessus 10287 on ' || ${day('ts')} FROM seen WHERE ${plugin(['10287'], 'nessus')}`,
  },
  {
    id: 'unix-ssh-servers',
    title: 'UNIX SSH servers',
    rule: 'The operating system is Linux, HP-UX, Solaris, AIX, a BSD or macOS, and port 22 was found open.',
    hosts: `SELECT f.host_ip, 'operating system ' || f.value || ' and port 22 open' FROM fact f
      WHERE f.kind = 'os' AND regexp_matches(f.value, '(?i)linux|hp-ux|solaris|sunos|aix|bsd|mac ?os|unix')
        AND (f.host_ip IN (SELECT ip FROM seen WHERE port = 22) OR f.host_ip IN (SELECT host_ip FROM fact WHERE kind = 'service' AND port = 22))`,
  },
  {
    id: 'web-clients',
    title: 'Web clients',
    rule: 'Passive discovery plugin 1735 saw a web client on the host.',
    hosts: `SELECT coalesce(src_ip, ip), 'passive discovery 1735 on ' || ${day('ts')} FROM seen WHERE ${plugin(['1735'], 'nnm-syslog')}`,
  },
  {
    id: 'web-servers',
    title: 'Web servers',
    rule: 'Passive discovery plugin 1442 or Nessus plugin 10107 identified a web server.',
    hosts: `SELECT ip, 'passive discovery 1442 on ' || ${day('ts')} FROM seen WHERE ${plugin(['1442'], 'nnm-syslog')}
      UNION ALL SELECT ip, 'Nessus 10107 on ' || ${day('ts')} FROM seen WHERE ${plugin(['10107'], 'nessus')}`,
  },
]

/** Shape: statements that make `host_list` anew, one reason per (list, host). */
export function assetListStatements(): Sql[] {
  return [
    sql`DROP TABLE IF EXISTS seen`,
    sql`DROP TABLE IF EXISTS span`,
    sql`${sql.raw(SEEN)}`,
    sql`${sql.raw(SPAN)}`,
    sql`DELETE FROM host_list`,
    ...ASSET_LISTS.map(
      ({ id, hosts }) =>
        sql`INSERT INTO host_list SELECT ${id}, ip, min(because) FROM (${sql.raw(hosts)}) AS found(ip, because) WHERE ip IS NOT NULL GROUP BY ip ORDER BY ip`,
    ),
    sql`DROP TABLE seen`,
    sql`DROP TABLE span`,
  ]
}
