/** How capture files begin. Source: https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-05.html and draft-ietf-opsawg-pcapng. */
import { u16, u32 } from './window'

export const CLASSIC_HEADER_BYTES = 24
export const SECTION_HEADER = 0x0a0d0d0a
const BYTE_ORDER = 0x1a2b3c4d

export interface ClassicKind {
  isLittle: boolean
  /** Units of the fraction in a second. */
  perSecond: 1_000_000 | 1_000_000_000
  packetHeaderBytes: 16 | 24
}

const MAGICS: readonly [number, ClassicKind['perSecond'], ClassicKind['packetHeaderBytes']][] = [
  [0xa1b2c3d4, 1_000_000, 16],
  [0xa1b23c4d, 1_000_000_000, 16],
  /* Kuznetzov's patched libpcap writes interface, protocol and packet type behind each header. */
  [0xa1b2cd34, 1_000_000, 24],
]

/** Shape: bytes that may be a pcap header → what kind, or null. The version must be 2 too: four bytes alone happen by chance. */
export function classicKind(bytes: Uint8Array, at: number): ClassicKind | null {
  for (const isLittle of [true, false]) {
    const known = MAGICS.find(([magic]) => u32(bytes, at, isLittle) === magic)
    if (known === undefined || u16(bytes, at + 4, isLittle) !== 2) continue
    return { isLittle, perSecond: known[1], packetHeaderBytes: known[2] }
  }
  return null
}

/** Shape: bytes that may begin a pcapng section → whether the section is little-endian, or null. */
export function sectionOrder(bytes: Uint8Array, at: number): boolean | null {
  if (u32(bytes, at, true) !== SECTION_HEADER) return null
  if (u32(bytes, at + 8, true) === BYTE_ORDER) return true
  return u32(bytes, at + 8, false) === BYTE_ORDER ? false : null
}

/** WHY: asked before every packet; nearly all are turned away by their first byte. */
const FIRST_BYTES = new Set([0xa1, 0xd4, 0x4d, 0x34, 0x0a])

/** Shape: bytes → 'pcap', 'pcapng' or null; wants 12 bytes. */
export function magicAt(bytes: Uint8Array, at: number): 'pcap' | 'pcapng' | null {
  if (!FIRST_BYTES.has(bytes[at]!)) return null
  if (classicKind(bytes, at) !== null) return 'pcap'
  return sectionOrder(bytes, at) !== null ? 'pcapng' : null
}
