/** The parts of a host's dossier, each one question; every item says which format it comes from and when it was first and last seen. */
import { isoFromMicros, MICROS_PER_SECOND, SECONDS_PER_DAY } from '#contract/units'
import type { HostDossier } from '#contract/hosts'
import { ESTABLISHED_STATES, directionCode, stateCode } from '#main/analysis/codes'
import { OPEN_PORT_FORMATS } from '#main/analysis/open-ports'
import { DIRECTIONS } from '#contract/event'
import { COUNT, MICROS, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

const iso = (us: number | null): string | null => (us === null ? null : isoFromMicros(us))
const DATED = { source: TEXT, first: nullable(MICROS), last: nullable(MICROS) }
const dated = (row: { source: string; first: number | null; last: number | null }) => ({
  source: row.source,
  first_ts: iso(row.first),
  last_ts: iso(row.last),
})

/** Chosen: a week holds working days and a week-end; the detectors take the same. */
const WARM_UP_US = 7 * SECONDS_PER_DAY * MICROS_PER_SECOND

/** Facts of every kind about the host, one row per distinct value and source. */
export async function hostFacts(store: Store, ipId: number, asking: Asking): Promise<HostDossier['facts']> {
  const rows = await store.all(
    sql`SELECT f.kind, f.value, s.format AS source, min(f.ts) AS first, max(f.ts) AS last FROM fact f JOIN source s USING (source_id)
        WHERE f.host_ip = ${ipId} GROUP BY ALL ORDER BY f.kind, f.value, source`,
    { kind: TEXT, value: TEXT, ...DATED },
    asking,
  )
  return rows.map((row) => ({ kind: row.kind, value: row.value, ...dated(row) }))
}

/** Ports that answered a session or that a scan found, side by side. */
export async function hostServices(store: Store, ipId: number, asking: Asking): Promise<HostDossier['services']> {
  const rows = await store.all(
    sql`WITH seen AS (
        SELECT e.server_port AS port, e.proto, max(e.service) AS service, count(*) AS observed, false AS scanned, s.format, min(e.ts) AS first, max(e.ts) AS last
          FROM event e JOIN source s USING (source_id)
          WHERE e.server_ip = ${ipId} AND e.session_state IN (${sql.raw(ESTABLISHED_STATES.join(', '))}) GROUP BY e.server_port, e.proto, s.format
        UNION ALL SELECT e.dst_port, e.proto, max(e.service), 0, true, s.format, min(e.ts), max(e.ts) FROM event e JOIN source s USING (source_id)
          WHERE e.dst_ip = ${ipId} AND s.format IN (${sql.raw(OPEN_PORT_FORMATS)}) AND e.dst_port > 0
          GROUP BY e.dst_port, e.proto, s.format)
      SELECT port, coalesce(p.value, 'tcp') AS proto, any_value(v.value) AS service, sum(observed) AS observed, bool_or(scanned)::INT AS scanned,
        string_agg(DISTINCT format, ', ' ORDER BY format) AS source, min(first) AS first, max(last) AS last
      FROM seen LEFT JOIN text p ON p.text_id = seen.proto LEFT JOIN text v ON v.text_id = seen.service
      WHERE port IS NOT NULL GROUP BY port, 2 ORDER BY port, 2`,
    { port: COUNT, proto: TEXT, service: nullable(TEXT), observed: COUNT, scanned: COUNT, ...DATED },
    asking,
  )
  return rows.map((row) => ({
    port: row.port,
    proto: row.proto,
    service: row.service,
    observed: row.observed,
    scanned: row.scanned > 0,
    ...dated(row),
  }))
}

/** Accounts that events name at this host: as the server of a login, or written by the host itself under one of its names. */
export async function hostUsers(store: Store, ipId: number, asking: Asking): Promise<HostDossier['users']> {
  const rows = await store.all(
    sql`SELECT u.value AS user_name, count(*) AS events, string_agg(DISTINCT s.format, ', ' ORDER BY s.format) AS source, min(e.ts) AS first, max(e.ts) AS last
      FROM event e JOIN source s USING (source_id) JOIN text u ON u.text_id = e.user_name LEFT JOIN text h ON h.text_id = e.host_name
      WHERE e.server_ip = ${ipId} OR lower(h.value) IN (SELECT lower(value) FROM fact WHERE host_ip = ${ipId} AND kind = 'name'
        UNION SELECT lower(split_part(value, '.', 1)) FROM fact WHERE host_ip = ${ipId} AND kind = 'name')
      GROUP BY u.value ORDER BY events DESC, user_name LIMIT 500`,
    { user_name: TEXT, events: COUNT, ...DATED },
    asking,
  )
  return rows.map((row) => ({ user: row.user_name, events: row.events, ...dated(row) }))
}

/** Peers by direction, and the ones with most sessions; the rarest are a pivot away. */
export async function hostPeers(store: Store, ipId: number, asking: Asking): Promise<HostDossier['peers']> {
  const rows = await store.all(
    sql`WITH talk AS (
        SELECT CASE WHEN e.client_ip = ${ipId} THEN e.server_ip ELSE e.client_ip END AS peer, e.direction, e.server_port,
          count(*) AS sessions, sum(coalesce(e.client_bytes, 0) + coalesce(e.server_bytes, 0))::BIGINT AS bytes,
          string_agg(DISTINCT s.format, ', ' ORDER BY s.format) AS source, min(e.ts) AS first, max(e.ts) AS last
        FROM event e JOIN source s USING (source_id)
        WHERE (e.client_ip = ${ipId} OR e.server_ip = ${ipId}) AND e.session_state > 0
          AND e.event_id NOT IN (SELECT witness_id FROM session_witness)
        GROUP BY ALL)
      SELECT i.value AS ip, talk.direction, server_port, sessions, bytes, source, first, last FROM talk JOIN ip i ON i.ip_id = talk.peer
      ORDER BY sessions DESC, ip, server_port LIMIT 5000`,
    { ip: TEXT, direction: COUNT, server_port: nullable(COUNT), sessions: COUNT, bytes: COUNT, ...DATED },
    asking,
  )
  const peersBy = (word: 'inbound' | 'outbound' | 'internal' | 'external'): number =>
    new Set(rows.filter((row) => row.direction === directionCode(word)).map((row) => row.ip)).size
  const firstUs = rows.reduce((earliest, { first }) => Math.min(earliest, first ?? earliest), Infinity)
  const top = rows.slice(0, 200).map((row) => ({
    ip: row.ip,
    direction: DIRECTIONS[row.direction] ?? 'unknown',
    server_port: row.server_port,
    sessions: row.sessions,
    bytes: row.bytes,
    is_new: row.first !== null && row.first >= firstUs + WARM_UP_US,
    ...dated(row),
  }))
  return {
    inbound: peersBy('inbound'),
    outbound: peersBy('outbound'),
    internal: peersBy('internal'),
    external: peersBy('external'),
    top,
  }
}

/** Asset lists the host is in, with the reason. */
export async function hostLists(store: Store, ipId: number, asking: Asking): Promise<{ id: string; because: string }[]> {
  return store.all(
    sql`SELECT list_id AS id, because FROM host_list WHERE ip = ${ipId} ORDER BY list_id`,
    { id: TEXT, because: TEXT },
    asking,
  )
}

/** What the host is seen to be: server of answered sessions, client, target of a scan. */
export async function hostRoles(store: Store, ipId: number, asking: Asking): Promise<HostDossier['roles']> {
  const established = sql.raw(ESTABLISHED_STATES.join(', '))
  const rows = await store.all(
    sql`SELECT role, string_agg(DISTINCT s.format, ', ' ORDER BY s.format) AS source, count(*) AS sessions, count(DISTINCT port) AS ports, min(ts) AS first, max(ts) AS last FROM (
        SELECT 'server' AS role, server_port AS port, source_id, ts FROM event WHERE server_ip = ${ipId} AND session_state IN (${established})
        UNION ALL SELECT 'client', server_port, source_id, ts FROM event WHERE client_ip = ${ipId} AND session_state IN (${established})
        UNION ALL SELECT 'target of attempts', server_port, source_id, ts FROM event WHERE server_ip = ${ipId} AND session_state = ${stateCode('no-answer')}
      ) r JOIN source s USING (source_id) GROUP BY role ORDER BY role`,
    { role: TEXT, sessions: COUNT, ports: COUNT, ...DATED },
    asking,
  )
  return rows.map((row) => ({ role: row.role, because: `${row.sessions} sessions on ${row.ports} ports`, ...dated(row) }))
}
