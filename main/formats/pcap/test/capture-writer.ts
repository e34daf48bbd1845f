/** Writes capture files, packet by packet, for samples and tests. Addresses are of the documentation ranges. */

const be16 = (value: number) => Buffer.from([(value >> 8) & 255, value & 255])
const be32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}
const bytesOf = (payload: string | Uint8Array) =>
  typeof payload === 'string' ? Buffer.from(payload, 'latin1') : Buffer.from(payload)

/** One frame: when, what, how long it was on the wire, on which interface. */
export interface WrittenFrame {
  tsUs: number
  bytes: Buffer
  wireBytes?: number
  interfaceId?: number
}

export interface ClassicOptions {
  isBig?: boolean
  isNano?: boolean
  linkType?: number
  snapLength?: number
}

/** Shape: frames → pcap file. */
export function classicFile(frames: readonly WrittenFrame[], options: ClassicOptions = {}): Buffer {
  const { isBig = false, isNano = false, linkType = 1, snapLength = 262_144 } = options
  const words = (values: readonly number[]) => {
    const bytes = Buffer.alloc(values.length * 4)
    values.forEach((value, index) =>
      isBig ? bytes.writeUInt32BE(value >>> 0, index * 4) : bytes.writeUInt32LE(value >>> 0, index * 4),
    )
    return bytes
  }
  const version = Buffer.alloc(4)
  if (isBig) version.writeUInt32BE(0x00020004)
  else version.writeUInt32LE(0x00040002)
  const header = [words([isNano ? 0xa1b23c4d : 0xa1b2c3d4]), version, words([0, 0, snapLength, linkType])]
  const packets = frames.flatMap(({ tsUs, bytes, wireBytes }) => {
    const captured = bytes.subarray(0, snapLength)
    const fraction = (tsUs % 1_000_000) * (isNano ? 1000 : 1)
    return [words([Math.floor(tsUs / 1_000_000), fraction, captured.length, wireBytes ?? bytes.length]), captured]
  })
  return Buffer.concat([...header, ...packets])
}

export interface WrittenInterface {
  linkType: number
  name?: string
  /** Value of if_tsresol; 6 where absent. */
  resolution?: number
  offsetSeconds?: number
}

/** Shape: interfaces, frames → pcapng file, little-endian. Ticks are worked out from the resolution of each interface. */
export function blocksFile(interfaces: readonly WrittenInterface[], frames: readonly WrittenFrame[]): Buffer {
  const le32 = (...values: number[]) => {
    const bytes = Buffer.alloc(values.length * 4)
    values.forEach((value, index) => bytes.writeUInt32LE(value >>> 0, index * 4))
    return bytes
  }
  const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
  const block = (type: number, body: Buffer) => Buffer.concat([le32(type, body.length + 12), body, le32(body.length + 12)])
  const option = (code: number, value: Buffer) => Buffer.concat([Buffer.from([code, 0, value.length, 0]), padded(value)])
  const described = interfaces.map(({ linkType, name, resolution, offsetSeconds }) => {
    const offset = Buffer.alloc(8)
    offset.writeBigInt64LE(BigInt(offsetSeconds ?? 0))
    const options = [
      ...(name === undefined ? [] : [option(2, Buffer.from(name))]),
      ...(resolution === undefined ? [] : [option(9, Buffer.from([resolution]))]),
      ...(offsetSeconds === undefined ? [] : [option(14, offset)]),
      le32(0),
    ]
    return block(1, Buffer.concat([le32(linkType, 262_144), ...options]))
  })
  const packets = frames.map(({ tsUs, bytes, wireBytes, interfaceId = 0 }) => {
    const { resolution = 6, offsetSeconds = 0 } = interfaces[interfaceId]!
    const perSecond = resolution & 0x80 ? 2n ** BigInt(resolution & 0x7f) : 10n ** BigInt(resolution)
    const ticks = (BigInt(tsUs - offsetSeconds * 1_000_000) * perSecond) / 1_000_000n
    const head = le32(interfaceId, Number(ticks >> 32n), Number(ticks & 0xffffffffn), bytes.length, wireBytes ?? bytes.length)
    return block(6, Buffer.concat([head, padded(bytes)]))
  })
  return Buffer.concat([block(0x0a0d0d0a, Buffer.concat([le32(0x1a2b3c4d, 1), Buffer.alloc(8, 0xff)])), ...described, ...packets])
}

/** Shape: EtherType, payload → frame between two made-up hosts. */
export function ethernet(type: number, payload: Uint8Array, src = 1, dst = 2): Buffer {
  return Buffer.concat([Buffer.from([2, 0, 0, 0, 0, dst, 2, 0, 0, 0, 0, src]), be16(type), payload])
}

const quad = (address: string) => Buffer.from(address.split('.').map(Number))

/** Shape: IPv4 packet. `fragment` = offset in bytes and whether more follow. */
export function ipv4(
  src: string,
  dst: string,
  protocol: number,
  payload: Uint8Array,
  fragment: { id?: number; start?: number; more?: boolean; claimed?: number } = {},
): Buffer {
  const { id = 1, start = 0, more = false, claimed = payload.length } = fragment
  const flags = (more ? 0x2000 : 0) | (start / 8)
  const header = [Buffer.from([0x45, 0]), be16(20 + claimed), be16(id), be16(flags), Buffer.from([64, protocol, 0, 0])]
  return Buffer.concat([...header, quad(src), quad(dst), payload])
}

const groups = (address: string): Buffer => {
  const [head = '', tail] = address.split('::')
  const list = (text: string) => (text === '' ? [] : text.split(':').map((group) => parseInt(group, 16)))
  const [a, b] = [list(head), list(tail ?? '')]
  return Buffer.concat([...a, ...new Array<number>(8 - a.length - b.length).fill(0), ...b].map(be16))
}

/** Shape: IPv6 packet. */
export function ipv6(src: string, dst: string, protocol: number, payload: Uint8Array): Buffer {
  const header = [Buffer.from([0x60, 0, 0, 0]), be16(payload.length), Buffer.from([protocol, 64])]
  return Buffer.concat([...header, groups(src), groups(dst), payload])
}

export function udp(srcPort: number, dstPort: number, payload: string | Uint8Array): Buffer {
  const bytes = bytesOf(payload)
  return Buffer.concat([be16(srcPort), be16(dstPort), be16(8 + bytes.length), be16(0), bytes])
}

export const FLAGS = { F: 1, S: 2, R: 4, P: 8, A: 16 } as const

/** Shape: TCP segment; `flags` as letters, e.g. `SA`. */
export function tcp(
  srcPort: number,
  dstPort: number,
  flags: string,
  sequence: number,
  acknowledged: number,
  payload: string | Uint8Array = '',
  window = 65_000,
): Buffer {
  const bits = [...flags].reduce((sum, letter) => sum | FLAGS[letter as keyof typeof FLAGS], 0)
  const ports = [be16(srcPort), be16(dstPort), be32(sequence), be32(acknowledged)]
  return Buffer.concat([...ports, Buffer.from([0x50, bits]), be16(window), be32(0), bytesOf(payload)])
}

export function icmp(type: number, code: number, payload: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([type, code, 0, 0]), be32(0x00010001), bytesOf(payload)])
}
