import { expect, test } from 'vitest'
import { canonicalCase } from './canonical-case'
import { causalityOf, orderedOperations } from './causality'
import { openConflicts } from './conflicts'
import { deciding, mergeOperations } from './merge'
import { OPERATION_KINDS } from './operation-kinds'
import { projectJournal } from './projection'
import { resolutionOf } from './resolution'
import { historyOf } from './standing'
import { entryPayload } from './test/journals'
import { added, Copy, retitled, SHA } from './test/operations'
import { conflictId } from './told-conflicts'
import { decisionFor, touchesOf } from './touches'
import { undoingOf } from './undo'

/** Shape: → two copies of one beginning: findings e1 and e2. */
function twoCopies(): [Copy, Copy] {
  const before = new Copy(1)
  before.write({ kind: 'entry.created', payload: entryPayload('e1') }, 0)
  before.write({ kind: 'entry.created', payload: entryPayload('e2') }, 1)
  return [new Copy(1, before.operations), new Copy(2, before.operations)]
}

const conflictsIn = (copy: Copy) => openConflicts(historyOf(copy.operations))
const saidOf = (copy: Copy) =>
  conflictsIn(copy).map(({ object, field, kind, sides }) => [object, field, kind, ...sides.map(({ value }) => value)])
const titleOf = (copy: Copy, id: string) => projectJournal(copy.operations).entries.find((entry) => entry.id === id)

function merged(ours: Copy, theirs: Copy): Copy {
  return new Copy(ours.author, mergeOperations(ours.operations, theirs.operations).operations)
}

test('one field changed on two sides and one removal against a change: both named, the last one holds meanwhile', () => {
  const [a, b] = twoCopies()
  a.write(retitled('e1', 'by A'), 10)
  b.write(retitled('e1', 'by B'), 20)
  a.write({ kind: 'entry.removed', payload: { id: 'e2' } }, 30)
  b.write(retitled('e2', 'still needed'), 40)
  a.write({ kind: 'entry.created', payload: entryPayload('e3') }, 50)
  b.write({ kind: 'entry.created', payload: entryPayload('e4') }, 60)
  const [ab, ba] = [merged(a, b), merged(b, a)]
  expect(canonicalCase(ab.operations)).toBe(canonicalCase(ba.operations))
  expect(saidOf(ab)).toEqual([
    ['entry/e1', 'title', 'changed-twice', 'by A', 'by B'],
    ['entry/e2', 'removed', 'removed-and-changed', true, false],
  ])
  expect([titleOf(ab, 'e1')?.title, titleOf(ab, 'e2')?.removed]).toEqual(['by B', true])
  const again = mergeOperations(ab.operations, b.operations)
  expect([again.added, again.conflicts.length]).toEqual([[], 2])
})

test('settling is a decision of its own: it holds over a clock that is behind, and lapses with what it decided between', () => {
  const [a, b] = twoCopies()
  a.write(retitled('e1', 'by A'), 10)
  const late = b.write(retitled('e1', 'by B'), 900)
  a.write({ kind: 'entry.removed', payload: { id: 'e2' } }, 30)
  b.write(retitled('e2', 'still needed'), 40)
  const ab = merged(a, b)
  for (const conflict of conflictsIn(ab)) {
    const keep = conflict.sides.find(({ value }) => value === 'by A' || value === false)!.operation.id
    ab.write(
      { kind: 'conflict.resolved', payload: resolutionOf(historyOf(ab.operations), { id: conflictId(conflict), keep }) },
      100,
    )
  }
  expect(saidOf(ab)).toEqual([])
  expect([titleOf(ab, 'e1')?.title, titleOf(ab, 'e2')?.removed, titleOf(ab, 'e2')?.title]).toEqual([
    'by A',
    false,
    'still needed',
  ])
  ab.write({ kind: 'operation.undone', payload: { operation: late.id } }, 110)
  expect(titleOf(ab, 'e1')?.title).toBe('by A')
  expect(saidOf(ab)).toEqual([])
})

