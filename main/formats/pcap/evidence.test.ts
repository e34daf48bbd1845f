/** Captures that others recorded, against what tshark, Zeek, Arkime, nDPI and the reference of Community ID say of them. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { canonicalIp } from '../kit/ip'
import type { MemoryEvent } from '../kit/memory-sink'
import zeek from '../zeek/format'
import pcap from './format'

const captures = manifest().filter(
  ({ file, groundTruth }) => /\.pcap(ng)?$/.test(file) && /^(nsec)?pcap(ng)?;|^DAMAGED/.test(groundTruth),
)
const isDamaged = (file: string) => captures.some((row) => row.file === file && row.groundTruth.startsWith('DAMAGED'))
const hasTshark = spawnSync('tshark', ['-v']).status === 0
if (!hasTshark) console.warn('skipped: no tshark to compare conversations with')

const read = async (file: string) => (await readBytes(pcap, readFileSync(evidencePath(file)))).sink
const isFlow = ({ name }: MemoryEvent) => name!.startsWith('PCAP-Conn_')
const flowsOf = async (file: string) => (await read(file)).events.filter(isFlow)
const number = (event: MemoryEvent, name: string) => Number(event.attrs[name] ?? 0)

/** Rows of a table, printed; every row must be equal on both sides. */
function compared(title: string, rows: [what: string, expected: unknown, got: unknown][]): void {
  const same = rows.filter(([, expected, got]) => JSON.stringify(expected) === JSON.stringify(got)).length
  const differing = rows.filter(([, expected, got]) => JSON.stringify(expected) !== JSON.stringify(got))
  const shown = differing.map(
    ([what, expected, got]) => `  ${what}\texpected ${JSON.stringify(expected)}\tgot ${JSON.stringify(got)}`,
  )
  console.log([`${title}: ${same} of ${rows.length} agree`, ...shown].join('\n'))
  expect(differing).toEqual([])
}

interface Counts {
  packets: [number, number]
  bytes: [number, number]
}
type Conversations = Map<string, Counts>

/** Add packets of one direction; conversations of one endpoint pair are added up, since tshark and we may split them at other places. */
function add(to: Conversations, src: string, dst: string, packets: number, bytes: number): void {
  const isLow = src < dst
  const key = isLow ? `${src} ${dst}` : `${dst} ${src}`
  const counts = to.get(key) ?? { packets: [0, 0], bytes: [0, 0] }
  counts.packets[isLow ? 0 : 1] += packets
  counts.bytes[isLow ? 0 : 1] += bytes
  to.set(key, counts)
}

