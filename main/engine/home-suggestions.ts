/** Networks that may be the case's own, read off the evidence: suggested, never taken by themselves. */
import type { z } from 'zod'
import type { HomeSuggestion } from '#contract/case'
import { COUNT, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'

/** IPv4 networks of this length are suggested where they hold several servers or scanned hosts (chosen). */
const MAX_SUGGESTIONS = 8

/**
 * Shape: → networks with how many of their addresses speak or answer, and why. Private networks that talk come first, then the /16
 *        networks whose hosts were scanned, passively discovered, or take part in most talks with different peers.
 */
export async function suggestHomes(store: Store): Promise<z.infer<typeof HomeSuggestion>[]> {
  const rows = await store.all(
    sql`WITH v4 AS (SELECT ip_id, value, CASE
          WHEN value LIKE '10.%' THEN '10.0.0.0/8' WHEN value LIKE '192.168.%' THEN '192.168.0.0/16'
          WHEN regexp_matches(value, '^172\\.(1[6-9]|2[0-9]|3[01])\\.') THEN '172.16.0.0/12'
          ELSE split_part(value, '.', 1) || '.' || split_part(value, '.', 2) || '.0.0/16' END AS cidr FROM ip WHERE family = 4),
      scanned AS (SELECT DISTINCT host_ip AS ip FROM fact UNION SELECT DISTINCT dst_ip FROM event e JOIN source s USING (source_id) WHERE s.format IN ('nessus', 'nessus-csv')),
      peers AS (SELECT ip, count(DISTINCT peer) AS peers FROM (SELECT client_ip AS ip, server_ip AS peer FROM event UNION ALL SELECT server_ip, client_ip FROM event)
        WHERE ip IS NOT NULL AND peer IS NOT NULL GROUP BY ip)
      SELECT cidr, count(*) AS addresses, count(scanned.ip) AS scanned, coalesce(sum(peers.peers), 0)::BIGINT AS peers,
        (cidr IN ('10.0.0.0/8', '192.168.0.0/16', '172.16.0.0/12'))::INTEGER AS private
      FROM v4 LEFT JOIN scanned ON scanned.ip = v4.ip_id LEFT JOIN peers ON peers.ip = v4.ip_id
      GROUP BY cidr HAVING count(scanned.ip) > 0 OR private = 1 OR sum(peers.peers) > 20
      ORDER BY scanned DESC, private DESC, peers DESC, cidr LIMIT ${MAX_SUGGESTIONS}`,
    { cidr: TEXT, addresses: COUNT, scanned: COUNT, peers: COUNT, private: COUNT },
  )
  return rows.map(({ cidr, addresses, scanned, peers, private: isPrivate }) => {
    const reasons = [
      ...(scanned > 0 ? [`${scanned} of its addresses were scanned or discovered passively`] : []),
      ...(isPrivate > 0 ? ['private address space'] : []),
      ...(peers > 0 ? [`its addresses talk with others ${peers} times over`] : []),
    ]
    return { cidr, addresses, because: reasons.join('; ') }
  })
}