test('two settlings of one conflict contend again; a third that saw both ends it', () => {
  const [a, b] = twoCopies()
  a.write(retitled('e1', 'by A'), 10)
  b.write(retitled('e1', 'by B'), 20)
  const [ab, ba] = [merged(a, b), merged(b, a)]
  for (const [copy, value] of [
    [ab, 'mine'],
    [ba, 'ours'],
  ] as const) {
    const id = conflictId(conflictsIn(copy)[0]!)
    copy.write({ kind: 'conflict.resolved', payload: resolutionOf(historyOf(copy.operations), { id, value }) }, 30)
  }
  const both = merged(ab, ba)
  expect(saidOf(both)).toEqual([['entry/e1', 'title', 'changed-twice', 'mine', 'ours']])
  both.write(retitled('e1', 'agreed'), 40)
  expect([saidOf(both), titleOf(both, 'e1')?.title]).toEqual([[], 'agreed'])
})

test('the same decision on both sides is no conflict; a zone, a tag and an exclusion are', () => {
  const before = new Copy(1)
  before.write({ kind: 'case.created', payload: { name: 'T', home_networks: [], display_zone: 'UTC' } }, 0)
  const [a, b] = [new Copy(1, before.operations), new Copy(2, before.operations)]
  for (const [copy, zone, kind, reason] of [
    [a, '-04:00', 'event.tagged', 'theirs'],
    [b, '-05:00', 'event.untagged', null],
  ] as const) {
    copy.write({ kind: 'case.set', payload: { name: 'Odd' } }, 5)
    copy.write(added(zone), 10)
    copy.write({ kind, payload: { keys: ['k/1'], tag: 'beacon' } }, 11)
    copy.write({ kind: 'evidence.excluded', payload: { sha256: SHA, reason } }, 12)
  }
  const ab = merged(a, b)
  expect(saidOf(ab)).toEqual([
    ['event/k/1', 'tag beacon', 'changed-twice', true, false],
    [`evidence/${SHA}`, 'excluded', 'changed-twice', 'theirs', null],
    [`evidence/${SHA}`, 'zone', 'changed-twice', '-04:00', '-05:00'],
  ])
  const zone = conflictsIn(ab).find(({ field }) => field === 'zone')!
  expect([zone.standing, projectJournal(ab.operations).evidence[0]?.zone]).toEqual([zone.sides[0]!.operation.id, '-04:00'])
  ab.write(
    {
      kind: 'conflict.resolved',
      payload: resolutionOf(historyOf(ab.operations), { id: conflictId(zone), keep: zone.sides[1]!.operation.id }),
    },
    20,
  )
  expect(projectJournal(ab.operations).evidence[0]?.options).toEqual({ zone: '-05:00' })
})

test('a merge that is undone leaves the case as it was; a change of what it brought is then named; undoing the undoing brings it back', () => {
  const [a, b] = twoCopies()
  a.write(retitled('e1', 'by A'), 10)
  b.write(retitled('e1', 'by B'), 20)
  b.write({ kind: 'entry.created', payload: entryPayload('e3') }, 30)
  b.write(added('-04:00'), 31)
  const before = projectJournal(a.operations)
  const ab = merged(a, b)
  const brought = deciding(mergeOperations(a.operations, b.operations).added).map(({ id }) => id)
  const merge = ab.write({ kind: 'merge.made', payload: { signer: 'b', operations: brought } }, 40)
  const conflict = conflictsIn(ab)[0]!
  ab.write(
    { kind: 'conflict.resolved', payload: resolutionOf(historyOf(ab.operations), { id: conflictId(conflict), value: 'both' }) },
    41,
  )
  const together = projectJournal(ab.operations)
  const undo = ab.write(undoingOf(historyOf(ab.operations), merge.id).decision, 50)
  expect({ ...projectJournal(ab.operations), everAdded: before.everAdded }).toEqual(before)
  expect(projectJournal(ab.operations).everAdded).toEqual(new Set([SHA]))
  b.write(retitled('e3', 'went on'), 60)
  expect(saidOf(merged(ab, b))).toEqual([['entry/e3', 'removed', 'removed-and-changed', true, false]])
  ab.write(undoingOf(historyOf(ab.operations), undo.id).decision, 70)
  expect(projectJournal(ab.operations)).toEqual(together)
})

