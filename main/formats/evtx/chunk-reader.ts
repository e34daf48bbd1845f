/** Walks one chunk: the records it holds, and behind them what is left of records that were there before. */
import type { WindowsEvent } from '../kit/windows/event'
import { Damaged } from './binary'
import { BinaryXml } from './binary-xml'
import { Expander } from './expand'
import { CHUNK_HEADER_BYTES, findRecord, readRecordHeader, RECORD_HEADER_BYTES, viewOf, type RecordHeader } from './layout'
import { windowsEventOf } from './record'
import type { TemplateLibrary } from './template-library'

/** What a chunk gives, in order of place; `at` counts from the chunk's start. `damage`: no whole record is there. */
export type ChunkItem = { at: number; length: number } & (
  | { kind: 'record'; header: RecordHeader; event: WindowsEvent; isBorrowed: boolean }
  | { kind: 'unreadable' | 'damage'; why: string }
)

export class ChunkReader {
  private readonly view: DataView
  private readonly xml: BinaryXml
  private readonly expander: Expander

  constructor(
    private readonly bytes: Uint8Array,
    library: TemplateLibrary,
  ) {
    this.view = viewOf(bytes)
    this.xml = new BinaryXml(bytes, this.view, library)
    this.expander = new Expander(this.xml, bytes, this.view)
  }

  /**
   * Records that follow each other from the chunk's header on.
   *
   * Shape: (where they should end, whether that is known) → items. At damage the walk ends: with an item for all that is left where the end
   *        is known, silently where it is not.
   */
  *records(freeAt: number, isEndKnown: boolean): Generator<ChunkItem> {
    const end = Math.min(freeAt, this.bytes.length)
    let at = CHUNK_HEADER_BYTES
    while (at < end) {
      const header = readRecordHeader(this.view, at, end)
      if (typeof header === 'string') {
        if (isEndKnown) yield { kind: 'damage', at, length: end - at, why: header }
        return
      }
      yield this.item(at, header)
      at += header.size
    }
  }

  /** Shape: from → whole records anywhere behind it, by their own headers. */
  *carved(from: number): Generator<ChunkItem> {
    const end = this.bytes.length
    for (let at = findRecord(this.bytes, this.view, from, end); at >= 0;) {
      const header = readRecordHeader(this.view, at, end) as RecordHeader
      const item = this.item(at, header)
      yield item
      at = findRecord(this.bytes, this.view, item.kind === 'record' ? at + header.size : at + 4, end)
    }
  }

  private item(at: number, header: RecordHeader): ChunkItem {
    try {
      const event = windowsEventOf(this.expander.read(at + RECORD_HEADER_BYTES, at + header.size - 4))
      return { kind: 'record', at, length: header.size, header, event, isBorrowed: this.xml.isBorrowed }
    } catch (error) {
      if (!(error instanceof Damaged)) throw error
      return { kind: 'unreadable', at, length: header.size, why: error.message }
    }
  }
}
