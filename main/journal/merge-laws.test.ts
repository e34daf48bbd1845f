/** The laws of merging, over what three analysts may do in any order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalCase } from './canonical-case'
import { openConflicts } from './conflicts'
import { deciding, mergeOperations } from './merge'
import type { Decision } from './operation-kinds'
import { historyOf } from './standing'
import { entryPayload } from './test/journals'
import { added, Copy, retitled, SHA } from './test/operations'

interface Step {
  author: 0 | 1 | 2
  second: number
  act: Act
}
type Act =
  | { do: 'write'; decision: Decision }
  | { do: 'pull'; from: 0 | 1 | 2 }
  | { do: 'undo'; which: number }
  | { do: 'settle'; which: number; side: number }

const id = fc.constantFrom('e1', 'e2')
const word = fc.constantFrom('one', 'two', 'three')
const decisions: fc.Arbitrary<Decision> = fc.oneof(
  fc.tuple(id, word).map(([entry, title]): Decision => ({ kind: 'entry.created', payload: entryPayload(entry, title) })),
  fc.tuple(id, word).map(([entry, title]) => retitled(entry, title)),
  fc.tuple(id, word).map(([entry, body]): Decision => ({ kind: 'entry.changed', payload: { id: entry, body } })),
  id.map((entry): Decision => ({ kind: 'entry.removed', payload: { id: entry } })),
  word.map((name): Decision => ({ kind: 'case.set', payload: { name } })),
  fc.constantFrom('-04:00', '-05:00').map(added),
  fc.constantFrom('UTC', '-05:00').map((zone): Decision => ({ kind: 'evidence.set', payload: { sha256: SHA, options: { zone } } })),
  fc.constantFrom('why', null).map((reason): Decision => ({ kind: 'evidence.excluded', payload: { sha256: SHA, reason } })),
  fc.constantFrom<'event.tagged' | 'event.untagged'>('event.tagged', 'event.untagged').map((kind): Decision => ({ kind, payload: { keys: ['k1', 'k2'], tag: 't' } })),
) // prettier-ignore
const author = fc.constantFrom<0 | 1 | 2>(0, 1, 2)
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: decisions.map((decision): Act => ({ do: 'write', decision })) },
  { weight: 2, arbitrary: author.map((from): Act => ({ do: 'pull', from })) },
  { weight: 1, arbitrary: fc.nat(20).map((which): Act => ({ do: 'undo', which })) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(5), fc.nat(3)).map(([which, side]): Act => ({ do: 'settle', which, side })) },
)
const stories: fc.Arbitrary<Step[]> = fc.array(fc.record({ author, second: fc.nat(9), act: acts }), {
  minLength: 6,
  maxLength: 18,
})

function perform(copies: readonly Copy[], { author: who, second, act }: Step): void {
  const copy = copies[who]!
  if (act.do === 'write') copy.write(act.decision, second)
  if (act.do === 'pull') pull(copy, copies[act.from]!, second)
  const history = historyOf(copy.operations)
  if (act.do === 'undo' && history.known.length > 0) {
    const { id: operation } = history.known[act.which % history.known.length]!
    copy.write({ kind: 'operation.undone', payload: { operation } }, second)
  }
  const open = act.do === 'settle' ? openConflicts(history) : []
  if (act.do !== 'settle' || open.length === 0) return
  const conflict = open[act.which % open.length]!
  const side = conflict.sides[act.side % conflict.sides.length]!
  const over = conflict.sides.map(({ operation }) => operation.id)
  copy.write(
    { kind: 'conflict.resolved', payload: { object: conflict.object, field: conflict.field, value: side.value, over } },
    second,
  )
}

function pull(copy: Copy, from: Copy, second: number): void {
  const { operations, added: brought } = mergeOperations(copy.operations, from.operations)
  copy.operations = operations
  const ids = deciding(brought).map(({ id: operation }) => operation)
  if (ids.length > 0) copy.write({ kind: 'merge.made', payload: { signer: 's', operations: ids } }, second)
}

test('merging is commutative, associative and idempotent, and nothing is ever lost', { timeout: 60_000 }, () => {
  let contended = 0
  fc.assert(
    fc.property(stories, (steps) => {
      const copies = [new Copy(1), new Copy(2), new Copy(3)]
      for (const step of steps) perform(copies, step)
      const [a, b, c] = copies.map(({ operations }) => operations) as [Copy['operations'], Copy['operations'], Copy['operations']]
      const join = (left: Copy['operations'], right: Copy['operations']) => mergeOperations(left, right).operations
      const said = canonicalCase(join(join(a, b), c))
      expect(canonicalCase(join(b, a))).toBe(canonicalCase(join(a, b)))
      expect(canonicalCase(join(a, join(b, c)))).toBe(said)
      expect(canonicalCase(join(c, join(b, join(a, join(b, c)))))).toBe(said)
      const again = mergeOperations(join(a, b), b)
      expect(again.added).toEqual([])
      expect(join(join(a, b), c).length).toBe(new Set([...a, ...b, ...c].map(({ id: operation }) => operation)).size)
      if (openConflicts(historyOf(join(join(a, b), c))).length > 0) contended++
    }),
    { numRuns: 2000, seed: 5 },
  )
  // A law that is only tried where nothing contends would say little.
  expect(contended).toBeGreaterThan(500)
})
