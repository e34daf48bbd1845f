/** Writes binary XML and records into one chunk, the way Windows does: names and templates where they are used first. */
import { crc32 } from 'node:zlib'
import { CHUNK_BYTES, CHUNK_MAGIC } from '../layout'
import type { ElementSpec, PartSpec, TypedValue } from './specs'

const EPOCH_TICKS = 116_444_736_000_000_000n

/** Shape: µs since 1970 → FILETIME of 8 bytes. */
export function fileTime(us: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(us) * 10n + EPOCH_TICKS)
  return bytes
}

export class ChunkWriter {
  readonly bytes = Buffer.alloc(CHUNK_BYTES)
  private at = 512
  private lastRecordAt = 512
  private firstId = 0n
  private lastId = 0n
  private readonly names = new Map<string, number>()
  private readonly templates = new Map<string, number>()

  /** Where the next record begins. */
  get end(): number {
    return this.at
  }

  record(id: number, timeUs: number, template: ElementSpec, key: string, values: readonly TypedValue[]): void {
    const start = this.at
    this.bytes.write('**\0\0', start, 'latin1')
    this.bytes.writeBigUInt64LE(BigInt(id), start + 8)
    fileTime(timeUs).copy(this.bytes, start + 16)
    this.at += 24
    this.instance(template, key, values)
    this.put8(0)
    this.at += (8 - ((this.at + 4 - start) % 8)) % 8
    const size = this.at + 4 - start
    this.put32(size)
    this.bytes.writeUInt32LE(size, start + 4)
    this.lastRecordAt = start
    this.lastId = BigInt(id)
    if (this.firstId === 0n) this.firstId = this.lastId
  }

  /** What was written since `end` belongs to no record: slack. */
  forget(end: number): void {
    this.at = end
  }

  /** Header and checksums. Shape: → the chunk. */
  finish(): Buffer {
    const { bytes } = this
    CHUNK_MAGIC.copy(bytes, 0)
    for (const at of [8, 24]) bytes.writeBigUInt64LE(this.firstId, at)
    for (const at of [16, 32]) bytes.writeBigUInt64LE(this.lastId, at)
    bytes.writeUInt32LE(128, 40)
    bytes.writeUInt32LE(this.lastRecordAt, 44)
    bytes.writeUInt32LE(this.at, 48)
    bytes.writeUInt32LE(crc32(bytes.subarray(512, this.at)), 52)
    bytes.writeUInt32LE(crc32(Buffer.concat([bytes.subarray(0, 120), bytes.subarray(128, 512)])), 124)
    return bytes
  }

  private instance(template: ElementSpec, key: string, values: readonly TypedValue[]): void {
    this.putBytes([0x0f, 1, 1, 0, 0x0c, 1])
    const known = this.templates.get(key)
    const id = crc32(key)
    this.put32(id)
    this.put32(known ?? this.at + 4)
    if (known === undefined) this.definition(template, key, id)
    this.put32(values.length)
    const listAt = this.at
    this.at += 4 * values.length
    values.forEach((value, index) => this.value(value, listAt + 4 * index))
  }

  private value({ type, bytes, nested }: TypedValue, listAt: number): void {
    const start = this.at
    if (nested === undefined) this.putBytes(bytes)
    else {
      this.instance(nested.template, JSON.stringify(nested.template), nested.values)
      this.put8(0)
    }
    this.bytes.writeUInt16LE(this.at - start, listAt)
    this.bytes.writeUInt8(type, listAt + 2)
  }

  private definition(template: ElementSpec, key: string, id: number): void {
    const start = this.at
    this.templates.set(key, start)
    this.put32(0)
    this.put32(id)
    this.at += 12
    this.put32(0)
    this.putBytes([0x0f, 1, 1, 0])
    this.element(template)
    this.put8(0)
    this.bytes.writeUInt32LE(this.at - start - 24, start + 20)
  }

  private element({ name, attributes = {}, children = [] }: ElementSpec): void {
    const pairs = Object.entries(attributes)
    this.put8(pairs.length > 0 ? 0x41 : 0x01)
    this.put16(0xffff)
    const sizeAt = this.at
    this.put32(0)
    this.name(name)
    if (pairs.length > 0) this.attributes(pairs)
    if (children.length === 0) this.put8(0x03)
    else {
      this.put8(0x02)
      for (const child of children) this.child(child)
      this.put8(0x04)
    }
    this.bytes.writeUInt32LE(this.at - sizeAt - 4, sizeAt)
  }

  private attributes(pairs: [string, PartSpec][]): void {
    const sizeAt = this.at
    this.put32(0)
    pairs.forEach(([name, part], index) => {
      this.put8(index < pairs.length - 1 ? 0x46 : 0x06)
      this.name(name)
      this.part(part)
    })
    this.bytes.writeUInt32LE(this.at - sizeAt - 4, sizeAt)
  }

  private child(child: ElementSpec | PartSpec): void {
    if (typeof child === 'object' && 'name' in child) this.element(child)
    else this.part(child)
  }

  private part(part: PartSpec): void {
    if (typeof part === 'string') {
      this.putBytes([0x05, 0x01])
      this.put16(part.length)
      this.putBytes(Buffer.from(part, 'utf16le'))
    } else if ('entity' in part) {
      this.put8(0x09)
      this.name(part.entity)
    } else if ('character' in part) {
      this.put8(0x08)
      this.put16(part.character)
    } else {
      this.put8(part.isOptional ? 0x0e : 0x0d)
      this.put16(part.index)
      this.put8(part.type)
    }
  }

  private name(name: string): void {
    const known = this.names.get(name)
    this.put32(known ?? this.at + 4)
    if (known !== undefined) return
    this.names.set(name, this.at)
    this.put32(0)
    this.put16(0)
    this.put16(name.length)
    this.putBytes(Buffer.from(`${name}\0`, 'utf16le'))
  }

  private putBytes(bytes: Iterable<number>): void {
    for (const byte of bytes) this.put8(byte)
  }

  private put8(value: number): void {
    this.bytes.writeUInt8(value, this.at++)
  }

  private put16(value: number): void {
    this.bytes.writeUInt16LE(value, this.at)
    this.at += 2
  }

  private put32(value: number): void {
    this.bytes.writeUInt32LE(value, this.at)
    this.at += 4
  }
}
