/** When scans looked at which host. */
import { COUNT, INTEGER, MICROS, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { DAY_US, type Span } from './rhythm'
import { DECLARATIONS } from './declarations'

export interface Scan extends Span {
  format: string
  evidence: string
  /** Whether it logged in to the host: what only shows from inside is otherwise missing. */
  credentialed: boolean | null
}

const SCANNERS = Object.entries(DECLARATIONS)
  .filter(([, list]) => list.some(({ whose }) => whose === 'target'))
  .map(([format]) => format)

/** Shape: → scans of each address, by time. */
export async function scansOf(store: Store, asking: Asking = {}): Promise<Map<string, Scan[]>> {
  const formats = sql.join(SCANNERS.map((format) => sql`${format}`))
  const rows = await store.all(
    sql`WITH scanner AS (SELECT source_id, format, sha256 FROM source WHERE format IN (${formats})),
      looked AS (
        SELECT source_id, host_ip AS ip, ts, CASE WHEN kind = 'credentialed-scan' THEN CASE WHEN value ILIKE 'true' THEN 1 ELSE 0 END END AS inside
          FROM fact WHERE host_ip IS NOT NULL AND ts IS NOT NULL AND kind IN ('scan-target', 'credentialed-scan', 'os', 'service', 'name')
        UNION ALL SELECT source_id, coalesce(dst_ip, src_ip), ts, NULL FROM event WHERE source_id IN (SELECT source_id FROM scanner))
      SELECT s.format, s.sha256, i.value AS ip, min(l.ts) AS first, max(l.ts) AS last, coalesce(max(l.inside), -1)::INT AS inside, count(*) AS n
      FROM looked l JOIN scanner s USING (source_id) JOIN ip i ON i.ip_id = l.ip
      GROUP BY s.format, s.sha256, i.value, l.ts::DATE ORDER BY first, s.sha256, ip`,
    { format: TEXT, sha256: TEXT, ip: TEXT, first: MICROS, last: MICROS, inside: INTEGER, n: COUNT },
    asking,
  )
  const scans = new Map<string, Scan[]>()
  for (const { format, sha256, ip, first, last, inside } of rows) {
    const scan = { format, evidence: sha256, fromUs: first, toUs: last + 1, credentialed: inside < 0 ? null : inside === 1 }
    scans.set(ip, [...(scans.get(ip) ?? []), scan])
  }
  return scans
}

/** Shape: time → its day, as text. */
export const dayOf = (us: number): string => new Date(Math.floor(us / DAY_US) * (DAY_US / 1000)).toISOString().slice(0, 10)
