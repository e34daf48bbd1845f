/** Names of events made of the times a file system keeps of a file: which of them say the moment. */
import type { TaxonomyEntry } from './format'

/** Modified: contents. Accessed: contents read. Changed: what the file system knows of it. Born: created. In the order of `macb`. */
const TIMES = [
  { letter: 'm', word: 'Modified' },
  { letter: 'a', word: 'Accessed' },
  { letter: 'c', word: 'Changed' },
  { letter: 'b', word: 'Born' },
] as const

export type FileTimeLetter = (typeof TIMES)[number]['letter']

export interface FileTimes {
  /** `File-Modified_Changed`. */
  name: string
  /** `m.c.` as mactime writes it. */
  macb: string
  /** `Modified, changed`. */
  words: string
}

function timesOf(letters: ReadonlySet<string>): FileTimes {
  const words = TIMES.filter(({ letter }) => letters.has(letter)).map(({ word }) => word)
  const [first = '', ...rest] = words
  return {
    name: `File-${words.join('_')}`,
    macb: TIMES.map(({ letter }) => (letters.has(letter) ? letter : '.')).join(''),
    words: [first, ...rest.map((word) => word.toLowerCase())].join(', '),
  }
}

const COMBINATIONS = Array.from({ length: 15 }, (_, index) =>
  timesOf(new Set(TIMES.filter((_time, place) => (((index + 1) >> place) & 1) === 1).map(({ letter }) => letter))),
)

const BY_MACB = new Map(COMBINATIONS.map((times) => [times.macb, times] as const))

/** Shape: letters of `macb` in any case and order, dots or not → how the event is called, or null where none is among them. */
export function fileTimes(letters: string): FileTimes | null {
  const lower = letters.toLowerCase()
  return BY_MACB.get(TIMES.map(({ letter }) => (lower.includes(letter) ? letter : '.')).join('')) ?? null
}

export const FILE_TIME_TAXONOMY: readonly TaxonomyEntry[] = COMBINATIONS.map(({ name, words }) => ({
  name,
  type: 'file-access',
  specificity: 'specific',
  doc: `${words}, by the times the file system keeps: the last of each kind only, and anybody with the rights can set them.`,
  provenance: 'MACB as mactime and log2timeline write it; the words are chosen here',
}))