function byTshark(file: string): Conversations {
  const fields = [
    'ip.src',
    'ipv6.src',
    'tcp.srcport',
    'ip.dst',
    'ipv6.dst',
    'tcp.dstport',
    'frame.len',
    'icmp.type',
    'icmpv6.type',
  ]
  const { stdout } = spawnSync(
    'tshark',
    [
      '-n',
      '-r',
      evidencePath(file),
      '-Y',
      'tcp',
      '-T',
      'fields',
      '-E',
      'occurrence=l',
      ...fields.flatMap((field) => ['-e', field]),
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const found: Conversations = new Map()
  for (const line of stdout.split('\n').filter((text) => text !== '')) {
    const [src4, src6, srcPort, dst4, dst6, dstPort, length, ...icmp] = line.split('\t')
    /* A TCP header quoted by an ICMP error is not a packet of its connection. */
    if (icmp.some((type) => type !== '')) continue
    add(found, `${canonicalIp(src6! || src4!)} ${srcPort}`, `${canonicalIp(dst6! || dst4!)} ${dstPort}`, 1, Number(length))
  }
  return found
}

async function byUs(file: string): Promise<Conversations> {
  const found: Conversations = new Map()
  for (const flow of (await flowsOf(file)).filter(({ proto }) => proto === 'tcp')) {
    const [src, dst] = [`${flow.srcIp} ${flow.srcPort}`, `${flow.dstIp} ${flow.dstPort}`]
    add(found, src, dst, flow.srcPkts!, number(flow, 'orig_wire_bytes'))
    add(found, dst, src, flow.dstPkts!, number(flow, 'resp_wire_bytes'))
  }
  return found
}

describe.runIf(hasEvidence)('captures of others', () => {
  it.each(captures.map(({ file, groundTruth }) => [file, groundTruth] as const))(
    '%s: packets, first and last time',
    async (file, truth) => {
      const sink = await read(file)
      const packets = /packets (\d+);/.exec(truth)?.[1]
      if (packets !== undefined) expect(sink.counts.records).toBe(Number(packets))
      expect(sink.counts.records).toBe(sink.counts.represented + sink.counts.rejected)
      const [first, last] = [/first \S+ \(epoch (\d+)\.(\d{6})/.exec(truth), /last \S+ \(epoch (\d+)\.(\d{6})/.exec(truth)]
      const micros = (match: RegExpExecArray | null) => (match === null ? null : Number(match[1]) * 1_000_000 + Number(match[2]))
      const times = sink.events.filter(isFlow).flatMap(({ tsUs, durationUs }) => [tsUs!, tsUs! + (durationUs ?? 0)])
      /* ARP alone stands at the ends of three captures; it gives facts, no flows. */
      if (times.length === 0 || sink.checks.some(({ id }) => id === 'arp')) return
      if (first !== null) expect([Math.min(...times), Math.max(...times)]).toEqual([micros(first), micros(last)])
    },
  )

  it.runIf(hasTshark).each(captures.map(({ file }) => file))('%s: every TCP conversation as in tshark', async (file) => {
    const [theirs, ours] = [byTshark(file), await byUs(file)]
    const keys = [...new Set([...theirs.keys(), ...ours.keys()])]
    if (isDamaged(file)) {
      /* tshark stops at the damaged packet header; the packets behind it are found again here, so there are more of them. */
      const more = keys.map((key) => theirs.get(key)!.packets.every((packets, side) => ours.get(key)!.packets[side]! >= packets))
      expect(more).not.toContain(false)
      expect((await read(file)).checks).toContainEqual(expect.objectContaining({ id: 'damaged', level: 'error' }))
      return
    }
    compared(
      `tshark ${file}`,
      keys.map((key) => [key, theirs.get(key) ?? null, ours.get(key) ?? null]),
    )
  })

  it.each([
    ['pcap/zeek__Traces_irc-dcc-send.pcapng', 'zeek/zeek__Baseline_scripts.base.protocols.irc.basic_conn.log'],
    ['pcap/zeek__Traces_q-in-q.pcap', 'zeek/zeek__Baseline_core.q-in-q_conn.log'],
  ])("%s: as Zeek's conn.log", async (file, log) => {
    /* The times are masked in these logs; without them every row would be refused. */
    const unmasked = readFileSync(evidencePath(log), 'utf8').replaceAll('XXXXXXXXXX.XXXXXX', '1.000000')
    const rows = (await readBytes(zeek, Buffer.from(unmasked))).sink.events
    /* Not the duration: Zeek's ends with the last FIN, ours (as tshark's) with the acknowledgement of it, some 0.2 to 3 ms later. And Zeek
       names the file that DCC announced, not the chat that it announced in the same way. */
    const serviceOf = ({ service }: MemoryEvent) => (service === 'irc-dcc-chat' ? null : service)
    const said = (event: MemoryEvent) => ({
      ...{ service: serviceOf(event), srcBytes: event.srcBytes, dstBytes: event.dstBytes },
      ...{
        srcPkts: event.srcPkts,
        dstPkts: event.dstPkts,
        state: event.name!.split('_').at(-1),
        history: event.attrs['history'],
      },
      ...{ missed: number(event, 'missed_bytes'), ip: [number(event, 'orig_ip_bytes'), number(event, 'resp_ip_bytes')] },
    })
    const key = (event: MemoryEvent) => [event.srcIp, event.srcPort, event.dstIp, event.dstPort, event.proto].join(' ')
    const ours = new Map((await flowsOf(file)).map((flow) => [key(flow), said(flow)]))
    expect(ours.size).toBe(rows.length)
    compared(
      `Zeek ${file}`,
      rows.map((row) => [key(row), said(row), ours.get(key(row))]),
    )
  })

  it.each(['bigendian', 'dns-udp', 'irc', 'v6'])('arkime %s: sessions', async (name) => {
    interface Session {
      body: { ipProtocol: number; source: { ip: string }; destination: { ip: string }; network: Network }
    }
    interface Network {
      packets: number
      bytes: number
      community_id: string
    }
    /* All ICMP of two hosts is one session to Arkime, under the id of its first message; to Zeek and to us each kind is a flow. */
    const idOf = (isIcmp: boolean, a: string, b: string, id: string) =>
      isIcmp ? `icmp ${[canonicalIp(a), canonicalIp(b)].sort().join(' ')}` : id
    const { sessions3 } = JSON.parse(readFileSync(evidencePath(`pcap/arkime__pcap_${name}.test`), 'utf8')) as {
      sessions3: Session[]
    }
    const sums = new Map<string, [number, number]>()
    const put = (to: Map<string, [number, number]>, id: string, packets: number, bytes: number) => {
      const [p, b] = to.get(id) ?? [0, 0]
      to.set(id, [p + packets, b + bytes])
    }
    for (const flow of await flowsOf(`pcap/arkime__pcap_${name}.pcap`)) {
      const bytes = number(flow, 'orig_wire_bytes') + number(flow, 'resp_wire_bytes')
      const id = idOf(flow.proto === 'icmp', flow.srcIp!, flow.dstIp!, flow.attrs['community_id'] as string)
      put(sums, id, flow.srcPkts! + flow.dstPkts!, bytes)
    }
    const theirs = new Map<string, [number, number]>()
    for (const { body } of sessions3) {
      const { ipProtocol, source, destination, network } = body
      const id = idOf(ipProtocol === 1 || ipProtocol === 58, source.ip, destination.ip, network.community_id)
      put(theirs, id, network.packets, network.bytes)
    }
    compared(
      `Arkime ${name}`,
      [...new Set([...theirs.keys(), ...sums.keys()])].map((id) => [id, theirs.get(id) ?? null, sums.get(id) ?? null]),
    )
  })

  it('the ids of the Community ID reference', async () => {
    const path = evidencePath('pcap/cid__baseline_baseline_deflt.json')
    const reference = JSON.parse(readFileSync(path, 'utf8')) as { saddr: string; daddr: string; communityid: string }[]
    const rows: [string, unknown, unknown][] = []
    for (const name of ['tcp', 'icmp', 'ipv6']) {
      for (const { srcIp, dstIp, attrs } of await flowsOf(`pcap/cid__pcaps_${name}.pcap`)) {
        const known = reference
          .filter(({ saddr, daddr }) => saddr === srcIp && daddr === dstIp)
          .map(({ communityid }) => communityid)
        rows.push([`${srcIp} ${dstIp}`, known[0], attrs['community_id']])
      }
    }
    expect(rows.length).toBe(4)
    compared('Community ID', rows)
  })

  it.each([
    ['synscan', 1994],
    ['telnet', 1],
  ])('nDPI %s: flows', async (name, flows) => {
    const ours = await flowsOf(`pcap/ndpi__pcap_${name}.pcap`)
    compared(`nDPI ${name}`, [['flows', flows, ours.length]])
  })
})
