import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBytes } from '../kit/bytes-input'
import { MemorySink } from '../kit/memory-sink'
import { inputOf } from '../kit/bytes-input'
import { ja4 } from './apps/ja4'
import { Sequence } from './flows/sequence'
import { connectionState, Standing, step } from './flows/tcp-state'
import format from './format'
import { readCapture } from './read'
import { blocksFile, classicFile, ethernet, ipv4, ipv6, tcp, udp, type WrittenFrame } from './test/capture-writer'
import { Conversation } from './test/conversation'
import { SAMPLES } from './test/samples'

const START_US = 1_700_000_000_123_456
const ENDS = { client: '192.0.2.10', clientPort: 50_000, server: '198.51.100.20', serverPort: 8081 }
const read = async (bytes: Uint8Array) => (await readBytes(format, bytes)).sink
const flows = async (bytes: Uint8Array) => (await read(bytes)).events.filter(({ name }) => name!.startsWith('PCAP-Conn_'))
const frame = (packet: Buffer, tsUs = START_US): WrittenFrame => ({ tsUs, bytes: ethernet(0x0800, packet) })
const CLOCK = { zone: null, zoneRule: '', year: null, yearRule: '', quality: 'exact' as const }

describe('capture files', () => {
  it('samples are those that are made', () => {
    for (const [name, make] of Object.entries(SAMPLES)) {
      expect(readFileSync(join(import.meta.dirname, 'samples', name)).equals(make())).toBe(true)
    }
  })

  it('give the same events in both byte orders, with nanoseconds, and as blocks', async () => {
    const frames = new Conversation(ENDS, START_US).open().say('x'.repeat(50)).close().frames
    const plain = ({ offset: _o, length: _l, attrs, ...rest }: Awaited<ReturnType<typeof flows>>[number]) => ({
      ...rest,
      id: attrs['community_id'],
    })
    const expected = (await flows(classicFile(frames))).map(plain)
    expect(expected).toMatchObject([{ tsUs: START_US, durationUs: 60_000, srcBytes: 50, dstBytes: 0, srcPkts: 5, dstPkts: 2 }])
    for (const options of [{ isBig: true }, { isNano: true }, { isBig: true, isNano: true }]) {
      expect((await flows(classicFile(frames, options))).map(plain)).toEqual(expected)
    }
    for (const clock of [{}, { resolution: 9 }, { resolution: 9, offsetSeconds: -7200 }]) {
      expect((await flows(blocksFile([{ linkType: 1, ...clock }], frames))).map(plain)).toEqual(expected)
    }
  })

  it('are read on behind damage, and the damage is said with its place', async () => {
    const bytes = classicFile(new Conversation(ENDS, START_US).open().say('a'.repeat(90)).answer('b'.repeat(90)).close().frames)
    bytes.writeUInt32LE(0x7fffffff, 24 + 8)
    const { counts, checks, rejects } = await read(bytes)
    expect(counts).toMatchObject({ records: 8, represented: 7, rejected: 1 })
    expect(rejects[0]).toMatchObject({ record: 1, offset: 24, length: 16 + 54 })
    expect(checks.find(({ id }) => id === 'damaged')?.text).toContain('byte 24')
  })

  it('are read one after the other where two were put together', async () => {
    const one = classicFile(new Conversation(ENDS, START_US).open().frames)
    const two = blocksFile([{ linkType: 1 }], [frame(ipv4('192.0.2.1', '192.0.2.2', 17, udp(1, 2, 'x')))])
    expect((await read(Buffer.concat([one, two, one]))).counts).toMatchObject({ records: 7, represented: 7, structural: 4 })
  })
})

