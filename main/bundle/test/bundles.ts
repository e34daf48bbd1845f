/** Cases to bundle and archives to refuse, for tests. */
import { chmodSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { sha256Hex } from '#main/journal/canonical'
import { entryPayload, scratch, testCase, testIdentity } from '#main/journal/test/journals'

import { MANIFEST, SIGNATURE, signManifest, type ManifestMember } from '../manifest'
import { writeBundle, type WriteOptions } from '../write'
import { directoryRecord, dataDescriptor, endOfArchive, localHeader } from '../zip-layout'

export const WRITING: WriteOptions = { identity: testIdentity(), version: '0.1.0' }

/** Shape: names and contents of evidence → a case that holds them, with one finding; its journal is closed. */
export async function caseWith(evidence: Record<string, string | Buffer> = { 'a.log': 'one\ntwo\n', 'b.log': 'three\n' }) {
  const made = testCase()
  const journal = made.open()
  await journal.append('case.created', { name: 'T', home_networks: ['198.18.0.0/16'], display_zone: 'UTC' })
  for (const [name, content] of Object.entries(evidence)) {
    const sha256 = sha256Hex(content)
    const path = join(made.dir, 'evidence', sha256)
    writeFileSync(path, content)
    utimesSync(path, 1_246_150_800, 1_246_150_800)
    chmodSync(path, 0o444)
    const read = { format: null, options: {}, zone: null, zone_rule: null, year: null, in_place: false }
    await journal.append('evidence.added', { sha256, size_bytes: content.length, name, path: `/in/${name}`, ...read })
  }
  await journal.append('entry.created', entryPayload('e1'))
  await journal.close()
  return { ...made, journalName: journal.fileName }
}

/** Shape: case folder → path of its bundle. */
export async function bundled(dir: string, options: Partial<WriteOptions> = {}): Promise<string> {
  const path = join(scratch(), 'T.btz')
  await writeBundle(dir, path, { ...WRITING, ...options })
  return path
}

export interface Crafted {
  path: string
  content: Buffer | string
  /** Unix mode in the archive's directory; a regular file unless stated. */
  mode?: number
  /** Not in the manifest. */
  unlisted?: boolean
  /** What the manifest says of it, where it lies. */
  says?: Partial<ManifestMember>
}

/** Shape: members in order → an archive as the workbench lays it, with a manifest signed by a valid key. */
export function craft(members: readonly Crafted[]): string {
  const listed = members.map(({ path, content, says }): ManifestMember => {
    const bytes = Buffer.from(content)
    const sha256 = sha256Hex(bytes)
    const sizes = { size_bytes: bytes.length, stored_size_bytes: bytes.length }
    return { path, sha256, crc32: crc32(bytes), method: 'store', stored_sha256: sha256, ...sizes, ...says }
  })
  const kept = listed.filter((_, index) => !members[index]!.unlisted)
  const head = { format: 1, engine: '9.9.9', case_id: CASE_ID, journal_head: null }
  const signed = signManifest({ ...head, members: kept }, testIdentity(3))
  const all = [...members, { path: MANIFEST, content: signed.manifest }, { path: SIGNATURE, content: signed.signature }]
  const path = join(scratch(), 'crafted.btz')
  writeFileSync(path, archiveOf(all))
  return path
}

/** Shape: members → bytes of a stored archive. */
function archiveOf(members: readonly Crafted[]): Buffer {
  const pieces: Buffer[] = []
  const records: Buffer[] = []
  let offset = 0
  for (const { path, content, mode } of members) {
    const bytes = Buffer.from(content)
    const laid = { path, method: 'store' as const, crc32: crc32(bytes), sizeBytes: bytes.length, storedBytes: bytes.length }
    const record = directoryRecord(laid, offset)
    if (mode !== undefined) record.writeUInt32LE((mode << 16) >>> 0, 38)
    records.push(record)
    const piece = Buffer.concat([localHeader(laid), bytes, dataDescriptor(laid)])
    pieces.push(piece)
    offset += piece.length
  }
  const directory = Buffer.concat(records)
  return Buffer.concat([...pieces, directory, endOfArchive(members.length, directory.length, offset)])
}

export const CASE_ID = '01222460-3280-7000-8000-000000000000'

export const CASE_JSON: Crafted = {
  path: 'case.json',
  content: JSON.stringify({ format: 1, case_id: CASE_ID, name: 'T', created: '2009-06-28T01:00:00Z', engine: '9.9.9' }),
}

/** Shape: path of a good bundle → [first byte, member it belongs to] of each stretch, for naming what a flipped bit hits. */
export function ownersOf(path: string): (offset: number) => string {
  const bytes = readFileSync(path)
  const directoryOffset = bytes.readUInt32LE(bytes.length - 6)
  const starts: [number, string][] = []
  for (let at = directoryOffset; bytes.readUInt32LE(at) === 0x02014b50;) {
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28))
    starts.push([at, name], [bytes.readUInt32LE(at + 42), name])
    at += 46 + bytes.readUInt16LE(at + 28)
  }
  starts.push([bytes.length - 22, '(end of the archive)'])
  starts.sort(([a], [b]) => a - b)
  return (offset) => starts.findLast(([start]) => start <= offset)![1]
}
