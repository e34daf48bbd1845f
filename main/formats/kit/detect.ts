/** Which format a file is, by its content alone: names and extensions are hints from whoever made the file. */
import type { Claim, FormatDefinition, Head } from './format'
import { LineSplitter } from './lines'
import { latin1 } from './text'

/** Bytes that are enough for every `sniff`. Chosen: the longest header seen in the wild (Zeek, Nessus policy) fits many times. */
export const HEAD_BYTES = 262_144

export interface Candidate extends Claim {
  format: FormatDefinition
}

/** Shape: the beginning of a file → what `sniff` looks at; `whole` says that nothing follows. */
export function headOf(bytes: Uint8Array, whole: boolean): Head {
  const head = bytes.subarray(0, HEAD_BYTES)
  const splitter = new LineSplitter()
  const lines = [...splitter.push(head), ...splitter.finish()]
  return {
    bytes: head,
    text: latin1(head),
    lines: lines.map((line) => latin1(line.bytes, line.start, line.end)),
    whole: whole && head.length === bytes.length,
  }
}

/** Shape: (head, formats) → every claim above 0, surest first; equal claims in order of id. */
export function candidates(head: Head, formats: readonly FormatDefinition[]): Candidate[] {
  return formats
    .map((format) => ({ format, ...format.sniff(head) }))
    .filter((candidate) => candidate.confidence > 0)
    .sort((a, b) => b.confidence - a.confidence || (a.format.id < b.format.id ? -1 : 1))
}

/** Shape: (head, formats) → the surest claim, or null where nobody claims the file. */
export function detect(head: Head, formats: readonly FormatDefinition[]): Candidate | null {
  return candidates(head, formats)[0] ?? null
}

export const NO_CLAIM: Claim = { confidence: 0, why: 'nothing of this format in the first lines' }

/**
 * A claim by share of lines.
 *
 * Shape: (lines, is one of ours, what they are, ceiling) → `ceiling` where all are, less where some are, no claim below a half.
 *        Blank lines do not count; the last line of a cut head does not count against it.
 */
export function claimByLines(head: Head, isOurs: (line: string) => boolean, what: string, ceiling = 0.9): Claim {
  const complete = head.whole || head.lines.length < 2 ? head.lines : head.lines.slice(0, -1)
  const lines = complete.filter((line) => line.trim() !== '').slice(0, 200)
  const ours = lines.filter(isOurs).length
  if (ours === 0 || ours * 2 < lines.length) return NO_CLAIM
  return {
    confidence: ceiling * (0.5 + (0.5 * ours) / lines.length),
    why: `${ours} of the first ${lines.length} lines are ${what}`,
  }
}
