/** Reading cited records while evidence streams past: whether the bytes in a bundle are those that were cited, without opening it. */
import { createHash, type Hash } from 'node:crypto'
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fault } from '#contract/errors'
import type { VerifyResult } from '#contract/report'
import type { RowCitation } from '#contract/notebook'
import { manualRecord } from '#main/findings/manual-record'
import { compressionOf } from '#main/intake/compression'
import { PLAIN_MEMBER } from '#main/intake/ledger'
import { withMember } from '#main/intake/member-file'
import { SourceReader } from '#main/intake/source-reader'
import type { JournalState } from '#main/journal/projection'

/** Hashes stretches of a stream of bytes; they may overlap. */
class Stretches {
  private at = 0
  private readonly open: { citation: RowCitation; hash: Hash; left: number }[]
  private readonly furthest: number
  constructor(citations: readonly RowCitation[]) {
    this.furthest = Math.max(...citations.map((citation) => citation.byte_offset + citation.byte_length))
    this.open = citations.map((citation) => ({ citation, hash: createHash('sha256'), left: citation.byte_length }))
  }
  take(piece: Uint8Array): void {
    for (const stretch of this.open) {
      const { byte_offset: from, byte_length: length } = stretch.citation
      const part = piece.subarray(Math.max(0, from - this.at), Math.max(0, from + length - this.at))
      stretch.hash.update(part)
      stretch.left -= part.length
    }
    this.at += piece.length
  }
  /** Nothing further is cited. */
  get done(): boolean {
    return this.at >= this.furthest
  }
  /** Ids of the citations whose bytes are those that were cited. */
  same(): string[] {
    return this.open
      .filter(({ citation, hash, left }) => left === 0 && hash.digest('hex') === citation.bytes_sha256)
      .map(({ citation }) => citation.id)
  }
}

/** Takes the content of one evidence file; places of records in a compressed file or a member count in what it expands to. */
export class EvidenceTap {
  private readonly stretches: Stretches
  private kept: PrivateCopy | null = null
  private started = false

  constructor(private readonly citations: readonly RowCitation[]) {
    this.stretches = new Stretches(citations)
  }

  async take(piece: Buffer): Promise<void> {
    if (!this.started) await this.start(piece)
    if (this.kept === null) this.stretches.take(piece)
    else await this.kept.put(piece)
  }

  /** Ids of the citations that hold; a record beyond damaged compression does not. */
  async end(): Promise<string[]> {
    if (this.kept === null) return this.stretches.same()
    try {
      return await sameIn(await this.kept.closed(), this.citations)
    } finally {
      await this.kept.remove()
    }
  }

  /** WHY: what is packed is unpacked from a file, as when it was added. */
  private async start(first: Buffer): Promise<void> {
    this.started = true
    const isPacked = compressionOf(first) !== null || this.citations.some(({ member }) => member !== PLAIN_MEMBER)
    if (isPacked) this.kept = await PrivateCopy.begin()
  }
}

/** A file that nobody else can read, removed when it is no longer needed. */
class PrivateCopy {
  private constructor(
    private readonly folder: string,
    private readonly handle: FileHandle,
  ) {}

  static async begin(): Promise<PrivateCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'backtrail-cited-'))
    return new PrivateCopy(folder, await open(join(folder, 'evidence'), 'wx', 0o600))
  }

  async put(piece: Buffer): Promise<void> {
    await this.handle.writeFile(piece)
  }

  async closed(): Promise<string> {
    await this.handle.close()
    return join(this.folder, 'evidence')
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** Shape: evidence file × citations of it → ids of those whose bytes are the cited ones. A member that cannot be read holds none. */
async function sameIn(path: string, citations: readonly RowCitation[]): Promise<string[]> {
  const same: string[] = []
  for (const member of new Set(citations.map((citation) => citation.member))) {
    const ofMember = citations.filter((citation) => citation.member === member)
    const furthest = Math.max(...ofMember.map(({ byte_offset, byte_length }) => byte_offset + byte_length))
    const held = await withMember(path, member, furthest, (file) => heldIn(file, ofMember)).catch((error: unknown) => {
      if (error instanceof Fault) return []
      throw error
    })
    same.push(...held)
  }
  return same
}

async function heldIn(path: string, citations: readonly RowCitation[]): Promise<string[]> {
  const stretches = new Stretches(citations)
  const reader = await SourceReader.open(path, { name: '', modifiedUs: null })
  try {
    for await (const block of reader.blocks()) {
      stretches.take(block)
      if (stretches.done) break
    }
    return stretches.same()
  } finally {
    await reader.close()
  }
}

interface Cited {
  entry: string
  citation: JournalState['entries'][number]['citations'][number]
}

/** Shape: state → every citation of every entry that was not removed, with its entry. */
function citationsOf(state: JournalState): Cited[] {
  const entries = state.entries.filter((entry) => !entry.removed)
  return entries.flatMap((entry) => entry.citations.map((citation) => ({ entry: entry.id, citation })))
}

/** Shape: state, evidence hash → what to read of this file, or null where nothing of it is cited. */
export function tapFor(state: JournalState, sha256: string): EvidenceTap | null {
  const cited = citationsOf(state).flatMap(({ citation }) => (citation.kind === 'row' ? [citation] : []))
  const here = cited.filter((citation) => citation.sha256 === sha256)
  return here.length === 0 ? null : new EvidenceTap(here)
}

/** Shape: state, hashes that are in the bundle, ids of citations that hold → the state of each citation, as far as it shows without opening. */
export function bundledCitations(
  state: JournalState,
  present: ReadonlySet<string>,
  held: ReadonlySet<string>,
): VerifyResult['citations'] {
  return citationsOf(state).map(({ entry, citation }) => {
    const { kind } = citation
    if (kind === 'row' && manualRecord(state, citation.event_key) !== null) {
      return { finding: entry, kind, state: 'verified', why: 'What was stated by hand is in the journal.' }
    }
    if (kind !== 'row') {
      return {
        finding: entry,
        kind,
        state: 'not-checked',
        why: 'It is checked in an opened case: open the bundle, then verify it.',
      }
    }
    if (!present.has(citation.sha256))
      return { finding: entry, kind, state: 'missing', why: 'The evidence file is not in the bundle.' }
    return held.has(citation.id)
      ? { finding: entry, kind, state: 'verified', why: 'The bytes of the record are those that were cited.' }
      : { finding: entry, kind, state: 'changed', why: 'The bytes of the record are not those that were cited.' }
  })
}
