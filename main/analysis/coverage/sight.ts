/** What a sensor has in sight: the network blocks in which it has seen a host, and whether their traffic to the outside passes it. */
import { directionCode } from '#main/analysis/codes'
import { BOOLEAN, COUNT, TEXT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

/** Of `ip i`: the /24 of an IPv4 address, the /64 of an IPv6 address. Chosen: what usually shares one switch. */
export const BLOCK_SQL = `CASE WHEN i.family = 4 THEN '4/' || (i.number // 256)::VARCHAR ELSE '6/' || (i.number // 18446744073709551616)::VARCHAR END`

/** Shape: block → whether traffic between it and the outside was seen; false = only traffic between blocks of the case. */
export type Sight = ReadonlyMap<string, boolean>

/** Shape: → sight of each source by its id; of home addresses, or of all where no home networks are stated. */
export async function sightOf(store: Store, sources: readonly number[], asking: Asking = {}): Promise<Map<number, Sight>> {
  if (sources.length === 0) return new Map()
  const wanted = sql.join(sources.map((id) => sql`${id}::UINTEGER`))
  const side = (column: Sql): Sql =>
    sql`SELECT source_id, ${column} AS ip, bool_or(direction <> ${directionCode('internal')}) AS crossing FROM event
      WHERE source_id IN (${wanted}) AND ${column} IS NOT NULL GROUP BY ALL`
  const rows = await store.all(
    sql`SELECT source_id AS source, ${sql.raw(BLOCK_SQL)} AS block, bool_or(crossing) AS crossing
      FROM (${side(sql.raw('src_ip'))} UNION ALL ${side(sql.raw('dst_ip'))}) e JOIN ip i ON i.ip_id = e.ip
      WHERE e.ip IN (SELECT ip_id FROM ip_home) OR NOT EXISTS (SELECT 1 FROM ip_home)
      GROUP BY ALL ORDER BY ALL`,
    { source: COUNT, block: TEXT, crossing: BOOLEAN },
    asking,
  )
  const sights = new Map<number, Map<string, boolean>>()
  for (const { source, block, crossing } of rows) {
    const sight = sights.get(source) ?? new Map<string, boolean>()
    sights.set(source, sight.set(block, crossing))
  }
  return sights
}

/** Shape: sights of several sources → what they have in sight together. */
export function sightTogether(sights: readonly Sight[]): Sight {
  const together = new Map<string, boolean>()
  for (const sight of sights)
    for (const [block, crossing] of sight) together.set(block, crossing || (together.get(block) ?? false))
  return together
}
