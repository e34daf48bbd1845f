/** As much of the syntax of a PDF as is needed to find an object of a file that the typesetter wrote, and to put another in its place. */

/** Most cross-reference sections followed; ours has two. */
const MOST_SECTIONS = 8

export interface PdfTrailer {
  /** Offset of the last cross-reference table. */
  startxref: number
  /** What stands between `<<` and `>>`. */
  text: string
  /** Number of the catalog. */
  root: number
  size: number
}

/** The objects of one file, by number. */
export interface PdfObjects {
  trailer: PdfTrailer
  /** Shape: number → the object's bytes after `N 0 obj`, to the end of the file; null where there is none. */
  at(number: number): Buffer | null
}

const latin = (bytes: Buffer, from: number, until: number): string => bytes.toString('latin1', Math.max(0, from), until)

/** Shape: number in text → it, or null where it is not one that can be a place in a file. */
function numberIn(match: RegExpExecArray | null): number | null {
  const number = match === null ? NaN : Number(match[1])
  return Number.isSafeInteger(number) ? number : null
}

/** Shape: bytes of a PDF with classic cross-reference tables → its objects, or null where it is not one. */
export function pdfObjects(bytes: Buffer): PdfObjects | null {
  const startxref = numberIn(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(latin(bytes, bytes.length - 100, bytes.length)))
  const offsets = new Map<number, number>()
  let trailer: PdfTrailer | null = null
  for (let at = startxref, sections = 0; at !== null && sections < MOST_SECTIONS; sections++) {
    const text = sectionAt(bytes, at, offsets)
    if (text === null) return null
    const root = numberIn(/\/Root\s+(\d+)\s+0\s+R/.exec(text))
    const size = numberIn(/\/Size\s+(\d+)/.exec(text))
    if (root === null || size === null) return null
    trailer ??= { startxref: at, text, root, size }
    at = numberIn(/\/Prev\s+(\d+)/.exec(text))
  }
  return trailer === null ? null : { trailer, at: (number) => objectAt(bytes, number, offsets.get(number)) }
}

/** Notes the offsets of one table that no later table gave, and returns its trailer. */
function sectionAt(bytes: Buffer, at: number, offsets: Map<number, number>): string | null {
  const end = bytes.indexOf('trailer', at)
  if (latin(bytes, at, at + 4) !== 'xref' || end < 0) return null
  let next = 0
  for (const line of latin(bytes, at + 4, end).split('\n')) {
    const head = /^\s*(\d+) (\d+)\s*$/.exec(line)
    const entry = /^(\d{10}) \d{5} ([nf])/.exec(line)
    if (entry !== null) {
      if (entry[2] === 'n' && !offsets.has(next)) offsets.set(next, Number(entry[1]))
      next++
    } else if (head !== null) next = Number(head[1])
  }
  const text = latin(bytes, end, bytes.indexOf('startxref', end))
  return text.includes('<<') ? text : null
}

function objectAt(bytes: Buffer, number: number, offset: number | undefined): Buffer | null {
  if (offset === undefined || offset >= bytes.length) return null
  const head = `${number} 0 obj`
  return latin(bytes, offset, offset + head.length) === head ? bytes.subarray(offset + head.length) : null
}

/** Shape: an object → its dictionary as text, and the stored bytes of its stream (null where it has none). */
export function pdfParts(object: Buffer): { dictionary: string; stream: Buffer | null } {
  const end = object.indexOf('endobj')
  const begin = object.indexOf('stream')
  if (begin < 0 || (end >= 0 && end < begin)) return { dictionary: latin(object, 0, end < 0 ? object.length : end), stream: null }
  const dictionary = latin(object, 0, begin)
  const length = numberIn(/\/Length\s+(\d+)/.exec(dictionary)) ?? 0
  const from = begin + 'stream'.length + (object[begin + 'stream'.length] === 0x0d ? 2 : 1)
  return { dictionary, stream: object.subarray(from, from + length) }
}

/**
 * Put other objects in the place of some, by an update at the end of the file.
 *
 * Shape:  bytes of a PDF, object number → what stands between `obj` and `endobj` → bytes of the updated file.
 * Source: ISO 32000-1, 7.5.6 (incremental updates).
 */
export function withObjects(bytes: Buffer, { trailer }: PdfObjects, objects: ReadonlyMap<number, Buffer>): Buffer {
  const pieces: Buffer[] = [bytes, Buffer.from('\n')]
  let length = bytes.length + 1
  const sections: string[] = []
  for (const [number, content] of [...objects].sort(([a], [b]) => a - b)) {
    sections.push(`${number} 1\n${String(length).padStart(10, '0')} 00000 n \n`)
    const object = Buffer.concat([Buffer.from(`${number} 0 obj\n`), content, Buffer.from('\nendobj\n\n')])
    pieces.push(object)
    length += object.length
  }
  const dictionary = trailer.text
    .replace(/^trailer\s*/, '')
    .trimEnd()
    .replace(/>>$/, `  /Prev ${trailer.startxref}\n>>`)
  pieces.push(Buffer.from(`xref\n${sections.join('')}trailer\n${dictionary}\nstartxref\n${length}\n%%EOF\n`, 'latin1'))
  return Buffer.concat(pieces)
}
