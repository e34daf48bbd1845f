/** Interns byte sequences without making a string of each occurrence. */
import { isUtf8 } from 'node:buffer'
import type { FreshTexts } from './batch'

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** Open-addressing table from bytes to a number. */
export class ByteMap {
  private slots = new Int32Array(1 << 12)
  private hashes = new Int32Array(1 << 11)
  private starts = new Float64Array(1 << 11)
  private lengths = new Uint32Array(1 << 11)
  private values = new Uint32Array(1 << 11)
  private arena = new Uint8Array(1 << 16)
  private used = 0
  private count = 0
  /** Set by a `find` that finds nothing, for the `add` that follows. */
  private missHash = 0

  /** Shape: bytes → their value, or 0 where they are not in. */
  find(bytes: Uint8Array, start: number, end: number): number {
    let hash = FNV_OFFSET
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, FNV_PRIME)
    hash = (hash ^ (hash >>> 15)) | 0
    const mask = this.slots.length - 1
    const length = end - start
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.slots[slot]! - 1
      if (entry < 0) break
      if (this.hashes[entry] === hash && this.lengths[entry] === length && this.same(entry, bytes, start, length)) {
        return this.values[entry]!
      }
    }
    this.missHash = hash
    return 0
  }

  /** Put in bytes that the last `find` did not find; `value` must not be 0. */
  add(bytes: Uint8Array, start: number, end: number, value: number): void {
    if (this.count === this.hashes.length) this.growEntries()
    if ((this.count + 1) * 2 > this.slots.length) this.growSlots()
    const entry = this.count++
    const length = end - start
    this.reserve(length)
    this.arena.set(bytes.subarray(start, end), this.used)
    this.hashes[entry] = this.missHash
    this.starts[entry] = this.used
    this.lengths[entry] = length
    this.values[entry] = value
    this.used += length
    this.place(entry)
  }

  private same(entry: number, bytes: Uint8Array, start: number, length: number): boolean {
    const from = this.starts[entry]!
    const arena = this.arena
    for (let at = 0; at < length; at++) if (arena[from + at] !== bytes[start + at]) return false
    return true
  }

  private place(entry: number): void {
    const mask = this.slots.length - 1
    let slot = this.hashes[entry]! & mask
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask
    this.slots[slot] = entry + 1
  }

  private growSlots(): void {
    this.slots = new Int32Array(this.slots.length * 2)
    for (let entry = 0; entry < this.count; entry++) this.place(entry)
  }

  private growEntries(): void {
    const size = this.hashes.length * 2
    const [hashes, starts] = [new Int32Array(size), new Float64Array(size)]
    const [lengths, values] = [new Uint32Array(size), new Uint32Array(size)]
    hashes.set(this.hashes)
    starts.set(this.starts)
    lengths.set(this.lengths)
    values.set(this.values)
    Object.assign(this, { hashes, starts, lengths, values })
  }

  private reserve(length: number): void {
    if (this.used + length <= this.arena.length) return
    const arena = new Uint8Array(Math.max(this.arena.length * 2, this.used + length))
    arena.set(this.arena.subarray(0, this.used))
    this.arena = arena
  }
}

const encoder = new TextEncoder()

/** The texts of one source: ids count up from 1; what is new since the last batch travels with the next. */
export class TextDictionary {
  private readonly byBytes = new ByteMap()
  private readonly byString = new Map<string, number>()
  private fresh: Uint8Array[] = []
  private next = 1

  /** Shape: text → id; the empty text is none. */
  ofString(value: string): number {
    const known = this.byString.get(value)
    if (known !== undefined) return known
    if (value === '') return 0
    const bytes = encoder.encode(value)
    const id = this.byBytes.find(bytes, 0, bytes.length) || this.enter(bytes)
    this.byString.set(value, id)
    return id
  }

  /** Shape: UTF-8 bytes → id; invalid sequences read as U+FFFD; no bytes are none. */
  ofBytes(bytes: Uint8Array, start: number, end: number): number {
    if (start >= end) return 0
    const known = this.byBytes.find(bytes, start, end)
    return known !== 0 ? known : this.enterRaw(bytes.slice(start, end))
  }

  takeFresh(): FreshTexts {
    const parts = this.fresh
    this.fresh = []
    const ends = new Uint32Array(parts.length)
    let end = 0
    parts.forEach((part, index) => (ends[index] = end += part.length))
    const bytes = new Uint8Array(end)
    parts.forEach((part, index) => bytes.set(part, ends[index]! - part.length))
    return { firstId: this.next - parts.length, bytes, ends }
  }

  private enterRaw(bytes: Uint8Array): number {
    if (isUtf8(bytes)) return this.enter(bytes)
    const id = this.ofString(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'))
    this.byBytes.find(bytes, 0, bytes.length)
    this.byBytes.add(bytes, 0, bytes.length, id)
    return id
  }

  private enter(bytes: Uint8Array): number {
    const id = this.next++
    this.byBytes.add(bytes, 0, bytes.length, id)
    this.fresh.push(bytes)
    return id
  }
}
