/** A synthetic case of any size, made inside the database: two months of a mid-sized network, most of it ordinary. */
import { existsSync } from 'node:fs'
import { EVENT_COLUMNS } from '#main/store/columns'
import { sql } from '#main/store/sql'
import { openStore, type Store } from '#main/store/store'
import { summarise } from '../summary'

const HOME = 2_000
const AWAY = 60_000
const NAMES = 120
const USERS = 400
const HOSTS = 300

/** Shape: fraction from 0 to 1 of the row number `i` and a salt, the same every time. */
const draw = (salt: number) => `((hash(i * 64 + ${salt}) % 1000003) / 1000003.0)`
/** A few values are frequent, most are rare: the square of a fraction. */
const skewed = (n: number, salt: number, from = 1) => `(${from} + floor(pow(${draw(salt)}, 3) * ${n}))`

const COLUMNS: Partial<Record<keyof typeof EVENT_COLUMNS, string>> = {
  event_id: '4294967296 + i',
  source_id: `CASE WHEN ${draw(1)} < 0.8 THEN 1 WHEN ${draw(1)} < 0.95 THEN 2 ELSE 3 END`,
  ts: 'make_timestamp(1243814400000000 + i * step + (hash(i) % 1000)::BIGINT)',
  duration_us: `CASE WHEN ${draw(2)} < 0.7 THEN (pow(${draw(3)}, 6) * 3600e6)::BIGINT END`,
  ts_quality: '0',
  type: `CASE WHEN ${draw(1)} < 0.8 THEN 3 WHEN ${draw(1)} < 0.95 THEN 1 ELSE 4 + floor(${draw(4)} * 8) END`,
  name: skewed(NAMES, 5),
  specificity: `floor(${draw(6)} * 3)`,
  src_ip: `CASE WHEN ${draw(7)} < 0.5 THEN ${skewed(HOME, 8)} ELSE ${skewed(AWAY, 8, HOME + 1)} END`,
  src_port: `1024 + floor(${draw(9)} * 64000)`,
  dst_ip: `CASE WHEN ${draw(7)} < 0.5 THEN ${skewed(AWAY, 10, HOME + 1)} ELSE ${skewed(HOME, 10)} END`,
  dst_port: `CASE WHEN ${draw(11)} < 0.9 THEN ([80, 443, 53, 22, 25, 110, 6667, 8080, 123, 445])[1 + floor(pow(${draw(12)}, 2) * 10)::INT] ELSE floor(${draw(12)} * 65000) END`,
  role_rule: '1',
  role_confidence: '3',
  direction: `CASE WHEN ${draw(7)} < 0.5 THEN 2 ELSE 1 END`,
  proto: `${NAMES} + 1 + floor(pow(${draw(13)}, 2) * 3)`,
  service: `CASE WHEN ${draw(14)} < 0.6 THEN ${NAMES} + 5 + floor(${draw(12)} * 12) END`,
  client_bytes: `CASE WHEN ${draw(2)} < 0.7 THEN (pow(${draw(15)}, 8) * 1e8)::BIGINT END`,
  server_bytes: `CASE WHEN ${draw(2)} < 0.7 THEN (pow(${draw(16)}, 8) * 1e9)::BIGINT END`,
  session_state: `CASE WHEN ${draw(1)} < 0.8 THEN 1 + floor(${draw(17)} * 8) END`,
  user_name: `CASE WHEN ${draw(1)} > 0.95 THEN ${NAMES} + 50 + floor(pow(${draw(18)}, 3) * ${USERS}) END`,
  host_name: `CASE WHEN ${draw(1)} > 0.95 THEN ${NAMES} + 1000 + floor(${draw(19)} * ${HOSTS}) END`,
  severity: `CASE WHEN ${draw(1)} >= 0.8 THEN floor(pow(${draw(20)}, 2) * 5) END`,
  signature_id: `CASE WHEN ${draw(1)} BETWEEN 0.8 AND 0.95 THEN ${NAMES} + 2000 + floor(pow(${draw(21)}, 3) * 800) END`,
  signature: `CASE WHEN ${draw(1)} BETWEEN 0.8 AND 0.95 THEN ${NAMES} + 3000 + floor(pow(${draw(21)}, 3) * 800) END`,
  outcome: `CASE WHEN ${draw(1)} > 0.95 THEN 1 + floor(${draw(22)} * 2) END`,
  message: `CASE WHEN ${draw(1)} > 0.8 THEN 'session ' || (hash(i) % 100000) || ' of user' || (hash(i + 1) % 400) || CASE WHEN ${draw(23)} < 0.1 THEN ' Failed password' ELSE ' opened' END END`,
  record: 'i + 1',
  ordinal: '0',
  byte_offset: 'i * 120',
  byte_length: '120',
  attr_text: `'C' || printf('%x', hash(i + 7))`,
}
const SAME: Partial<Record<keyof typeof EVENT_COLUMNS, keyof typeof EVENT_COLUMNS>> = {
  client_ip: 'src_ip',
  client_port: 'src_port',
  server_ip: 'dst_ip',
  server_port: 'dst_port',
}

