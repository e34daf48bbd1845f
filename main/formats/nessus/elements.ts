/** Finds the parts of a .nessus file by byte: which bytes are a host, its properties, an item. Entities are never expanded. */
import { SaxesParser } from 'saxes'
import { latin1 } from '../kit/text'

/** A part of the file and its bytes. */
export interface Part {
  kind: 'host' | 'properties' | 'item'
  offset: number
  bytes: Uint8Array
}

/** Why reading ended before the end of the file. */
export interface Damage {
  /** Byte from which nothing can be read; the open item begins there where one was open. */
  offset: number
  why: string
  isEntity: boolean
}

const KINDS: Readonly<Record<string, Part['kind']>> = { HostProperties: 'properties', ReportItem: 'item' }

/**
 * Walks the file once.
 *
 * WHY latin-1: the walker reads one character per byte, so that its positions are byte places whatever bytes the file holds. The text of a
 * part is read again from its own bytes.
 */
export class ElementWalker {
  damage: Damage | null = null
  sizeBytes = 0
  private readonly parser = new SaxesParser()
  private readonly found: Part[] = []
  private blocks: { offset: number; bytes: Uint8Array }[] = []
  private openKind: Part['kind'] | null = null
  private openAt = 0
  private isOver = false
  private lastEnd = 0

  constructor() {
    this.parser.on('doctype', (text) => {
      if (/<!ENTITY/i.test(text)) this.stop('it declares XML entities', true)
    })
    this.parser.on('opentagstart', ({ name }) => this.begins(name))
    this.parser.on('opentag', ({ name }) => {
      if (name === 'ReportHost') this.add('host', this.openAt, this.parser.position)
    })
    this.parser.on('closetag', ({ name }) => this.ends(name))
    this.parser.on('error', (error) =>
      this.stop(this.isOver ? 'the file ends before its elements do: it was cut' : placed(error.message), false),
    )
  }

  /** Shape: next block → parts that ended in it. */
  push(block: Uint8Array): Part[] {
    const offset = this.sizeBytes
    this.sizeBytes += block.length
    if (this.damage !== null) return []
    this.blocks.push({ offset, bytes: block.slice() })
    this.run(() => this.parser.write(latin1(block)))
    this.letGo()
    return this.found.splice(0)
  }

  /** The file is over: what is open now is cut. */
  finish(): void {
    this.isOver = true
    if (this.damage === null) this.run(() => this.parser.close())
  }

  private run(step: () => void): void {
    try {
      step()
    } catch (error) {
      if (this.damage === null) throw error
    }
  }

  private stop(why: string, isEntity: boolean): never {
    const offset = this.openKind === null ? this.lastEnd : this.openAt
    this.damage ??= { offset, why, isEntity }
    throw new Error(why)
  }

  private begins(name: string): void {
    /* The walker stands one past the character behind the name. */
    const at = this.parser.position - name.length - 2
    const kind = KINDS[name]
    if (name === 'ReportHost') this.openAt = at
    else if (kind !== undefined && this.openKind === null) {
      this.openKind = kind
      this.openAt = at
    }
  }

  private ends(name: string): void {
    const kind = KINDS[name]
    if (kind === undefined || kind !== this.openKind) return
    this.openKind = null
    this.add(kind, this.openAt, this.parser.position)
  }

  private add(kind: Part['kind'], start: number, end: number): void {
    this.lastEnd = end
    this.found.push({ kind, offset: start, bytes: this.range(start, end) })
  }

  private range(start: number, end: number): Uint8Array {
    const parts = this.blocks
      .filter((block) => block.offset < end && block.offset + block.bytes.length > start)
      .map((block) => block.bytes.subarray(Math.max(0, start - block.offset), end - block.offset))
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  }

  /** Blocks before the open part are not needed any more. A tag may begin in the block that just ended. */
  private letGo(): void {
    const first = this.openKind === null ? this.parser.position - 65_536 : Math.min(this.openAt, this.parser.position - 65_536)
    this.blocks = this.blocks.filter((block) => block.offset + block.bytes.length > first)
  }
}

/** `23:30: message` → `message (line 23, column 30)`. */
function placed(message: string): string {
  return message.replace(/^(?:[^:]*:)?(\d+):(\d+): (.*)$/s, '$3 (line $1, column $2)')
}