test('what was written is taken back as a removal, what was added as an exclusion; nothing is taken back twice', () => {
  const copy = new Copy(1)
  const opened = copy.write({ kind: 'replica.opened', payload: { display_name: 'A' } }, 0)
  const wrote = copy.write({ kind: 'entry.created', payload: entryPayload('e1') }, 1)
  const changed = copy.write(retitled('e1', 'two'), 2)
  const add = copy.write(added('-04:00'), 3)
  const decisionOf = (id: string) => undoingOf(historyOf(copy.operations), id).decision
  expect(decisionOf(wrote.id)).toEqual({ kind: 'entry.removed', payload: { id: 'e1' } })
  expect(decisionOf(add.id)).toMatchObject({ kind: 'evidence.excluded', payload: { sha256: SHA } })
  copy.write(decisionOf(changed.id), 4)
  expect(titleOf(copy, 'e1')?.title).toBe('e1')
  const code = (id: string) => {
    try {
      return decisionOf(id).kind
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  expect([changed.id, opened.id, SHA].map(code)).toEqual(['CAS-042', 'CAS-041', 'CAS-040'])
})

test('an operation comes after what it had seen, whatever the clocks say', () => {
  const a = new Copy(1)
  const first = a.write({ kind: 'entry.created', payload: entryPayload('e1') }, 500)
  const b = new Copy(2, a.operations)
  const second = b.write(retitled('e1', 'later'), 1)
  const third = new Copy(3).write({ kind: 'entry.created', payload: entryPayload('e2') }, 2)
  const order = orderedOperations([third, second, first])
  expect(order.map(({ id }) => id)).toEqual([first.id, second.id, third.id])
  const { saw } = causalityOf(order)
  expect([saw(second.id, first.id), saw(first.id, second.id), saw(third.id, first.id), saw(first.id, first.id)]).toEqual([
    true,
    false,
    false,
    false,
  ])
})

/** Kinds that change no object: records, and decisions about other operations. */
/** Ratings are of one analyst alone: nobody else can contend for them. */
const WITHOUT_OBJECT = [
  'replica.opened',
  'operation.undone',
  'conflict.resolved',
  'merge.made',
  'export.made',
  'rating.made',
  'ratings.revealed',
]
test('every kind of operation says which object it is about, so that it takes part in conflicts', () => {
  const silent = Object.keys(OPERATION_KINDS).filter((kind) => touchesOf({ kind, payload: PROBE } as never).length === 0)
  expect(silent.sort()).toEqual(WITHOUT_OBJECT.sort())
})
/** Any payload at all: enough members for every declaration to name its object. */
const PROBE = {
  ...{ id: 'x', entry: 'x', keys: ['x'], tag: 'x', sha256: SHA, options: {}, citation: { id: 'x', label: 'E1' } },
  ...{ name: 'x', title: 'x', detector: 'x', key: 'x', author: 'x' },
}

test('a value that an object cannot have is not written', () => {
  expect(decisionFor('nobody/1', 'x', 1)).toBeNull()
  const [a, b] = twoCopies()
  a.write(retitled('e1', 'by A'), 10)
  b.write(retitled('e1', 'by B'), 20)
  const ab = merged(a, b)
  const conflict = conflictId(conflictsIn(ab)[0]!)
  expect(() => resolutionOf(historyOf(ab.operations), { id: conflict, value: 5 })).toThrow('cannot be given')
  expect(() => resolutionOf(historyOf(ab.operations), { id: 'none', value: 'x' })).toThrow('no open conflict')
})
