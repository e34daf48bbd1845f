/** One file of the journal: reading it with every doubt noted, and mending its torn end. */
import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { sha256Hex } from './canonical'
import { syncFolder } from './durable'
import { readOperation, type Operation } from './operation'

const NAME = /^([0-9a-f]{32})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.jsonl$/
const NEWLINE = 0x0a

/** A line that is not as it was written. `line` is 1-based. */
export interface Damage {
  line: number
  why: string
}

export interface JournalFile {
  name: string
  author: string
  replica: string
  /** Lines with a valid signature, in file order. */
  operations: Operation[]
  damage: Damage[]
  /** Bytes after the last line end: an append that was cut short, or null. */
  tail: Uint8Array | null
  /** SHA-256 of each whole line, in order. */
  lineDigests: string[]
  sizeBytes: number
}

/** Shape: file name → the key fingerprint and replica it names, or null for a file that is not part of a journal. */
export function journalFileName(name: string): { author: string; replica: string } | null {
  const match = NAME.exec(name)
  return match === null ? null : { author: match[1]!, replica: match[2]! }
}

/** Shape: (name, bytes) → every operation in it and everything that is wrong with it. Never throws for content. */
export function parseJournalFile(name: string, bytes: Uint8Array): JournalFile {
  const { author, replica } = journalFileName(name) ?? { author: '', replica: '' }
  const file: JournalFile = {
    name,
    author,
    replica,
    operations: [],
    damage: [],
    tail: null,
    lineDigests: [],
    sizeBytes: bytes.length,
  }
  let start = 0
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    takeLine(file, bytes.subarray(start, end))
    start = end + 1
  }
  if (start < bytes.length) file.tail = bytes.subarray(start)
  return file
}

/** Shape: path → reading of the file. */
export const readJournalFile = (path: string): JournalFile => parseJournalFile(basename(path), readFileSync(path))

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readLine(bytes: Uint8Array) {
  try {
    return readOperation(utf8.decode(bytes))
  } catch {
    return { ok: false as const, why: 'it is not UTF-8 text' }
  }
}

function takeLine(file: JournalFile, bytes: Uint8Array): void {
  const before = file.lineDigests.at(-1) ?? null
  const line = file.lineDigests.length + 1
  file.lineDigests.push(sha256Hex(bytes))
  const reading = readLine(bytes)
  if (!reading.ok) {
    file.damage.push({ line, why: reading.why })
    return
  }
  const { operation } = reading
  if (operation.author !== file.author || operation.replica !== file.replica) {
    file.damage.push({ line, why: 'it was written for another file' })
    return
  }
  // WHY: a damaged line has another digest than the one its successor names; that is one fault, said once.
  const explained = file.damage.at(-1)?.line === line - 1
  if (operation.prev !== before && !explained) file.damage.push({ line, why: 'the line before it is missing or was changed' })
  file.operations.push(operation)
}

/** What a file's end needs: its line end written (`finish`), the beginning of a line moved away (`move`), or only a line end so that the altered line is reported (`close`). */
export type Mending = 'nothing' | 'finish' | 'move' | 'close'

/** Shape: bytes after the last line end → what they need. */
export function mendingOf(tail: Uint8Array | null): Mending {
  if (tail === null) return 'nothing'
  if (readLine(tail).ok) return 'finish'
  // WHY: a torn append is the beginning of a line. A whole line with one odd byte after it is an altered line end: it stays for `verify`.
  return readLine(tail.subarray(0, -1)).ok ? 'close' : 'move'
}

/**
 * Mend the end of a file after an append that was cut short: a whole operation gets its line end, anything else is moved to a file
 * `NAME.torn` beside it, so that no byte vanishes.
 *
 * Shape: path → what was done in plain words, or null where nothing had to be.
 */
export function repairTornTail(path: string): string | null {
  const file = readJournalFile(path)
  if (file.tail === null) return null
  const mending = mendingOf(file.tail)
  const handle = openSync(path, 'r+')
  try {
    if (mending !== 'move') {
      writeFully(handle, Buffer.from('\n'), file.sizeBytes)
    } else {
      writeFileSync(`${path}.torn`, Buffer.concat([file.tail, Buffer.from('\n')]), { flag: 'a', mode: 0o600, flush: true })
      ftruncateSync(handle, file.sizeBytes - file.tail.length)
    }
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  syncFolder(dirname(path))
  if (mending === 'close') return null
  return mending === 'finish'
    ? `The last line of ${file.name} had lost its line end; the operation in it is whole and was kept.`
    : `The last line of ${file.name} was cut short (${file.tail.length} bytes) and had never been acknowledged; it was moved to ${file.name}.torn.`
}

/** Shape: every byte is written, however many calls it takes. */
export function writeFully(handle: number, bytes: Uint8Array, position: number): void {
  let done = 0
  while (done < bytes.length) done += writeSync(handle, bytes, done, bytes.length - done, position + done)
}
