/** Every address that takes part in an event, with how often and when. */
import { sql, type Sql } from '#main/store/sql'

/** Shape: statements that make `host` anew. */
export function hostStatements(): Sql[] {
  return [
    sql`DELETE FROM host`,
    sql`INSERT INTO host SELECT ip, ip IN (SELECT ip_id FROM ip_home), sum(events), min(first_ts), max(last_ts) FROM (
        SELECT client_ip AS ip, count(*) AS events, min(ts) AS first_ts, max(ts) AS last_ts FROM event GROUP BY client_ip
        UNION ALL SELECT server_ip, count(*), min(ts), max(ts) FROM event WHERE server_ip IS DISTINCT FROM client_ip GROUP BY server_ip
      ) WHERE ip IS NOT NULL GROUP BY ip ORDER BY ip`,
  ]
}
