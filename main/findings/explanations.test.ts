import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIKELIHOODS, MOST_EXPECTED } from '#contract/explanations'
import type { Entry } from '#contract/notebook'
import { cellKey, type Explanations } from '#main/journal/explanations'
import { explanationMatrix, sharesOf } from './explanations'

const hypothesis = (id: string, title: string): Entry => ({
  id,
  kind: 'hypothesis',
  title,
  body: '',
  tlp: null,
  author: 'a',
  created_at: '2009-07-01T00:00:00Z',
  changed_at: '2009-07-01T00:00:00Z',
  citations: [],
  control: null,
  removed: false,
})
const ENTRIES = [
  hypothesis('bot', 'Botnet'),
  hypothesis('boast', 'A bot that boasts'),
  hypothesis('blind', 'We lack the evidence'),
]

type Rated = Record<string, Record<string, readonly number[]>>

/** Shape: fingerprint → observation → ratings in the order of the explanations. */
function stateOf(rated: Rated, revealed: readonly string[]) {
  const ratings = new Map(
    Object.entries(rated).map(([author, rows]) => [
      author,
      new Map(
        Object.entries(rows).flatMap(([row, values]) =>
          values.map((value, column) => [cellKey(row, ENTRIES[column]!.id), value] as const),
        ),
      ),
    ]),
  )
  const explanations: Explanations = {
    roles: new Map([
      ['bot', 'hostile'],
      ['boast', 'benign'],
      ['blind', 'evidence-missing'],
    ]),
    observations: [
      { id: 'port', text: 'Port 6667 is used', entry: null, awaits: null },
      { id: 'ssh', text: 'Log-ins from three networks before it began', entry: null, awaits: null },
      { id: 'log', text: 'The log of sshd', entry: null, awaits: { class: 'authentication', host: '198.18.20.14' } },
    ],
    ratings,
    revealed: new Set(revealed),
  }
  return { entries: ENTRIES, authors: new Map<string, string>(), explanations }
}

const EQUAL = [4, 4, 4]
const TELLING = [3, 0, 1]

test('what is as expected under every explanation tells nothing, what is not stands first', () => {
  const { observations, lacks } = explanationMatrix(stateOf({ a: { port: EQUAL, ssh: TELLING } }, []), 'a')
  expect(observations.map(({ id, discriminates }) => [id, discriminates])).toEqual([
    ['ssh', true],
    ['port', false],
    ['log', false],
  ])
  expect(observations[1]!.diagnosticity).toBeCloseTo(0)
  expect(observations[2]!.diagnosticity).toBeNull()
  expect(lacks).toEqual([])
})

test('ratings of another are seen only after both revealed theirs', () => {
  const rated = { a: { ssh: TELLING }, b: { ssh: EQUAL } }
  const seen = (revealed: string[]) => explanationMatrix(stateOf(rated, revealed), 'a').observations[0]!.cells[0]!
  for (const revealed of [[], ['a'], ['b']])
    expect(seen(revealed)).toMatchObject({ own: 3, disagreement: null, ratings: [{ analyst: 'a', rating: 3 }] })
  const both = seen(['a', 'b'])
  expect(both.ratings).toEqual([
    { analyst: 'a', rating: 3 },
    { analyst: 'b', rating: 4 },
  ])
  const [own] = sharesOf(TELLING)!
  expect(both.share).toBeCloseTo((own! + 1 / 3) / 2)
  expect(both.disagreement).toBeCloseTo(own! - 1 / 3)
})

test('a set of explanations says what it lacks', () => {
  const state = stateOf({}, [])
  const few = { ...state, entries: ENTRIES.slice(0, 1) }
  expect(explanationMatrix(few, 'a').lacks).toEqual(['three-explanations', 'benign', 'evidence-missing'])
  expect(explanationMatrix(few, 'a').observations[0]!.cells).toHaveLength(1)
})

test('shares of a row sum to one and stand in the order of the ratings', () => {
  const ratings = fc.array(fc.integer({ min: 0, max: MOST_EXPECTED }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(ratings, (row) => {
      const shares = sharesOf(row)!
      expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1)
      row.forEach((rating, column) =>
        row.forEach((other, at) => rating > other && expect(shares[column]).toBeGreaterThan(shares[at]!)),
      )
    }),
  )
  expect(sharesOf([1, null])).toBeNull()
  expect(sharesOf([])).toBeNull()
  expect([...LIKELIHOODS].sort((a, b) => a - b)).toEqual([...LIKELIHOODS])
})
