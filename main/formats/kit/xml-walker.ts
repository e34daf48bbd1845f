/** Finds the parts of an XML file by byte: which bytes are an element that a format reads. Entities are never expanded. */
import { SaxesParser } from 'saxes'
import { latin1 } from './text'

/** A part of the file and its bytes; `bytes` is null where it is longer than any part is. */
export interface XmlPart {
  name: string
  offset: number
  length: number
  bytes: Uint8Array | null
}

/** Why reading ended before the end of the file. */
export interface XmlDamage {
  /** Byte from which nothing can be read; the open element begins there where one was open. */
  offset: number
  why: string
  isEntity: boolean
}

/** Longest element that is read. Chosen: a host with every port and script spelled out is shorter. */
export const LONGEST_ELEMENT = 32 << 20
/** How much of the beginning is looked at before anything is parsed. Chosen. */
const HEAD_BYTES = 8192

/**
 * Somebody put a comment before the declaration: XML forbids it, and the declaration says nothing that is needed.
 *
 * Shape: beginning of a file → the same with such a declaration blank.
 */
function withoutLateDeclaration(text: string): string {
  let at = text.startsWith('\xef\xbb\xbf') ? 3 : 0
  for (;;) {
    while (at < text.length && /\s/.test(text[at]!)) at++
    if (!text.startsWith('<!--', at)) break
    const end = text.indexOf('-->', at)
    if (end < 0) return text
    at = end + 3
  }
  const end = at > 0 && text.startsWith('<?xml', at) ? text.indexOf('?>', at) : -1
  return end < 0 ? text : text.slice(0, at) + ' '.repeat(end + 2 - at) + text.slice(end + 2)
}

/**
 * Walks the file once.
 *
 * `wanted` names the elements: `element` gives the whole of it, `tag` its opening tag alone, as soon as it was read. An element inside a wanted
 * one is part of that.
 *
 * WHY latin-1: the walker reads one character per byte, so that its positions are byte places whatever bytes the file holds. The text of a
 * part is read again from its own bytes.
 */
export class XmlWalker {
  damage: XmlDamage | null = null
  sizeBytes = 0
  private readonly parser = new SaxesParser()
  private readonly found: XmlPart[] = []
  private head: Uint8Array[] | null = []
  private blocks: { offset: number; bytes: Uint8Array }[] = []
  private openName: string | null = null
  /** Wanted elements of the open one's own name inside it. */
  private openDepth = 0
  private openAt = 0
  private isOver = false
  private lastEnd = 0

  constructor(private readonly wanted: ReadonlyMap<string, 'element' | 'tag'>) {
    this.parser.on('doctype', (text) => {
      if (/<!ENTITY/i.test(text)) this.stop('it declares XML entities', true)
    })
    this.parser.on('opentagstart', ({ name }) => this.begins(name))
    this.parser.on('opentag', ({ name }) => {
      if (this.openName === null && wanted.get(name) === 'tag') this.add(name, this.openAt, this.parser.position)
    })
    this.parser.on('closetag', ({ name }) => this.ends(name))
    this.parser.on('error', (error) =>
      this.stop(this.isOver ? 'the file ends before its elements do: it was cut' : placed(error.message), false),
    )
  }

  /** Shape: next block → parts that ended in it. */
  push(block: Uint8Array): XmlPart[] {
    const offset = this.sizeBytes
    this.sizeBytes += block.length
    if (this.damage !== null) return []
    this.blocks.push({ offset, bytes: block.slice() })
    if (this.head !== null) {
      this.head.push(block)
      if (this.sizeBytes < HEAD_BYTES) return []
      this.startWithHead()
    } else this.run(() => this.parser.write(latin1(block)))
    this.letGo()
    return this.found.splice(0)
  }

  /** Shape: the file is over → parts that were still to come; what is open now is cut. */
  finish(): XmlPart[] {
    if (this.head !== null && this.damage === null) this.startWithHead()
    this.isOver = true
    if (this.damage === null) this.run(() => this.parser.close())
    return this.found.splice(0)
  }

  private startWithHead(): void {
    const text = latin1(Buffer.concat(this.head ?? []))
    this.head = null
    this.run(() => this.parser.write(withoutLateDeclaration(text)))
  }

  private run(step: () => void): void {
    try {
      step()
    } catch (error) {
      if (this.damage !== null) return
      if (!(error instanceof RangeError)) throw error
      /* A text or tag that outgrows what a string can hold. */
      this.damage = { offset: this.lastEnd, why: 'a part of it is longer than can be read', isEntity: false }
    }
  }

  private stop(why: string, isEntity: boolean): never {
    const offset = this.openName === null ? this.lastEnd : this.openAt
    this.damage ??= { offset, why, isEntity }
    throw new Error(why)
  }

  private begins(name: string): void {
    if (name === this.openName) this.openDepth++
    if (this.openName !== null) return
    const kind = this.wanted.get(name)
    if (kind === undefined) return
    /* The walker stands one past the character behind the name. */
    this.openAt = this.parser.position - name.length - 2
    if (kind === 'tag') return
    this.openName = name
    this.openDepth = 1
  }

  private ends(name: string): void {
    if (name !== this.openName || --this.openDepth > 0) return
    this.openName = null
    this.add(name, this.openAt, this.parser.position)
  }

  private add(name: string, start: number, end: number): void {
    this.lastEnd = end
    const length = end - start
    this.found.push({ name, offset: start, length, bytes: length > LONGEST_ELEMENT ? null : this.range(start, end) })
  }

  private range(start: number, end: number): Uint8Array {
    const parts = this.blocks
      .filter((block) => block.offset < end && block.offset + block.bytes.length > start)
      .map((block) => block.bytes.subarray(Math.max(0, start - block.offset), end - block.offset))
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  }

  /** Blocks before the open part are not needed any more, nor those of one that is too long. A tag may begin in the block that just ended. */
  private letGo(): void {
    const { position } = this.parser
    const isKept = this.openName !== null && position - this.openAt <= LONGEST_ELEMENT
    const first = isKept ? Math.min(this.openAt, position - 65_536) : position - 65_536
    this.blocks = this.blocks.filter((block) => block.offset + block.bytes.length > first)
  }
}

/** `23:30: message` → `message (line 23, column 30)`. */
function placed(message: string): string {
  return message.replace(/^(?:[^:]*:)?(\d+):(\d+): (.*)$/s, '$3 (line $1, column $2)')
}
