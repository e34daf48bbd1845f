import { afterEach, beforeEach, expect, test } from 'vitest'
import { DIRECTIONS, ROLE_CONFIDENCES, ROLE_RULES } from '#contract/event'
import { COUNT, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { openStore, type Store } from '#main/store/store'
import { ruleCode, stateCode, typeCode } from './codes'
import { derive } from './derive'

const HOME = ['198.18.0.0/16']
const ADDRESSES = ['198.18.20.14', '198.18.2.10', '203.0.113.5', '192.0.2.8', '192.0.2.61']
const id = (address: string): number => ADDRESSES.indexOf(address) + 1

interface Drawn {
  table: 'event_settled' | 'event_unsettled'
  id: number
  source: number
  at: string
  seconds?: number
  src: string
  dst: string
  bytes?: [number, number]
  state?: number
}

let store: Store

beforeEach(async () => {
  store = await openStore(':memory:', { mode: 'write' })
  await store.run(
    sql`INSERT INTO text VALUES (1, 'tcp'), (2, 'TNM-Long_TCP_Session_5_Minutes'), (3, 'Zeek-Conn_SF'), (4, '10180'), (5, 'Ping the remote host')`,
  )
  for (const address of ADDRESSES) {
    const number = address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n) + 0xffff00000000n
    await store.run(sql`INSERT INTO ip VALUES (${id(address)}, ${address}, 4, ${String(number)}::UHUGEINT)`)
  }
  for (const [source, format] of [
    [1, 'zeek'],
    [2, 'tnm'],
    [3, 'nessus'],
  ] as const) {
    await store.run(
      sql`INSERT INTO source (source_id, sha256, member, format, record_unit, complete) VALUES (${source}, ${format}, '-', ${format}, 'line', true)`,
    )
  }
})
afterEach(() => store.close())

const endpoint = (text: string): [number, number | null] => {
  const [address = '', port] = text.split(':')
  return [id(address), port === undefined ? null : Number(port)]
}

async function draw(row: Drawn): Promise<void> {
  const [srcIp, srcPort] = endpoint(row.src)
  const [dstIp, dstPort] = endpoint(row.dst)
  const settled = row.table === 'event_settled'
  await store.run(sql`INSERT INTO ${sql.raw(row.table)} BY NAME SELECT ${row.id} AS event_id, ${row.source} AS source_id, ${`2009-06-${row.at}`}::TIMESTAMP AS ts,
    ${row.seconds ?? null}::BIGINT * 1000000 AS duration_us, ${typeCode('network')} AS type, ${settled ? 3 : 2} AS name, 1 AS proto,
    ${srcIp} AS src_ip, ${srcPort} AS src_port, ${dstIp} AS dst_ip, ${dstPort} AS dst_port, ${srcIp} AS client_ip, ${srcPort} AS client_port,
    ${dstIp} AS server_ip, ${dstPort} AS server_port, ${row.bytes?.[0] ?? null} AS client_bytes, ${row.bytes?.[1] ?? null} AS server_bytes,
    ${ruleCode(settled ? 'handshake' : 'arrow')} AS role_rule, 3 AS role_confidence, 0 AS direction, ${row.state ?? stateCode('complete')} AS session_state`)
}

async function readings(): Promise<string[]> {
  const rows = await store.all(
    sql`SELECT e.event_id AS n, c.value AS client, client_port, s.value AS server, server_port, role_rule, role_confidence, direction, client_bytes
        FROM event e LEFT JOIN ip c ON c.ip_id = client_ip LEFT JOIN ip s ON s.ip_id = server_ip ORDER BY event_id`,
    {
      n: COUNT,
      client: TEXT,
      client_port: nullable(COUNT),
      server: TEXT,
      server_port: nullable(COUNT),
      role_rule: COUNT,
      role_confidence: COUNT,
      direction: COUNT,
      client_bytes: nullable(COUNT),
    },
  )
  return rows.map(
    (r) =>
      `${r.n} ${r.client}:${r.client_port} > ${r.server}:${r.server_port} ${ROLE_RULES[r.role_rule]} ${ROLE_CONFIDENCES[r.role_confidence]} ${DIRECTIONS[r.direction]} ${r.client_bytes}`,
  )
}

test('a server-first arrow is read as an inbound session, its bytes with it', async () => {
  await draw({
    table: 'event_unsettled',
    id: 1,
    source: 2,
    at: '11 03:46:47',
    seconds: 69,
    src: '198.18.20.14:22',
    dst: '203.0.113.5:2455',
    bytes: [2388, 1633],
  })
  await derive(store, { homeNetworks: HOME })
  expect(await readings()).toEqual(['1 203.0.113.5:2455 > 198.18.20.14:22 service-port medium inbound 1633'])
})

