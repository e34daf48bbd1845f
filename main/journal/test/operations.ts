/** Operations of several authors without files or signatures, for tests of what a set of them says. */
import { canonicalJson, sha256Hex } from '../canonical'
import type { Operation } from '../operation'
import type { Decision } from '../operation-kinds'

/** 2009-06-28T01:00:00Z, ms. */
const START_MS = 1_246_150_800_000

const HEX = '0123456789abcdef'
const replicaOf = (author: number) => `00000000-0000-7000-8000-${String(author).padStart(12, '0')}`

/** A copy of a case in one analyst's hands: knows operations, writes more. */
export class Copy {
  constructor(
    readonly author: number,
    public operations: readonly Operation[] = [],
  ) {}

  /** Write a decision `second` seconds after the beginning, knowing everything in this copy. */
  write(decision: Decision, second: number): Operation {
    const followed = new Set(this.operations.flatMap(({ parents }) => parents))
    const content = {
      v: 1 as const,
      replica: replicaOf(this.author),
      author: HEX[this.author]!.repeat(32),
      key: '',
      hlc: `${new Date(START_MS + second * 1000).toISOString()}#${String(this.operations.length).padStart(4, '0')}`,
      parents: this.operations
        .map(({ id }) => id)
        .filter((id) => !followed.has(id))
        .sort(),
      kind: decision.kind as string,
      payload: decision.payload as Record<string, unknown>,
      prev: null,
    }
    const operation: Operation = { ...content, id: sha256Hex(canonicalJson(content)), sig: '' }
    this.operations = [...this.operations, operation]
    return operation
  }
}

/** Of the one evidence file of these tests. */
export const SHA = 'a'.repeat(64)

/** Shape: zone → the file's adding, read in this zone. */
export const added = (zone: string): Decision => ({
  kind: 'evidence.added',
  payload: {
    ...{ sha256: SHA, size_bytes: 10, name: 'tnm.log', path: '/in/tnm.log', format: 'tnm', options: {}, in_place: false },
    ...{ zone, zone_rule: 'stated', year: 2009 },
  },
})

export const retitled = (id: string, title: string): Decision => ({ kind: 'entry.changed', payload: { id, title } })
