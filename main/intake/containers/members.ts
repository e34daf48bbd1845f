/** Every member of a container, members of members included, each as a file while it is looked at. */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { fault, type Fault } from '#contract/errors'
import type { SourceCheck } from '#contract/evidence'
import { compressionOf, mostBytesOf } from '../compression'
import { endCheck, unpacked, type LayersEnd } from '../layers'
import type { Entries, Entry } from './entry'
import { LimitReached, LIMITS, type Limits } from './limits'
import { addressOf, INSIDE } from './names'
import type { Scratch } from './scratch'
import { bytesFrom, containerIn, shapeOf, SNIFFED_BYTES, type Shape } from './shape'
import { readTar } from './tar'
import { tapped } from './tapped'
import { readZip } from './zip'

export interface Member {
  /** Its place in the evidence file: names joined by `!`. */
  address: string
  /** Bytes of the member as the container holds them, once they were read; else as the container states them. */
  sizeBytes: number
  /** SHA-256 of those bytes; null where they were not read, or not to the end. */
  sha256: string | null
  modifiedUs: number | null
  /** Where its bytes (decompressed, where the member is a compressed file) are until the next member is asked for; null where they were not read. */
  path: string | null
  /** Why they were not read. */
  refusal: Fault | null
  checks: SourceCheck[]
}

export interface WalkOptions {
  scratch: Scratch
  limits?: Limits
  /** Path of the evidence for messages. */
  shownPath: string
  /** Only the member of this address; others are passed over unread. */
  wanted?: string
  /** Enough bytes of each member, for looks. */
  keepBytes?: number
  signal?: AbortSignal | undefined
}

/** Yields every member that is no folder; returns what has to be said of the container. */
export async function* membersOf(path: string, options: WalkOptions): AsyncGenerator<Member, SourceCheck[]> {
  const walker = new Walker(options, (await stat(path)).size)
  const checks: SourceCheck[] = []
  try {
    const damage = yield* walker.within(path, await shapeOf(path), '', 1)
    checks.push(...damage)
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    const text = `${error.message}: what follows in the archive was not read; extract it yourself and add what comes out where you trust it`
    checks.push({ id: 'container-limit', level: 'error', text, count: 1 })
  }
  return checks
}

const damaged = (text: string): SourceCheck => ({ id: 'container-damaged', level: 'error', text, count: 1 })

/** A member holds too much: it is passed over, the others are read. */
class MemberLimit extends Error {}

class Walker {
  private readonly limits: Limits
  private readonly mostTotal: number
  private spent = 0
  private count = 0

  constructor(
    private readonly options: WalkOptions,
    sizeBytes: number,
  ) {
    this.limits = options.limits ?? LIMITS
    this.mostTotal = mostBytesOf(this.limits.total, sizeBytes)
  }

  /** Members of one container; returns what is wrong with it. */
  async *within(path: string, shape: Shape, address: string, depth: number): AsyncGenerator<Member, SourceCheck[]> {
    const { size } = await stat(path)
    const most = mostBytesOf(this.limits.member, size)
    let end: LayersEnd | null = null
    const source = this.counted(unpacked(shape.layers, bytesFrom(path), most), shape.layers.length > 0)
    const plain = async function* (): AsyncGenerator<Uint8Array, null> {
      end = yield* source
      return null
    }
    // WHY: a zip is read from its end, and an xz cannot be read within an xz that is still being read.
    const isSpooled = shape.layers.length > 0 && (shape.container === 'zip' || shape.layers.includes('xz'))
    const spool = isSpooled ? (await this.options.scratch.keep(plain())).path : null
    const entries = shape.container === 'zip' ? readZip(spool ?? path) : readTar(spool === null ? plain() : bytesFrom(spool)())
    try {
      const stopped = yield* this.entries(entries, address, depth)
      const layers = endCheck(end, size)
      return [
        ...(layers === null ? [] : [{ ...layers, level: 'error', count: 1 } as const]),
        ...(stopped === null ? [] : [damaged(stopped)]),
      ]
    } finally {
      if (spool !== null) await this.options.scratch.drop(spool)
    }
  }

  private async *entries(entries: Entries, container: string, depth: number): AsyncGenerator<Member, string | null> {
    try {
      for (;;) {
        this.options.signal?.throwIfAborted()
        const step = await entries.next()
        if (step.done === true) return step.value
        const entry = step.value
        const address = addressOf(container, entry.name)
        if (entry.isFolder || !this.isWanted(address)) continue
        if (++this.count > this.limits.members) throw new LimitReached(`it holds more than ${this.limits.members} members`)
        yield* this.member(entry, address, depth)
      }
    } finally {
      await entries.return(null)
    }
  }

  private isWanted(address: string): boolean {
    const { wanted } = this.options
    return wanted === undefined || wanted === address || wanted.startsWith(`${address}${INSIDE}`)
  }

