/**
 * Configuration as dated facts: what captured files, audits of scanners, logs of changes and scans say of a host, each with its moment.
 *
 * WHY read from the events: each keeps its record, so that a fact can be cited; only listening ports and software of scans are facts without one.
 */
import type { FactMethod } from '#contract/config-facts'
import { typeCode } from '#main/analysis/codes'
import { MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { ATTRS_SQL } from '#main/store/views'

const ROW = {
  /** Address, else the name that the evidence gives the host. */
  host: nullable(TEXT),
  kind: TEXT,
  key: TEXT,
  value: TEXT,
  ts: nullable(MICROS),
  format: TEXT,
  method: TEXT,
  event_key: nullable(TEXT),
}

export interface DatedFact extends RowOf<typeof ROW> {
  method: FactMethod
}

/** Names of events that state a change of an account. Source: `formats/kit/syslog/rules/accounts.ts`, `formats/kit/windows/security-accounts.ts`. */
const ACCOUNT_ADDED = `('Useradd-New_User', 'Windows-User_Created')`
const ACCOUNT_REMOVED = `('Userdel-User_Removed', 'Windows-User_Deleted')`
const MEMBER_ADDED = `('Account-Added_To_Group', 'Windows-Group_Member_Added')`
const MEMBER_REMOVED = `('Account-Removed_From_Group', 'Windows-Group_Member_Removed')`

const GROUP = `coalesce(a->>'group', a->>'TargetUserName', '')`

/** Events that state configuration, with their attributes read once. */
const STATED: Sql = sql`SELECT e.event_id, e.ts, e.type, n.value AS name, u.value AS user_name, h.value AS host_name, coalesce(r.value, q.value) AS sensor,
    d.value AS address, g.value AS signature, e.outcome, e.message, s.format, s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal AS event_key,
    (${sql.raw(ATTRS_SQL)})::JSON AS a
  FROM event e JOIN source s USING (source_id) JOIN text n ON n.text_id = e.name LEFT JOIN text u ON u.text_id = e.user_name
    LEFT JOIN text h ON h.text_id = e.host_name LEFT JOIN text r ON r.text_id = e.sensor LEFT JOIN text q ON q.text_id = s.sensor
    LEFT JOIN ip d ON d.ip_id = e.dst_ip LEFT JOIN text g ON g.text_id = e.signature
    LEFT JOIN text w1 ON w1.text_id = e.attr_word_1 LEFT JOIN text w2 ON w2.text_id = e.attr_word_2 LEFT JOIN text w3 ON w3.text_id = e.attr_word_3
  WHERE e.type = ${typeCode('compliance')} OR (e.type = ${typeCode('system')} AND e.name IN (SELECT text_id FROM text WHERE starts_with(value, 'Config-'))) OR e.name IN (SELECT text_id FROM text
    WHERE value IN ${sql.raw(ACCOUNT_ADDED)} OR value IN ${sql.raw(ACCOUNT_REMOVED)} OR value IN ${sql.raw(MEMBER_ADDED)} OR value IN ${sql.raw(MEMBER_REMOVED)}
      OR regexp_matches(value, '^(Dpkg|Apt|Yum|Dnf)-Package_'))`

/** Shape: `stated` → kind, key, value; the key is the same whoever states it. */
const READ = `SELECT *, CASE
    WHEN starts_with(name, 'Config-') THEN CASE split_part(a->>'config_key', '/', 1) WHEN 'package' THEN 'software' WHEN 'account' THEN 'account'
      WHEN 'group' THEN 'group' WHEN 'password' THEN 'password' ELSE 'config' END
    WHEN type = ${typeCode('compliance')} THEN 'compliance'
    WHEN regexp_matches(name, '-Package_') THEN 'software'
    WHEN name IN ${ACCOUNT_ADDED} OR name IN ${ACCOUNT_REMOVED} THEN 'account' ELSE 'membership' END AS kind,
  CASE WHEN starts_with(name, 'Config-') THEN a->>'config_key'
    WHEN type = ${typeCode('compliance')} THEN 'compliance/' || coalesce(signature, '')
    WHEN regexp_matches(name, '-Package_') THEN 'package/' || (a->>'package') || coalesce('.' || (a->>'architecture'), '')
    WHEN name IN ${ACCOUNT_ADDED} OR name IN ${ACCOUNT_REMOVED} THEN 'account/' || coalesce(user_name, '')
    ELSE 'membership/' || ${GROUP} || '/' || coalesce(user_name, '') END AS key,
  CASE WHEN starts_with(name, 'Config-') THEN a->>'config_value'
    WHEN type = ${typeCode('compliance')} THEN coalesce(regexp_extract(message, '^[A-Za-z ]+'), '') || coalesce(', is ' || nullif(a->>'cm:compliance-actual-value', ''), '')
      || coalesce(', should be ' || nullif(a->>'cm:compliance-policy-value', ''), '')
    WHEN regexp_matches(name, '-Package_(Removed|Purged)$') THEN 'removed'
    WHEN regexp_matches(name, '-Package_') THEN coalesce(a->>'version', 'no version')
    WHEN name IN ${ACCOUNT_REMOVED} THEN 'removed' WHEN name IN ${MEMBER_REMOVED} THEN 'no member' WHEN name IN ${MEMBER_ADDED} THEN 'member'
    ELSE concat_ws(', ', 'added', 'uid ' || (a->>'uid'), 'gid ' || (a->>'gid'), 'home ' || (a->>'home'), 'shell ' || (a->>'shell')) END AS value,
  CASE WHEN type = ${typeCode('compliance')} THEN address WHEN starts_with(name, 'Config-') THEN sensor ELSE coalesce(host_name, sensor) END AS label,
  CASE WHEN a->>'time_from' = 'year 1970' THEN NULL ELSE ts END AS at,
  CASE WHEN starts_with(name, 'Config-') THEN 'local-file' WHEN type = ${typeCode('compliance')} THEN 'credentialed-scan' ELSE 'log' END AS method FROM stated`

/** Names that lead to exactly one address, whole and without their domain. */
const NAMED = `SELECT name, any_value(ip) AS ip FROM (
    SELECT DISTINCT lower(value) AS name, host_ip AS ip FROM fact WHERE kind = 'name' AND host_ip IS NOT NULL
    UNION SELECT lower(split_part(value, '.', 1)), host_ip FROM fact WHERE kind = 'name' AND host_ip IS NOT NULL AND NOT regexp_matches(value, '^[0-9.]+$|:'))
  GROUP BY name HAVING count(DISTINCT ip) = 1`

/** Facts of scans and sensors that are not events. */
const SCANNED = `SELECT f.host_ip, f.host, CASE f.kind WHEN 'service' THEN 'service' ELSE 'software' END AS kind,
    CASE f.kind WHEN 'service' THEN 'listening/' || coalesce(f.proto, 'tcp') || '/' || f.port ELSE 'software/' || f.value END AS key,
    CASE f.kind WHEN 'service' THEN 'open' ELSE 'seen' END AS value, f.ts, s.format,
    CASE WHEN s.format IN ('zeek', 'pcap', 'suricata-eve', 'nnm-syslog') THEN 'passive'
      WHEN EXISTS (SELECT 1 FROM fact c WHERE c.source_id = f.source_id AND c.host_ip = f.host_ip AND c.kind = 'credentialed-scan' AND c.value = 'true')
        THEN 'credentialed-scan' ELSE 'remote-scan' END AS method
  FROM fact f JOIN source s USING (source_id) WHERE (f.kind = 'service' AND f.port IS NOT NULL) OR f.kind = 'software'`

const FACTS: Sql = sql`WITH stated AS MATERIALIZED (${STATED}), named AS (${sql.raw(NAMED)}), readings AS (${sql.raw(READ)}), scanned AS (${sql.raw(SCANNED)})
  SELECT coalesce(direct.value, known.value, r.label) AS host, r.kind, r.key, coalesce(r.value, '') AS value, r.at AS ts, r.format, r.method, r.event_key
    FROM readings r LEFT JOIN ip direct ON direct.value = r.label LEFT JOIN named m ON m.name = lower(r.label) LEFT JOIN ip known ON known.ip_id = m.ip
    WHERE r.key IS NOT NULL AND NOT (r.method = 'log' AND regexp_matches(r.name, '-Package_Replaced$'))
  UNION ALL SELECT DISTINCT coalesce(i.value, c.host), c.kind, c.key, c.value, c.ts, c.format, c.method, NULL FROM scanned c LEFT JOIN ip i ON i.ip_id = c.host_ip`

/**
 * Every dated fact of a host, or of all.
 *
 * Shape: address or name, or all → facts by host, key and time; undated ones first. Names of hosts are matched without regard to capitals.
 */
export function datedFacts(store: Store, host: string | undefined, asking: Asking = {}): Promise<DatedFact[]> {
  const wanted =
    host === undefined
      ? sql.raw('true')
      : sql`(lower(host) = lower(${host}) OR host IN (SELECT i.value FROM (${sql.raw(NAMED)}) n JOIN ip i ON i.ip_id = n.ip WHERE n.name = lower(${host})))`
  return store.all(
    sql`SELECT * FROM (${FACTS}) WHERE ${wanted} ORDER BY host NULLS FIRST, key, ts NULLS FIRST, format, event_key, value`,
    ROW,
    asking,
  ) as Promise<DatedFact[]>
}
