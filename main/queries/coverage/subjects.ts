/** Hosts that coverage is asked of. */
import type { CoverageHost } from '#contract/coverage'
import type { Ground } from '#main/analysis/coverage/ground'
import { WHOLE_CASE, type Subject } from '#main/analysis/coverage/reach'
import { BLOCK_SQL } from '#main/analysis/coverage/sight'
import { BOOLEAN, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import type { Focus } from './focus'

/** Hosts that are shown without being asked for. Chosen: more are no overview; every host can be asked for by itself. */
const MOST_HOSTS = 200

/** Shape: addresses and names → what is known of each, in the same order; one that no event names has no network. */
export async function subjectsOf(
  store: Store,
  ground: Ground,
  hosts: readonly string[],
  asking: Asking = {},
): Promise<Subject[]> {
  if (hosts.length === 0) return []
  const ips = hosts.map((host) => ground.names.addressesOf(host)[0] ?? host)
  const rows = await store.all(
    sql`SELECT i.value AS ip, ${sql.raw(BLOCK_SQL)} AS block, (i.ip_id IN (SELECT ip_id FROM ip_home)) AS home FROM ip i
      WHERE i.value IN (${sql.join(ips.map((ip) => sql`${ip}`))})`,
    { ip: TEXT, block: TEXT, home: BOOLEAN },
    asking,
  )
  return hosts.map((host, index) => {
    const row = rows.find(({ ip }) => ip === ips[index])
    const ip = row?.ip ?? ground.names.addressesOf(host)[0] ?? null
    const names = ip === null ? [] : ground.names.namesOf(ip)
    return { host: ip ?? host, ip, names, block: row?.block ?? null, isHome: row?.home ?? false }
  })
}

/** Shape: case → hosts worth asking of, those in question first: entered, writing logs, scanned or named. */
export function knownHosts(ground: Ground, focus: readonly Focus[]): CoverageHost[] {
  const found = new Map<string, string>()
  const add = (host: string, because: string): void => void (found.has(host) || found.set(host, because))
  for (const { host, title } of focus) add(host, title)
  for (const log of ground.logs) {
    const isOwn = log.gives.some(({ whose }) => whose === 'own')
    if (!isOwn || log.writer === null) continue
    for (const host of log.hosts.length > 0 ? log.hosts : [log.writer]) add(host, `wrote ${log.format}`)
  }
  for (const ip of [...ground.scans.keys()].sort()) add(ip, 'was scanned')
  return [...found].map(([host, because]) => ({ host, name: ground.names.namesOf(host)[0] ?? null, because }))
}

/** Shape: → the case as a whole, and the first of its known hosts. */
export async function shownSubjects(
  store: Store,
  ground: Ground,
  hosts: readonly CoverageHost[],
  asking: Asking,
): Promise<Subject[]> {
  const names = hosts.slice(0, MOST_HOSTS).map(({ host }) => host)
  return [WHOLE_CASE, ...(await subjectsOf(store, ground, names, asking))]
}
