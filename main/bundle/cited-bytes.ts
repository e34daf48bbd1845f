/** Reading cited records while evidence streams past: whether the bytes in a bundle are those that were cited, without opening it. */
import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { createGunzip, type Gunzip } from 'node:zlib'
import type { VerifyResult } from '#contract/report'
import type { RowCitation } from '#contract/notebook'
import { manualRecord } from '#main/findings/manual-record'
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

/** Takes the content of one evidence file; places of records in a gzip file count in what it expands to. */
export class EvidenceTap {
  private readonly stretches: Stretches
  private gunzip: Gunzip | null = null
  private started = false

  constructor(citations: readonly RowCitation[]) {
    this.stretches = new Stretches(citations)
  }

  async take(piece: Buffer): Promise<void> {
    if (!this.started) this.start(piece)
    if (this.gunzip === null) return this.stretches.take(piece)
    if (!this.gunzip.destroyed && !this.gunzip.write(piece)) await this.drained(this.gunzip)
  }

  /** Ids of the citations that hold; a record beyond damaged compression does not. */
  async end(): Promise<string[]> {
    if (this.gunzip !== null && !this.gunzip.destroyed) {
      this.gunzip.end()
      await once(this.gunzip, 'close')
    }
    return this.stretches.same()
  }

  private start(first: Buffer): void {
    this.started = true
    if (first[0] !== 0x1f || first[1] !== 0x8b) return
    const gunzip = createGunzip()
    gunzip.on('data', (piece: Buffer) => {
      this.stretches.take(piece)
      if (this.stretches.done) gunzip.destroy()
    })
    // WHY: what came before the damage is hashed; the rest makes its citations fail.
    gunzip.on('error', () => undefined)
    this.gunzip = gunzip
  }

  private drained(gunzip: Gunzip): Promise<unknown> {
    return Promise.race([once(gunzip, 'drain'), once(gunzip, 'close')]).catch(() => undefined)
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
    if (kind === 'aggregate') {
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
