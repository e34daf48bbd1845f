/** Options of pcapng blocks, and the clock of an interface. */
import { u16, u32 } from './window'

/** Shape: block body from its options on → value of each option by its code, the first of each. */
export function optionsOf(bytes: Uint8Array, start: number, end: number, isLittle: boolean): Map<number, Uint8Array> {
  const options = new Map<number, Uint8Array>()
  for (let at = start; at + 4 <= end;) {
    const code = u16(bytes, at, isLittle)
    const length = u16(bytes, at + 2, isLittle)
    if (code === 0 || at + 4 + length > end) break
    if (!options.has(code)) options.set(code, bytes.subarray(at + 4, at + 4 + length))
    at += 4 + ((length + 3) & ~3)
  }
  return options
}

/** Shape: eight bytes of an option → unsigned number, or 0 where they are not there. */
export function u64Option(value: Uint8Array | undefined, isLittle: boolean): number {
  if (value === undefined || value.length < 8) return 0
  const [first, second] = [u32(value, 0, isLittle), u32(value, 4, isLittle)]
  return isLittle ? second * 4294967296 + first : first * 4294967296 + second
}

/** Shape: eight bytes → signed number; below zero the words are put together signed, or small ones would be lost. */
function s64(value: Uint8Array, isLittle: boolean): number {
  const [first, second] = [u32(value, 0, isLittle), u32(value, 4, isLittle)]
  return isLittle ? (second | 0) * 4294967296 + first : (first | 0) * 4294967296 + second
}

/** Turns the two words of a timestamp into µs. */
export class InterfaceClock {
  private readonly ticksPerSecond: bigint
  private readonly offsetUs: number

  /** `resolution` as in if_tsresol: a power of ten, or of two where its first bit is set. `offset` as in if_tsoffset: seconds. */
  constructor(resolution: Uint8Array | undefined, offset: Uint8Array | undefined, isLittle: boolean) {
    const code = resolution?.[0] ?? 6
    const power = BigInt(code & 0x7f)
    this.ticksPerSecond = (code & 0x80) === 0 ? 10n ** power : 2n ** power
    this.offsetUs = offset?.length === 8 ? s64(offset, isLittle) * 1_000_000 : 0
  }

  /** Shape: high and low word → µs since 1970, whole. */
  micros(high: number, low: number): number {
    if (this.ticksPerSecond === 1_000_000n) return high * 4294967296 + low + this.offsetUs
    /* 2³² ns are 4 294 967 µs and 296 ns; so no step leaves the safe integers for times of this millennium. */
    if (this.ticksPerSecond === 1_000_000_000n) return high * 4294967 + Math.floor((high * 296 + low) / 1000) + this.offsetUs
    const ticks = (BigInt(high) << 32n) | BigInt(low)
    return Number((ticks * 1_000_000n) / this.ticksPerSecond) + this.offsetUs
  }
}
