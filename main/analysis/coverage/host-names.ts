/** Which address a host has that is known by name only: told by facts, never guessed. */
import { list, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

/** Names of hosts by address and addresses by name. */
export interface HostNames {
  namesOf: (ip: string) => readonly string[]
  /** Of a whole name, or of its first label; empty where no evidence says. */
  addressesOf: (name: string) => readonly string[]
}

const firstLabel = (name: string): string => name.toLowerCase().split('.')[0]!
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*)$/i

export async function hostNames(store: Store, asking: Asking = {}): Promise<HostNames> {
  const rows = await store.all(
    sql`SELECT i.value AS ip, list(DISTINCT f.value ORDER BY f.value) AS names FROM fact f JOIN ip i ON i.ip_id = f.host_ip
      WHERE f.kind = 'name' GROUP BY i.value, i.number ORDER BY i.number`,
    { ip: TEXT, names: list(TEXT) },
    asking,
  )
  const names = new Map(rows.map((row) => [row.ip, row.names]))
  const byName = new Map<string, string[]>()
  const add = (name: string, ip: string): void => {
    const known = byName.get(name) ?? []
    if (!known.includes(ip)) byName.set(name, [...known, ip])
  }
  for (const { ip, names: all } of rows)
    for (const name of all) {
      add(name.toLowerCase().replace(/\.$/, ''), ip)
      add(firstLabel(name), ip)
    }
  return {
    namesOf: (ip) => names.get(ip) ?? [],
    addressesOf: (name) => {
      if (ADDRESS.test(name)) return [name]
      const whole = name.toLowerCase().replace(/\.$/, '')
      // WHY: a whole name of another domain is another host, though its first label is the same.
      return byName.get(whole) ?? (whole.includes('.') ? [] : (byName.get(firstLabel(whole)) ?? []))
    },
  }
}
