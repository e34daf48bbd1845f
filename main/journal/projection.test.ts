import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Citation } from '#contract/notebook'
import { hybridClock, MAX_AHEAD_MS, parseStamp, uuidV7 } from './clock'
import { canonicalJson } from './canonical'
import { journalHistory } from './history'
import { headOf } from './journal'
import type { Decision } from './operation-kinds'
import { operationLine, readOperation, signOperation, type Operation } from './operation'
import { projectJournal } from './projection'
import { entryPayload, testIdentity } from './test/journals'

const sha = 'a'.repeat(64)
const REPLICAS = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']
const stamp = (second: number) => `2009-06-28T01:00:${String(second).padStart(2, '0')}.000Z#0000`

function operation(decision: Decision, second: number, author = 1): Operation {
  const draft = { replica: REPLICAS[author - 1]!, hlc: stamp(second), parents: [], prev: null, ...decision }
  return signOperation(draft, testIdentity(author))
}

const citation = (id: string, label: string): Citation => ({
  id,
  label,
  kind: 'aggregate',
  title: id,
  query: { by: ['type'], measure: 'count', order: 'count', selection: { clauses: [], window: { kind: 'all' } } },
  view_version: 1,
  rows_sha256: sha,
  row_count: 0,
  total: 0,
  frozen: [],
})

const added = {
  sha256: sha,
  size_bytes: 10,
  name: 'tnm.log',
  path: '/in/tnm.log',
  format: 'tnm',
  options: {},
  zone: null,
  zone_rule: null,
  year: null,
  in_place: false,
}

const access = {
  ...{ source: ['198.18.2.0/24'], target: ['198.18.20.14'], service: 'tcp/22', hours: null, purpose: 'care', owner: '' },
  ...{ attested_by: '', attestation: '', valid_from: null, valid_to: null },
}

const anyDecision: fc.Arbitrary<Decision> = fc.oneof(
  fc.constant<Decision>({ kind: 'case.created', payload: { name: 'T', home_networks: [], display_zone: 'UTC' } }),
  fc.string().map<Decision>((name) => ({ kind: 'case.set', payload: { name } })),
  fc.constant<Decision>({ kind: 'evidence.added', payload: added }),
  fc.constantFrom('why', null).map<Decision>((reason) => ({ kind: 'evidence.excluded', payload: { sha256: sha, reason } })),
  fc.constantFrom('e1', 'e2').map<Decision>((id) => ({ kind: 'entry.created', payload: entryPayload(id) })),
  fc
    .tuple(fc.constantFrom('e1', 'e2'), fc.string())
    .map<Decision>(([id, title]) => ({ kind: 'entry.changed', payload: { id, title } })),
  fc.constantFrom('e1', 'e2').map<Decision>((id) => ({ kind: 'entry.removed', payload: { id } })),
  fc
    .constantFrom('c1', 'c2')
    .map<Decision>((id) => ({ kind: 'entry.cited', payload: { entry: 'e1', citation: citation(id, 'E1') } })),
  fc.constantFrom('c1', 'c2').map<Decision>((id) => ({ kind: 'entry.uncited', payload: { entry: 'e1', citation: id } })),
  fc.constantFrom('x', 'y').map<Decision>((tag) => ({ kind: 'event.tagged', payload: { keys: ['k1', 'k2'], tag } })),
  fc.constantFrom('a1', 'a2').map<Decision>((id) => ({ kind: 'access.added', payload: { ...access, id } })),
  fc
    .tuple(fc.constantFrom('a1', 'a2'), fc.constantFrom('', 'root'))
    .map<Decision>(([id, attested_by]) => ({ kind: 'access.changed', payload: { id, attested_by } })),
  fc.constantFrom('a1', 'a2').map<Decision>((id) => ({ kind: 'access.removed', payload: { id } })),
  fc.constantFrom('x', 'y').map<Decision>((tag) => ({ kind: 'event.untagged', payload: { keys: ['k1'], tag } })),
)
const anyOperations = fc.array(fc.tuple(anyDecision, fc.integer({ min: 0, max: 5 }), fc.constantFrom(1, 2)), { maxLength: 12 })

