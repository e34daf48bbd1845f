/** The walk over files of records of one size: exact places, empty space that is no record, and the way back behind damage. */
import type { RecordSink, SourceInput, Span } from './format'

/** What a format does with the records of a file. */
export interface FixedRecordPlan {
  /** Bytes of a record. */
  size: number
  /**
   * Shape: (bytes, place) → whether a record can begin there; `size` bytes are there. `isStrict` is asked where the place itself is
   *        in doubt: then only what no other bytes look like counts.
   */
  isRecord(bytes: Buffer, at: number, isStrict: boolean): boolean
  /** Emits or rejects the record that is begun. */
  read(bytes: Buffer, at: number): void
  /** What bytes lack that are no record, for their rejection. */
  lacks: string
}

const NO_BYTES = Buffer.alloc(0)

class RecordWalk {
  private pending = NO_BYTES
  /** Place of `pending` in the file. */
  private offset = 0
  private record = 0
  /** Where bytes that are no record began; -1 = the walk is at a record. */
  private lostAt = -1
  private readonly empty: Buffer

  constructor(
    private readonly sink: RecordSink,
    private readonly plan: FixedRecordPlan,
  ) {
    this.empty = Buffer.alloc(plan.size)
  }

  push(block: Uint8Array, isLast: boolean): void {
    this.pending = this.pending.length === 0 ? Buffer.from(block) : Buffer.concat([this.pending, block])
    const { size } = this.plan
    let at = 0
    while (at < this.pending.length) {
      const left = this.pending.length - at
      if (left < (this.lostAt < 0 ? size : 2 * size) && !isLast) break
      at += this.lostAt >= 0 ? this.search(at) : left < size ? this.tail(at) : this.step(at)
    }
    this.pending = this.pending.subarray(at)
    this.offset += at
    if (isLast && this.lostAt >= 0) this.refuse(this.lostAt, this.offset)
  }

  private span(at: number, length: number): Span {
    return { record: ++this.record, offset: this.offset + at, length }
  }

  private isEmpty(at: number, length: number): boolean {
    return this.pending.subarray(at, at + length).equals(this.empty.subarray(0, length))
  }

  /** At a place where a record should be. Shape: → bytes that are done. */
  private step(at: number): number {
    const { plan, sink } = this
    if (this.isEmpty(at, plan.size)) sink.structural(this.span(at, plan.size))
    else if (plan.isRecord(this.pending, at, false)) {
      sink.begin(this.span(at, plan.size))
      plan.read(this.pending, at)
    } else {
      this.lostAt = this.offset + at
      return 1
    }
    return plan.size
  }

  /** Among bytes that are no record. Shape: → 0 where records go on, else 1. */
  private search(at: number): number {
    const { size } = this.plan
    const left = this.pending.length - at
    const isFound =
      left >= size &&
      this.plan.isRecord(this.pending, at, true) &&
      (left === size || (left >= 2 * size && this.plan.isRecord(this.pending, at + size, true)))
    if (!isFound) return 1
    this.refuse(this.lostAt, this.offset + at)
    return 0
  }

  /** Fewer bytes than a record at the end of the file. */
  private tail(at: number): number {
    const length = this.pending.length - at
    const span = this.span(at, length)
    if (this.isEmpty(at, length)) this.sink.structural(span)
    else {
      this.sink.begin(span)
      this.sink.reject(`the file ends inside a record: ${length} of ${this.plan.size} bytes are there`)
    }
    return length
  }

  private refuse(start: number, end: number): void {
    this.sink.begin({ record: ++this.record, offset: start, length: end - start })
    this.sink.reject(`${end - start} bytes are no record: ${this.plan.lacks}`)
    this.lostAt = -1
  }
}

/**
 * Read a file of records of one size.
 *
 * Shape: (input, sink, plan) → every record is begun and given to `read`, numbered by its order; space of zeros is structural; bytes that are no
 *        records are rejected up to the next place where two records stand behind each other, or one at the end of the file.
 */
export async function readFixedRecords(input: SourceInput, sink: RecordSink, plan: FixedRecordPlan): Promise<void> {
  const walk = new RecordWalk(sink, plan)
  for await (const block of input.blocks()) walk.push(block, false)
  walk.push(NO_BYTES, true)
}

/** Shape: (bytes, order) → the reader of whole numbers in that order. */
export interface NumberReader {
  uint16(bytes: Buffer, at: number): number
  int16(bytes: Buffer, at: number): number
  uint32(bytes: Buffer, at: number): number
  int32(bytes: Buffer, at: number): number
  float(bytes: Buffer, at: number): number
}

export const LITTLE: NumberReader = {
  uint16: (bytes, at) => bytes.readUInt16LE(at),
  int16: (bytes, at) => bytes.readInt16LE(at),
  uint32: (bytes, at) => bytes.readUInt32LE(at),
  int32: (bytes, at) => bytes.readInt32LE(at),
  float: (bytes, at) => bytes.readFloatLE(at),
}

export const BIG: NumberReader = {
  uint16: (bytes, at) => bytes.readUInt16BE(at),
  int16: (bytes, at) => bytes.readInt16BE(at),
  uint32: (bytes, at) => bytes.readUInt32BE(at),
  int32: (bytes, at) => bytes.readInt32BE(at),
  float: (bytes, at) => bytes.readFloatBE(at),
}

/** Shape: field of `length` bytes → where its text ends: at the first NUL, or at its end. */
export function endOfField(bytes: Buffer, at: number, length: number): number {
  let end = at
  while (end < at + length && bytes[end] !== 0) end++
  return end
}

/** Shape: field → whether its text has no control characters: what programs write as names. */
export function isPrintable(bytes: Buffer, at: number, length: number): boolean {
  const end = endOfField(bytes, at, length)
  for (let place = at; place < end; place++) if (bytes[place]! < 32 || bytes[place] === 127) return false
  return true
}
