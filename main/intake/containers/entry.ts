/** What a container says it holds, one after the other, in the order it lies there. */
import type { Fault } from '#contract/errors'

export interface Entry {
  /** Text for addresses, once in the container. */
  name: string
  /** Nothing is said of folders. */
  isFolder: boolean
  /** Bytes as the container states them. */
  sizeBytes: number
  /** Bytes they take in the container, where it compresses its members; else null. */
  storedBytes: number | null
  /** µs UTC, or null. */
  modifiedUs: number | null
  /** Why its bytes cannot be read, given its path; null where they can. */
  refusal: ((path: string) => Fault) | null
  /** Its bytes, to be read before the next entry is asked for; returns what is wrong with them, or null. */
  content(): AsyncGenerator<Uint8Array, string | null>
}

/** Yields every entry; returns why no more could be found, or null at the proper end. */
export type Entries = AsyncGenerator<Entry, string | null>