  private async *member(entry: Entry, address: string, depth: number): AsyncGenerator<Member> {
    const { scratch, shownPath } = this.options
    const shown = `${shownPath}${INSIDE}${address}`
    const refused = (refusal: Fault, sizeBytes = entry.sizeBytes): Member => ({
      ...{ address, sizeBytes, sha256: null, modifiedUs: entry.modifiedUs, path: null, refusal, checks: [] },
    })
    if (entry.refusal !== null) {
      yield refused(entry.refusal(shown))
      return
    }
    const kept: string[] = []
    try {
      const stored = await this.stored(entry)
      kept.push(stored.path)
      if (stored.sizeBytes === 0 && stored.damage !== null) {
        yield refused(fault('EVD-013', { path: shown, reason: stored.damage }))
        return
      }
      const shape = await shapeOf(stored.path)
      if (shape.container !== null) {
        if (depth >= this.limits.depth) {
          yield refused(fault('EVD-012', { path: shown, limit: `it is an archive within ${depth} archives` }))
          return
        }
        const checks = [...stored.checks, ...(yield* this.within(stored.path, shape, address, depth + 1))]
        for (const { text } of checks) yield refused(fault('EVD-013', { path: shown, reason: text }))
        return
      }
      const plain = shape.layers.length === 0 ? stored : await this.unpackedFile(stored, shape)
      if (plain !== stored) kept.push(plain.path)
      const { sizeBytes, sha256 } = stored
      yield { address, sizeBytes, sha256, modifiedUs: entry.modifiedUs, path: plain.path, refusal: null, checks: plain.checks }
    } catch (error) {
      if (!(error instanceof MemberLimit)) throw error
      yield refused(fault('EVD-012', { path: shown, limit: error.message }))
    } finally {
      for (const path of kept) await scratch.drop(path)
    }
  }

  /** The bytes of a member as the container holds them. */
  private async stored(entry: Entry): Promise<Kept> {
    const { storedBytes } = entry
    const most = storedBytes === null ? Infinity : mostBytesOf(this.limits.member, storedBytes)
    if (storedBytes !== null && entry.sizeBytes > most) throw new MemberLimit(tooMuch(entry.sizeBytes, storedBytes))
    const { keepBytes = Infinity, scratch } = this.options
    const hash = createHash('sha256')
    let sizeBytes = 0
    let isPlain: boolean | null = null
    let isCut = false
    const content = tapped(this.counted(entry.content(), storedBytes !== null), (block) => {
      isPlain ??= isPlainHead(block)
      hash.update(block)
      sizeBytes += block.length
      if (sizeBytes > most) throw new MemberLimit(tooMuch(sizeBytes, storedBytes!))
      return (isCut = isPlain && sizeBytes >= keepBytes)
    })
    const { path, returned: damage } = await scratch.keep(content)
    const text = `${damage}; what could be read of it is here`
    const checks: SourceCheck[] = damage === null ? [] : [{ id: 'member-damaged', level: 'error', text, count: 1 }]
    return { path, sizeBytes: isCut ? entry.sizeBytes : sizeBytes, sha256: isCut ? null : hash.digest('hex'), checks, damage }
  }

  /** What a member that is a compressed file holds. */
  private async unpackedFile(stored: Kept, shape: Shape): Promise<Kept> {
    const { keepBytes = Infinity, scratch } = this.options
    const most = mostBytesOf(this.limits.member, stored.sizeBytes)
    let length = 0
    const source = this.counted(unpacked(shape.layers, bytesFrom(stored.path), most), true)
    const content = tapped(source, (block) => (length += block.length) >= keepBytes)
    const { path, returned } = await scratch.keep(content)
    const end = endCheck(returned, stored.sizeBytes)
    const checks: SourceCheck[] = end === null ? stored.checks : [...stored.checks, { ...end, level: 'error', count: 1 }]
    return { ...stored, path, checks }
  }

  /** Bytes that come out of something count towards what may come out of the whole. */
  private counted<Returned>(
    source: AsyncGenerator<Uint8Array, Returned>,
    isExpanded: boolean,
  ): AsyncGenerator<Uint8Array, Returned | null> {
    return tapped(source, (block) => {
      this.options.signal?.throwIfAborted()
      if (isExpanded) this.spent += block.length
      if (this.spent > this.mostTotal) throw new LimitReached(`more than ${this.mostTotal} bytes come out of it`)
      return false
    })
  }
}

interface Kept {
  path: string
  sizeBytes: number
  sha256: string | null
  checks: SourceCheck[]
  /** What is wrong with its bytes as the container holds them. */
  damage: string | null
}

const tooMuch = (bytes: number, storedBytes: number): string =>
  `${bytes} bytes or more come out of the ${storedBytes} bytes it takes in the archive`

/** WHY: of what holds other things the whole is needed to look into it. */
const isPlainHead = (head: Uint8Array): boolean =>
  compressionOf(head) === null && containerIn(head.subarray(0, SNIFFED_BYTES)) === null