async function fillDictionaries(store: Store): Promise<void> {
  const texts = NAMES + 4000
  await store.run(sql`INSERT INTO text SELECT i, 'Text-' || i FROM range(1, ${texts}) r(i)`)
  await store.run(sql`INSERT INTO ip SELECT i, CASE WHEN i <= ${HOME} THEN '198.18.' || (i // 256) || '.' || (i % 256)
    ELSE (100 + i % 100) || '.' || (i // 256 % 256) || '.' || (i % 256) || '.' || (i % 251) END, 4, 0 FROM range(1, ${HOME + AWAY + 1}) r(i)`)
  await store.run(sql`UPDATE ip SET number = (281470681743360 + split_part(value, '.', 1)::BIGINT * 16777216 + split_part(value, '.', 2)::BIGINT * 65536
    + split_part(value, '.', 3)::BIGINT * 256 + split_part(value, '.', 4)::BIGINT)::UHUGEINT`)
  await store.run(sql`INSERT INTO ip_home SELECT ip_id FROM ip WHERE ip_id <= ${HOME}`)
  for (const [id, format] of [
    [1, 'zeek'],
    [2, 'snort-fast'],
    [3, 'syslog'],
  ] as const)
    // prettier-ignore
    await store.run(sql`INSERT INTO source (source_id, sha256, member, format, record_unit, sensor, layout, attr_keys, complete) VALUES
      (${id}, ${String(id).padStart(64, '0')}, '-', ${format}, 'line', ${id}, '{}', ['"uid":', NULL, NULL, NULL, NULL, NULL, NULL, NULL], true)`)
  await store.run(sql`INSERT INTO host_list SELECT 'list-' || (ip_id % 6), ip_id, 'made' FROM ip WHERE ip_id <= 600`)
}

/** Shape: path and number of events → the case, made where it is not there yet; a tenth of the events lie in `event_open`. */
export async function madeCase(path: string, events: number): Promise<Store> {
  const there = existsSync(path)
  const store = await openStore(path, { mode: 'read' })
  if (there) return store
  const stepUs = Math.floor((61 * 86_400e6) / events)
  const columns = Object.entries(EVENT_COLUMNS).map(([name, type]) => {
    const made = COLUMNS[name as keyof typeof COLUMNS] ?? COLUMNS[SAME[name as keyof typeof SAME] ?? 'record']
    const known = name in COLUMNS || name in SAME
    return known ? `(${made})::${type}` : `NULL::${type}`
  })
  await store.withWriter(async (writer) => {
    await fillDictionaries(writer)
    for (const [table, part] of [
      ['event_settled', 'i % 10 < 9'],
      ['event_open', 'i % 10 = 9'],
    ] as const)
      // prettier-ignore
      await writer.run(sql`INSERT INTO ${sql.raw(table)} SELECT ${sql.raw(columns.join(', '))}
        FROM (SELECT range AS i, ${stepUs}::BIGINT AS step FROM range(${events})) WHERE ${sql.raw(part)}`)
    await summarise(writer)
    await writer.checkpoint()
  })
  return store
}