test('a sensor that saw the handshake settles the roles for all, and its answered port is known to listen', async () => {
  await draw({
    table: 'event_settled',
    id: 1,
    source: 1,
    at: '11 03:46:46',
    seconds: 70,
    src: '198.18.20.14:22',
    dst: '203.0.113.5:40000',
    bytes: [10, 20],
  })
  await draw({
    table: 'event_unsettled',
    id: 2,
    source: 2,
    at: '11 03:46:47',
    seconds: 69,
    src: '203.0.113.5:40000',
    dst: '198.18.20.14:22',
    bytes: [20, 10],
  })
  await draw({
    table: 'event_unsettled',
    id: 3,
    source: 2,
    at: '11 03:48:00',
    seconds: 1,
    src: '203.0.113.5:40000',
    dst: '198.18.20.14:22',
    bytes: [2, 1],
  })
  await derive(store, { homeNetworks: HOME })
  expect(await readings()).toEqual([
    '1 198.18.20.14:22 > 203.0.113.5:40000 handshake high outbound 10',
    '2 198.18.20.14:22 > 203.0.113.5:40000 same-session high outbound 10',
    '3 198.18.20.14:22 > 203.0.113.5:40000 service-port high outbound 1',
  ])
  expect(await store.all(sql`SELECT event_id, witness_id FROM session_witness`, { event_id: COUNT, witness_id: COUNT })).toEqual([
    { event_id: 1, witness_id: 2 },
  ])
})

test('each later rule decides where no surer one can', async () => {
  await draw({
    table: 'event_unsettled',
    id: 1,
    source: 2,
    at: '11 00:00:00',
    src: '198.18.20.14:2000',
    dst: '203.0.113.5:50000',
  })
  await draw({ table: 'event_unsettled', id: 2, source: 2, at: '11 00:00:01', src: '198.18.2.10:2500', dst: '203.0.113.5:20000' })
  await draw({ table: 'event_unsettled', id: 3, source: 2, at: '11 00:00:02', src: '198.18.2.10:2500', dst: '192.0.2.8:20001' })
  await draw({ table: 'event_unsettled', id: 4, source: 2, at: '11 00:00:03', src: '198.18.2.10:2500', dst: '192.0.2.61:20002' })
  await draw({ table: 'event_unsettled', id: 5, source: 2, at: '11 00:00:04', src: '192.0.2.8:12000', dst: '192.0.2.61:12001' })
  await derive(store, { homeNetworks: HOME })
  expect(await readings()).toEqual([
    '1 203.0.113.5:50000 > 198.18.20.14:2000 ephemeral-port medium inbound null',
    '2 203.0.113.5:20000 > 198.18.2.10:2500 fan-in low inbound null',
    '3 192.0.2.8:20001 > 198.18.2.10:2500 fan-in low inbound null',
    '4 192.0.2.61:20002 > 198.18.2.10:2500 fan-in low inbound null',
    '5 192.0.2.8:12000 > 192.0.2.61:12001 arrow low external null',
  ])
})

test('other home networks turn the direction of every row, and nothing else', async () => {
  await draw({
    table: 'event_settled',
    id: 1,
    source: 1,
    at: '11 03:46:46',
    seconds: 70,
    src: '203.0.113.5:40000',
    dst: '198.18.20.14:22',
    bytes: [10, 20],
  })
  await draw({
    table: 'event_unsettled',
    id: 2,
    source: 2,
    at: '12 03:46:47',
    seconds: 69,
    src: '203.0.113.5:40000',
    dst: '198.18.20.14:22',
    bytes: [20, 10],
  })
  const directions = async (homeNetworks: string[]) => {
    await derive(store, { homeNetworks })
    return (await readings()).map((line) => line.split(' ').at(-2))
  }
  expect(await directions([])).toEqual(['unknown', 'unknown'])
  expect(await directions(HOME)).toEqual(['inbound', 'inbound'])
  expect(await directions(['203.0.113.0/24'])).toEqual(['outbound', 'outbound'])
  expect(await directions(['203.0.113.0/24', '198.18.0.0/16'])).toEqual(['internal', 'internal'])
  expect(await directions(['10.0.0.0/8'])).toEqual(['external', 'external'])
})

test('a host is in a list because of something dated', async () => {
  await store.run(
    sql`INSERT INTO event_settled BY NAME SELECT 1 AS event_id, 3 AS source_id, '2009-07-09'::TIMESTAMP AS ts, ${typeCode('vulnerability')} AS type, 4 AS signature_id, 5 AS signature, ${id('198.18.20.14')} AS dst_ip, 0 AS dst_port`,
  )
  await store.run(
    sql`INSERT INTO fact (source_id, host_ip, kind, value) VALUES (3, ${id('198.18.20.14')}, 'os', 'Linux Kernel 2.6'), (3, ${id('198.18.20.14')}, 'name', 'shell.example.edu')`,
  )
  await derive(store, { homeNetworks: HOME })
  expect(await store.all(sql`SELECT list_id, because FROM host_list ORDER BY list_id`, { list_id: TEXT, because: TEXT })).toEqual(
    [
      { list_id: 'dns-domain', because: 'name shell.example.edu is in example.edu' },
      { list_id: 'last-ping', because: 'Nessus 10180 on 2009-07-09' },
      { list_id: 'linux', because: 'operating system Linux Kernel 2.6' },
      { list_id: 'new-hosts', because: '10180 (Ping the remote host) first reported 2009-07-09' },
    ],
  )
})