test('the state and the head do not depend on the order of the operations, nor on doubles', () => {
  fc.assert(
    fc.property(
      anyOperations.chain((drawn) => {
        const operations = drawn.map(([decision, second, author]) => operation(decision, second, author))
        return fc.tuple(fc.constant(operations), fc.shuffledSubarray(operations, { minLength: operations.length }))
      }),
      ([operations, shuffled]) => {
        expect(projectJournal([...shuffled, ...operations])).toEqual(projectJournal(operations))
        expect(headOf(shuffled)).toBe(headOf(operations))
      },
    ),
    { numRuns: 60 },
  )
})

test('an operation reads back from its line; any text survives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const written = operation({ kind: 'entry.created', payload: entryPayload('e', title) }, 0)
      expect(readOperation(operationLine(written))).toEqual({ ok: true, operation: written })
    }),
    { numRuns: 60 },
  )
})

test('an operation signed by another key, or altered under a new id, is not one', () => {
  const written = operation({ kind: 'entry.removed', payload: { id: 'e' } }, 0)
  const reasons = [
    readOperation(canonicalJson({ ...written, author: testIdentity(2).fingerprint })),
    readOperation(canonicalJson({ ...written, payload: { id: 'f' } })),
    readOperation(canonicalJson({ ...written, sig: operation({ kind: 'entry.removed', payload: { id: 'f' } }, 0).sig })),
    readOperation(JSON.stringify(written, null, 1).replace(/\n/g, '')),
    readOperation('{}'),
    readOperation('{'),
  ]
  expect(reasons.map((reading) => (reading.ok ? 'ok' : reading.why))).toEqual([
    'its author is not the holder of its key',
    'its content is not what its id names',
    'its signature does not fit',
    'it is not written in the canonical form',
    'it is not an operation',
    'it is not readable',
  ])
})

test('labels stay when a citation goes, and two copies that gave the same label are told apart', () => {
  const state = projectJournal([
    operation({ kind: 'entry.created', payload: entryPayload('e') }, 0),
    operation({ kind: 'entry.cited', payload: { entry: 'e', citation: citation('a', 'E1') } }, 1),
    operation({ kind: 'entry.cited', payload: { entry: 'e', citation: citation('b', 'E2') } }, 2),
    operation({ kind: 'entry.cited', payload: { entry: 'e', citation: citation('c', 'E2') } }, 3, 2),
    operation({ kind: 'entry.uncited', payload: { entry: 'e', citation: 'a' } }, 4),
  ])
  expect(state.entries[0]?.citations.map(({ id, label }) => [id, label])).toEqual([
    ['b', 'E2'],
    ['c', 'E3'],
  ])
})

test('the later change of a field wins, others stay; a kind from the future is counted', () => {
  const future = operation({ kind: 'entry.removed', payload: { id: 'e' } }, 9)
  const state = projectJournal([
    operation({ kind: 'entry.created', payload: entryPayload('e', 'one') }, 0),
    operation({ kind: 'entry.changed', payload: { id: 'e', title: 'three', body: 'text' } }, 2),
    operation({ kind: 'entry.changed', payload: { id: 'e', title: 'two' } }, 1, 2),
    { ...future, kind: 'entry.dreamt' },
  ])
  expect(state.entries[0]).toMatchObject({ title: 'three', body: 'text', removed: false, changed_at: '2009-06-28T01:00:02Z' })
  expect(state.notUnderstood).toBe(1)
})