describe('TCP', () => {
  it('counts what was sent again once, and what was acknowledged but not captured', async () => {
    const talk = new Conversation(ENDS, START_US)
      .open()
      .say('a'.repeat(100))
      .say('b'.repeat(100))
      .say('c'.repeat(100))
      .answer('ok')
      .close()
    const again = [...talk.frames.slice(0, 5), talk.frames[3]!, ...talk.frames.slice(5)]
    const [flow] = await flows(classicFile(again))
    expect(flow).toMatchObject({
      srcBytes: 300,
      srcPkts: 8,
      attrs: { missed_bytes: 0, orig_retransmitted: 1, history: 'ShADTdFf' },
    })
    const holed = talk.frames.filter((_, index) => index !== 4)
    const [gap] = await flows(classicFile(holed))
    expect(gap).toMatchObject({ srcBytes: 300, attrs: { missed_bytes: 100, history: 'ShADdGFf' } })
  })

  it('tells another connection with the same ports, and roles by a SYN-ACK', async () => {
    const first = new Conversation(ENDS, START_US).open().close().frames
    const second = new Conversation(ENDS, START_US + 500_000)
    second.clientNext = 77
    const both = await flows(classicFile([...first, ...second.open().frames]))
    expect(both.map(({ name }) => name)).toEqual(['PCAP-Conn_SF', 'PCAP-Conn_S1'])
    const [flow] = await flows(classicFile(first.slice(1)))
    expect(flow).toMatchObject({ srcIp: ENDS.client, roles: 'handshake', rolesDoubted: false, attrs: { history: '^hAFf' } })
  })

  it('ends the oldest flow where there are too many, and says so', async () => {
    const frames = Array.from({ length: 50 }, (_, port) =>
      frame(ipv4('203.0.113.9', '192.0.2.1', 6, tcp(1000 + port, 80, 'S', port, 0))),
    )
    const sink = new MemorySink()
    await readCapture(inputOf(classicFile(frames)), sink, CLOCK, 8)
    expect(sink.finish().events).toHaveLength(50)
    expect(sink.checks).toEqual([expect.objectContaining({ id: 'flows-cut', count: 42 })])
  })

  it('gives the state that Zeek gives for the same history', () => {
    /* Pairs as they stand in conn logs of Zeek. */
    const pairs =
      'SF ShADadFf,SF ShADadfF,SF ShADadFfR,SF FfA,S0 S,S1 ShADad,S3 ShADadf,REJ Sr,RSTO ShADadfR,RSTO DdfAR,RSTR ShADadFr,RSTR ShAFdaRr,RSTRH Dr,SHR fA,RSTOS0 AR,RSTO ShAR'
    const FLAGS: Record<string, number> = { s: 2, h: 18, a: 16, d: 16, f: 17, r: 4 }
    const stateOf = (history: string) => {
      let [orig, resp] = [Standing.Inactive, Standing.Inactive]
      for (const letter of history) {
        const flags = FLAGS[letter.toLowerCase()]!
        if (letter < 'a') [orig, resp] = step(flags, orig, resp)
        else [resp, orig] = step(flags, resp, orig)
      }
      return connectionState(orig, resp, /d/i.test(history))
    }
    expect(
      pairs
        .split(',')
        .map((pair) => `${stateOf(pair.split(' ')[1]!)} ${pair.split(' ')[1]!}`)
        .join(),
    ).toBe(pairs)
  })
})

describe('Sequence', () => {
  it('counts each byte once, whatever the order, over the turn of the number', () => {
    const sequence = new Sequence()
    sequence.anchor(-1000 | 0, true)
    const pieces = [0, 3, 1, 7, 2, 5, 4, 4, 6]
    for (const piece of pieces) sequence.data(sequence.offsetOf((-1000 + piece * 500) | 0), 500)
    expect([sequence.size, sequence.seen, sequence.missed, sequence.next]).toEqual([4000, 4000, 0, 4000])
  })
})

describe('encapsulations', () => {
  const inner = ipv4('192.0.2.1', '192.0.2.2', 17, udp(1000, 1001, 'inside'))
  const inner6 = ipv6('2001:db8::1', '2001:db8::2', 17, udp(1000, 1001, 'inside'))
  const outer = (protocol: number, payload: Buffer) => ipv4('198.51.100.1', '198.51.100.2', protocol, payload)
  it.each([
    ['MPLS', ethernet(0x8847, Buffer.concat([Buffer.from([0, 0x01, 0x01, 64]), inner]))],
    ['PPPoE', ethernet(0x8864, Buffer.concat([Buffer.from([0x11, 0, 0, 1, 0, 36, 0, 0x21]), inner]))],
    ['GRE', ethernet(0x0800, outer(47, Buffer.concat([Buffer.from([0, 0, 8, 0]), inner])))],
    ['IP in IP', ethernet(0x0800, outer(4, inner))],
    ['Teredo', ethernet(0x0800, outer(17, udp(3544, 50_000, inner6)))],
    [
      'VXLAN',
      ethernet(
        0x0800,
        outer(17, udp(50_000, 4789, Buffer.concat([Buffer.from([8, 0, 0, 0, 0, 0, 1, 0]), ethernet(0x0800, inner)]))),
      ),
    ],
    [
      'IPv6 options',
      ethernet(
        0x86dd,
        ipv6('2001:db8::1', '2001:db8::2', 0, Buffer.concat([Buffer.from([17, 0, 1, 4, 0, 0, 0, 0]), udp(1000, 1001, 'inside')])),
      ),
    ],
  ])('%s', async (_, bytes) => {
    const sink = await read(classicFile([{ tsUs: START_US, bytes }]))
    expect(sink.counts).toMatchObject({ records: 1, represented: 1 })
    expect(sink.events).toContainEqual(expect.objectContaining({ srcPort: 1000, dstPort: 1001, srcBytes: 6 }))
  })
})

it('JA4 as its definition works it out', () => {
  const hello = {
    version: 0x0303,
    ciphers: [0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x9c, 0x9d, 0x2f, 0x35],
    extensions: [0x1b, 0, 0x33, 0x10, 0x4469, 0x17, 0x2d, 0xd, 5, 0x23, 0x12, 0x2b, 0xff01, 0xb, 0xa, 0x15],
    supportedVersions: [0x0304, 0x0303],
    signatureAlgorithms: [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601],
    ...{ serverName: 'www.example.org', alpn: 'h2' },
  }
  expect(ja4(hello)).toBe('t13d1516h2_8daaf6152771_e5627efa2ab1')
})
