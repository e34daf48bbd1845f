/** Events that state a change of accounts or software, with the host they are about and the words of their record. */
import { MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { ATTRS_SQL } from '#main/store/views'

const ROW = {
  name: TEXT,
  ts: MICROS,
  /** Name of the host, else of the sensor; null where neither is said. */
  host: nullable(TEXT),
  user: nullable(TEXT),
  message: nullable(TEXT),
  key: TEXT,
  format: TEXT,
  group: nullable(TEXT),
  uid: nullable(TEXT),
  /** Security identifier of the account, where Windows names one. */
  sid: nullable(TEXT),
  by: nullable(TEXT),
  package: nullable(TEXT),
  version: nullable(TEXT),
  automatic: nullable(TEXT),
  service: nullable(TEXT),
}
export type Change = RowOf<typeof ROW>

/**
 * Changes by name.
 *
 * Shape: regular expression on names of events → changes in order of host and time.
 */
export function changes(store: Store, names: string, asking: Asking): Promise<Change[]> {
  return store.all(
    sql`WITH named AS (SELECT text_id, value FROM text WHERE regexp_matches(value, ${names})),
      chosen AS MATERIALIZED (SELECT e.event_id, n.value AS name, e.ts, coalesce(h.value, r.value, q.value) AS host, u.value AS user_name, e.message, s.format,
          s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal AS key, (${sql.raw(ATTRS_SQL)})::JSON AS a
        FROM event e JOIN source s USING (source_id) JOIN named n ON n.text_id = e.name LEFT JOIN text h ON h.text_id = e.host_name LEFT JOIN text u ON u.text_id = e.user_name
          LEFT JOIN text r ON r.text_id = e.sensor LEFT JOIN text q ON q.text_id = s.sensor
          LEFT JOIN text w1 ON w1.text_id = e.attr_word_1 LEFT JOIN text w2 ON w2.text_id = e.attr_word_2 LEFT JOIN text w3 ON w3.text_id = e.attr_word_3)
      SELECT name, ts, host, user_name AS user, message, key, format, CASE WHEN name LIKE 'Windows-Group%' THEN a->>'TargetUserName' ELSE a->>'group' END AS group,
        a->>'uid' AS uid, CASE WHEN name LIKE 'Windows-Group%' THEN a->>'MemberSid' ELSE a->>'TargetSid' END AS sid, coalesce(a->>'SubjectUserName', a->>'by') AS by,
        a->>'package' AS package, a->>'version' AS version, a->>'automatic' AS automatic, a->>'ServiceName' AS service
      FROM chosen ORDER BY host NULLS FIRST, ts, package, service, user, key`,
    ROW,
    asking,
  )
}

export const hostText = (host: string | null): string => host ?? 'a host that the evidence does not name'
