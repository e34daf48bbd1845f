/** How much of a container is read: archives are made that expand to more than any disk holds. */
import { EXPANSION_LIMIT, type ExpansionLimit } from '../compression'

export interface Limits {
  /** What may come out of one member, and of one compressed layer. */
  member: ExpansionLimit
  /** What may come out of one evidence file, members of members included. */
  total: ExpansionLimit
  /** Members of one evidence file, at every depth. */
  members: number
  /** Containers within one another. */
  depth: number
}

/** Chosen: a disk image of logs passes, what is made to fill a disk does not. */
export const LIMITS: Limits = {
  member: EXPANSION_LIMIT,
  total: { freeBytes: 1 << 30, ratio: 250 },
  members: 100_000,
  depth: 4,
}

/** Thrown where nothing more is read of an evidence file; `text` says which limit. */
export class LimitReached extends Error {}
