/** Hosts: the list with what is known of each, one host's dossier, and the asset lists. */
import { SEVERITIES } from '#contract/event'
import type { AssetList, HostDossier, HostSummary, VulnerabilityRow } from '#contract/hosts'
import { isoFromMicros } from '#contract/units'
import { ASSET_LISTS } from '#main/analysis/asset-lists'
import { directionCode, typeCode } from '#main/analysis/codes'
import { BOOLEAN, COUNT, list, MICROS, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { hostCoverage } from './coverage/host-coverage'
import { datedFacts } from './dated-facts'
import { dossierConfig } from './dossier-config'
import { hostFacts, hostLists, hostPeers, hostRoles, hostServices, hostUsers } from './dossier-parts'
import { sessionCounts } from './session-counts'
import { WEAK_HOST } from './reachability'
import { vulnerabilities } from './vulnerabilities'

const iso = (us: number | null | undefined): string | null => (us === null || us === undefined ? null : isoFromMicros(us))

/** Shape: counts by severity number → counts by its word, every word present. */
export function bySeverityWord(counts: ReadonlyMap<number, number>): Record<string, number> {
  return Object.fromEntries(SEVERITIES.map((word, severity) => [word, counts.get(severity) ?? 0]))
}

/** Distinct open vulnerabilities (port, plugin) of each host by severity. */
async function vulnerabilityCounts(store: Store, asking: Asking): Promise<Map<string, Map<number, number>>> {
  const rows = await store.all(
    sql`SELECT i.value AS ip, severity, count(*) AS n FROM (
        SELECT DISTINCT ${sql.raw(WEAK_HOST)} AS host, coalesce(CASE WHEN e.dst_ip IS NULL THEN e.src_port ELSE e.dst_port END, 0), e.proto, e.signature_id,
          coalesce(e.severity, 0) AS severity FROM event e WHERE e.type = ${typeCode('vulnerability')}
      ) v JOIN ip i ON i.ip_id = v.host GROUP BY ALL`,
    { ip: TEXT, severity: COUNT, n: COUNT },
    asking,
  )
  const counts = new Map<string, Map<number, number>>()
  for (const { ip, severity, n } of rows) counts.set(ip, (counts.get(ip) ?? new Map<number, number>()).set(severity, n))
  return counts
}

/** Sessions and peers of each host; a session seen by several sensors counts once. */
const TRAFFIC = `SELECT ip, sum(inbound) AS inbound, sum(outbound) AS outbound, count(DISTINCT peer) AS peers FROM (
    SELECT server_ip AS ip, client_ip AS peer, count(*) FILTER (direction = ${directionCode('inbound')}) AS inbound, 0 AS outbound
      FROM event WHERE session_state > 0 AND event_id NOT IN (SELECT witness_id FROM session_witness) GROUP BY ALL
    UNION ALL SELECT client_ip, server_ip, 0, count(*) FILTER (direction = ${directionCode('outbound')})
      FROM event WHERE session_state > 0 AND event_id NOT IN (SELECT witness_id FROM session_witness) GROUP BY ALL
  ) GROUP BY ip`

/**
 * Every address that takes part in an event, or that a scan looked at.
 *
 * Shape: → summaries, home hosts first, then in the order of their address.
 */
export async function hostList(store: Store, asking: Asking = {}): Promise<HostSummary[]> {
  const [rows, severities] = await Promise.all([
    store.all(
      sql`WITH named AS (SELECT host_ip AS ip, list(DISTINCT value ORDER BY value) AS names FROM fact WHERE kind = 'name' GROUP BY host_ip),
        systems AS (SELECT host_ip AS ip, arg_max(value, ts) AS os FROM fact WHERE kind = 'os' GROUP BY host_ip),
        listed AS (SELECT ip, list(list_id ORDER BY list_id) AS lists FROM host_list GROUP BY ip),
        every AS (SELECT ip FROM host UNION SELECT host_ip FROM fact WHERE host_ip IS NOT NULL)
      SELECT i.value AS ip, (e.ip IN (SELECT ip_id FROM ip_home)) AS home, coalesce(h.events, 0) AS events, h.first_ts, h.last_ts,
        coalesce(names, []) AS names, coalesce(lists, []) AS lists, os, coalesce(inbound, 0)::BIGINT AS inbound, coalesce(outbound, 0)::BIGINT AS outbound, coalesce(peers, 0) AS peers
      FROM every e JOIN ip i ON i.ip_id = e.ip LEFT JOIN host h ON h.ip = e.ip LEFT JOIN named ON named.ip = e.ip LEFT JOIN systems ON systems.ip = e.ip
        LEFT JOIN listed ON listed.ip = e.ip LEFT JOIN (${sql.raw(TRAFFIC)}) t ON t.ip = e.ip
      ORDER BY home DESC, i.number LIMIT 100000`,
      {
        ip: TEXT,
        home: BOOLEAN,
        events: COUNT,
        first_ts: nullable(MICROS),
        last_ts: nullable(MICROS),
        names: list(TEXT),
        lists: list(TEXT),
        os: nullable(TEXT),
        inbound: COUNT,
        outbound: COUNT,
        peers: COUNT,
      },
      asking,
    ),
    vulnerabilityCounts(store, asking),
  ])
  return rows.map(({ inbound, outbound, first_ts, last_ts, ...row }) => ({
    ...row,
    first_ts: iso(first_ts),
    last_ts: iso(last_ts),
    inbound_sessions: inbound,
    outbound_sessions: outbound,
    vulns_by_severity: bySeverityWord(severities.get(row.ip) ?? new Map()),
  }))
}

const partsOf = (store: Store, ipId: number, address: string, asking: Asking) =>
  Promise.all([
    hostFacts(store, ipId, asking),
    hostServices(store, ipId, asking),
    hostUsers(store, ipId, asking),
    hostPeers(store, ipId, asking),
    hostLists(store, ipId, asking),
    hostRoles(store, ipId, asking),
    vulnerabilities(store, address, asking),
    sessionCounts(store, ipId, asking),
    datedFacts(store, address, asking),
  ])

function severityCounts(vulns: readonly VulnerabilityRow[]): Map<number, number> {
  const severities = new Map<number, number>()
  for (const { severity } of vulns) severities.set(severity, (severities.get(severity) ?? 0) + 1)
  return severities
}

const titleOf = (id: string): string => ASSET_LISTS.find((rule) => rule.id === id)?.title ?? id

/** Shape: address → its dossier, or null where no event, scan or fact names it. */
export async function hostDossier(store: Store, address: string, asking: Asking = {}): Promise<HostDossier | null> {
  const host = await store.first(
    sql`SELECT i.ip_id, (i.ip_id IN (SELECT ip_id FROM ip_home)) AS home, coalesce(h.events, 0) AS events, h.first_ts, h.last_ts
        FROM ip i LEFT JOIN host h ON h.ip = i.ip_id WHERE i.value = ${address}`,
    { ip_id: COUNT, home: BOOLEAN, events: COUNT, first_ts: nullable(MICROS), last_ts: nullable(MICROS) },
    asking,
  )
  if (host === undefined) return null
  const [facts, services, users, peers, lists, roles, vulns, sessions, configured] = await partsOf(
    store,
    host.ip_id,
    address,
    asking,
  )
  const factsOf = (kind: string) => facts.filter((fact) => fact.kind === kind)
  return {
    ip: address,
    home: host.home,
    names: factsOf('name').map(({ value, source, first_ts, last_ts }) => ({ name: value, source, first_ts, last_ts })),
    roles,
    os: factsOf('os').map(({ value, source, first_ts, last_ts }) => ({ os: value, source, first_ts, last_ts })),
    lists: lists.map(({ id, because }) => ({ id, title: titleOf(id), because })),
    services,
    vulnerabilities: vulns,
    vulns_by_severity: bySeverityWord(severityCounts(vulns)),
    ...dossierConfig(
      configured,
      users,
      factsOf('software').map(({ value, source, first_ts, last_ts }) => ({ software: value, source, first_ts, last_ts })),
    ),
    facts: facts.filter((fact) => !['name', 'os', 'software'].includes(fact.kind)),
    peers,
    sessions,
    detections: [],
    coverage: await hostCoverage(store, address, asking),
    events: host.events,
    first_ts: iso(host.first_ts),
    last_ts: iso(host.last_ts),
  }
}

/** Shape: → every asset list with its rule and the hosts in it, each with the reason; lists without hosts too. */
export async function assetLists(store: Store, asking: Asking = {}): Promise<AssetList[]> {
  const rows = await store.all(
    sql`SELECT list_id, i.value AS ip, because FROM host_list l JOIN ip i ON i.ip_id = l.ip ORDER BY list_id, i.number`,
    { list_id: TEXT, ip: TEXT, because: TEXT },
    asking,
  )
  return ASSET_LISTS.map(({ id, title, rule }) => ({
    id,
    title,
    rule,
    hosts: rows.filter((row) => row.list_id === id).map(({ ip, because }) => ({ ip, because })),
  }))
}
