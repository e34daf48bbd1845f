/** A small case with a bit of everything: absent fields, both event tables, IPv6, tags, lists, two sensors, packed attributes. */
import { Random } from './random'
import { sql } from '#main/store/sql'
import { drawEvents, type DrawnRow } from '#main/store/test/events'
import { memoryStore } from '#main/store/test/memory-store'
import type { Store } from '#main/store/store'

const HOME = ['10.0.0.1', '10.0.0.2', '10.0.7.9', 'fd00::1']
const AWAY = ['217.1.2.3', '217.1.9.9', '198.51.100.7', '2001:db8::5', '2001:db8:1::5']
const isHome = (address: string) => HOME.includes(address)

const START_US = Date.UTC(2009, 5, 26, 22) * 1000
const HOUR_US = 3_600_000_000

const maybe = <T>(random: Random, value: T, chance = 0.6): T | undefined => (random.below(100) < chance * 100 ? value : undefined)

function randomRow(random: Random): DrawnRow {
  const ports = ['22', '80', '443', '6667', '51000']
  const addresses = [...HOME, ...AWAY]
  const roles = random.pick(['handshake', 'none', 'service-port', 'server-log'])
  const cells: Record<string, string | undefined> = {
    ts: new Date((START_US + random.below(60) * HOUR_US + random.below(3) * 1_000_000) / 1000).toISOString(),
    type: random.pick(['connection', 'intrusion', 'login', 'login-failure']),
    name: random.pick(['Zeek-Conn_SF', 'Snort-TCP_Event', 'SSHD-Failed_Password', 'snort-tcp_event', '100%_sure']),
    specificity: random.pick(['specific', 'generic', 'fallback']),
    ts_quality: random.pick(['exact', 'solved', 'zone-assumed']),
    roles,
    src_ip: maybe(random, random.pick(addresses), 0.9),
    dst_ip: maybe(random, random.pick(addresses), 0.9),
    src_port: maybe(random, random.pick(ports)),
    dst_port: maybe(random, random.pick(ports)),
    proto: maybe(random, random.pick(['tcp', 'udp'])),
    service: maybe(random, random.pick(['ssh', 'http', 'irc'])),
    duration: maybe(random, random.pick(['0s', '69s', '5m', '90m'])),
    client_bytes: maybe(random, random.pick(['0', '500', '10000', '2000000'])),
    server_bytes: maybe(random, random.pick(['0', '700', '10000'])),
    client_pkts: maybe(random, '3'),
    session_state: maybe(random, random.pick(['complete', 'refused', 'no-answer'])),
    user_name: maybe(random, random.pick(['root', 'Root', 'rooter', "o'neil", 'a"b'])),
    host_name: maybe(random, random.pick(['web01', 'db.example'])),
    severity: maybe(random, random.pick(['0', '2', '4'])),
    signature_id: maybe(random, '2001219'),
    signature: maybe(random, random.pick(['ET SCAN ssh', 'GPL ICMP']), 0.3),
    outcome: maybe(random, random.pick(['success', 'failure'])),
    message: maybe(random, random.pick(['Failed password for root', 'accepted PASSWORD', '50% of <b>x</b>', 'a_b\\c'])),
    sensor: maybe(random, random.pick(['ids-1', 'ids-2']), 0.4),
    sensor_disagrees: maybe(random, 'label says at least 300 s', 0.2),
    attr_text: maybe(random, random.pick(['Cabc', 'Cxyz']), 0.5),
    attr_word_1: maybe(random, random.pick(['S0', 'SF']), 0.5),
    attr_int_1: maybe(random, random.pick(['7', '42']), 0.5),
    attrs: maybe(random, '{"note":"Needle in hay","n":42}', 0.3),
    table: maybe(random, 'event_open', 0.3),
  }
  return Object.fromEntries(Object.entries(cells).filter((cell): cell is [string, string] => cell[1] !== undefined))
}

/** Shape: number of events and a seed → a case in memory, the same for the same seed. */
export async function drawnCase(events: number, seed = 1): Promise<Store> {
  const random = new Random(seed)
  const rows = Array.from({ length: events }, () => randomRow(random))
  const store = await memoryStore()
  const half = Math.floor(events / 2)
  const layout = { text: 'uid', words: ['state'], integers: ['history'] }
  await drawEvents(store, rows.slice(0, half), { sensor: 'zeek-a', home: isHome, layout })
  await drawEvents(store, rows.slice(half), { format: 'snort-fast', recordUnit: 'record', home: isHome, layout })
  await store.run(
    sql`INSERT INTO host_list SELECT 'ssh-servers', ip_id, 'x' FROM ip WHERE value IN ('10.0.0.1', '10.0.0.2', '217.1.2.3')`,
  )
  await store.run(sql`INSERT INTO host_list SELECT 'home', ip_id, 'x' FROM ip WHERE value LIKE '10.%'`)
  await store.run(sql`INSERT INTO tag SELECT event_key, 'seen' FROM events WHERE event_id % 5 = 0`)
  await store.run(sql`INSERT INTO tag SELECT event_key, 'c2 host' FROM events WHERE event_id % 7 = 0`)
  return store
}