test('the clock goes forward when the time goes back, follows others, but not into next week', () => {
  let nowUs = 1_246_150_800_000_000
  const clock = hybridClock({ nowUs: () => nowUs, randomBytes: (count) => new Uint8Array(count) })
  const first = clock.tick()
  nowUs -= 5_000_000
  const second = clock.tick()
  clock.observe('2009-06-28T02:00:00.000Z#0007')
  const third = clock.tick()
  clock.observe(`${new Date(nowUs / 1000 + MAX_AHEAD_MS + 1).toISOString()}#0000`)
  const fourth = clock.tick()
  expect([first, second, third, fourth]).toEqual([
    '2009-06-28T01:00:00.000Z#0000',
    '2009-06-28T01:00:00.000Z#0001',
    '2009-06-28T02:00:00.000Z#0008',
    '2009-06-28T02:00:00.000Z#0009',
  ])
  expect([parseStamp('2009-02-30T00:00:00.000Z#0000'), parseStamp('x')]).toEqual([null, null])
  expect(uuidV7(1_246_150_800_000, new Uint8Array(10).fill(255))).toBe('01222460-3280-7fff-bfff-ffffffffffff')
})

test('history is told in plain words, newest first, hostile text on one line', () => {
  const operations = [
    operation({ kind: 'case.created', payload: { name: 'Odd', home_networks: ['198.18.0.0/16'], display_zone: 'UTC' } }, 0),
    operation({ kind: 'evidence.added', payload: added }, 1),
    operation({ kind: 'evidence.set', payload: { sha256: sha, options: { zone: '-04:00', year: 2009 } } }, 2),
    operation({ kind: 'entry.created', payload: entryPayload('e', 'IRC\n\u2028<b>all</b> day') }, 3),
    operation({ kind: 'entry.cited', payload: { entry: 'e', citation: citation('by type', 'E1') } }, 4),
    operation({ kind: 'event.tagged', payload: { keys: ['k1', 'k2'], tag: 'beacon' } }, 5),
  ]
  const journal = {
    operations: () => operations,
    state: projectJournal(operations),
    damage: [{ name: 'f.jsonl', line: 2, why: 'it is not readable' }],
  }
  expect(journalHistory(journal, 6, () => 1204).map((line) => line.summary)).toEqual([
    'line 2 of f.jsonl cannot be trusted: it is not readable',
    'tagged 2 events “beacon”',
    'cited “by type” as E1 in the finding “IRC <b>all</b> day”',
    'wrote the finding “IRC <b>all</b> day”',
    'read tnm.log with zone -04:00, year 2009',
    'added tnm.log (tnm, 1,204 records)',
    'made the case “Odd”, home networks 198.18.0.0/16',
  ])
})

test('two copies of a register come together: each field as it was last stated, what one took out is out, and it is told in words', () => {
  const changed = (fields: object): Decision => ({ kind: 'access.changed', payload: { id: 'a1', ...fields } })
  const first = operation({ kind: 'access.added', payload: { ...access, id: 'a1' } }, 0)
  const second = operation({ kind: 'access.added', payload: { ...access, id: 'a2' } }, 1)
  const ours = [first, second, operation(changed({ attested_by: 'root' }), 2)]
  const theirs = [
    first,
    second,
    operation(changed({ hours: '08:00-18:00' }), 3, 2),
    operation({ kind: 'access.removed', payload: { id: 'a2' } }, 4, 2),
  ]
  const state = projectJournal([...ours, ...theirs])
  expect(projectJournal([...theirs, ...ours, ...theirs])).toEqual(state)
  expect(state.access).toEqual([
    expect.objectContaining({ id: 'a1', attested_by: 'root', hours: '08:00-18:00', purpose: 'care', by_address_alone: [] }),
  ])
  const told = journalHistory({ operations: () => [...ours, ...theirs.slice(2)], state, damage: [] }, 10).map(
    ({ summary }) => summary,
  )
  expect(told).toEqual([
    'took the access tcp/22 on 198.18.20.14 from 198.18.2.0/24 out of the register',
    'changed the hours of the access tcp/22 on 198.18.20.14 from 198.18.2.0/24',
    'changed the attested by of the access tcp/22 on 198.18.20.14 from 198.18.2.0/24',
    'stated the access tcp/22 on 198.18.20.14 from 198.18.2.0/24',
    'stated the access tcp/22 on 198.18.20.14 from 198.18.2.0/24',
  ])
})
