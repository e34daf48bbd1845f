/** Random filters for property tests: every kind of field and test, nested. */
import fc from 'fast-check'
import { addressSpan, network, singleAddress } from './addresses'
import { allOf, anyOf, noneOf, type Filter, type Test } from './expression'
import { FIELD_NAMES, fieldDefinition, type FieldName } from './fields'
import { literalPattern, typedPattern } from './wildcards'

const word = fc.oneof(
  fc.constantFrom(
    'root',
    'AND',
    'TO',
    'a b',
    '-x',
    '/p',
    'x"y',
    'back\\slash',
    'ü',
    'a:b',
    '*',
    '?',
    '%_',
    "o'clock",
    '[1]',
    '\n',
    '🦊',
  ),
  fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }),
)
const wild = fc
  .array(fc.oneof(fc.constantFrom('*', '?'), word.map(literalPattern)), { minLength: 1, maxLength: 4 })
  .map((parts) => typedPattern(parts.join('')))
  .filter((pattern) => /(^|[^\\])[*?]/.test(pattern) && pattern !== '*')

const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'))
const v6 = fc.ipV6().filter((text) => !text.includes('.'))
const address: fc.Arbitrary<Test> = fc
  .oneof(
    v4.map(singleAddress),
    v6.map(singleAddress),
    fc.tuple(v4, fc.nat(32)).map(([text, bits]) => network(`${text}/${bits}`)),
    fc.tuple(v6, fc.nat(128)).map(([text, bits]) => network(`${text}/${bits}`)),
    fc.tuple(v4, v4).map(([a, b]) => addressSpan(a, b) ?? addressSpan(b, a)),
  )
  .filter((range) => range !== null)
  .map((range) => ({ is: 'address', ...range }))

const present: fc.Arbitrary<Test> = fc.constant({ is: 'present' })
const like: fc.Arbitrary<Test> = wild.map((pattern) => ({ is: 'like', pattern }))
const regex: fc.Arbitrary<Test> = fc
  .constantFrom('fail(ed)?', '^a+$', '\\d{3}', '[x\\/y]', 'a|b')
  .map((source) => ({ is: 'regex', source }))

function between(max: number): fc.Arbitrary<Test> {
  const bound = fc.record({ value: fc.nat(max), inclusive: fc.boolean() })
  return fc
    .tuple(fc.option(bound), fc.option(bound))
    .filter(([from, to]) => (from ?? to) !== null && (from === null || to === null || from.value <= to.value))
    .map(([from, to]) => ({ is: 'between', from, to }))
}

const HIGHEST: Partial<Record<FieldName, number>> = { severity: 4, hour: 23 }
const TIMES = fc.oneof(
  fc.nat(20_000).map((day) => day * 86_400_000_000),
  fc.nat(2_000_000_000).map((s) => s * 1_000_000),
  fc.nat(2 ** 50),
)
const during: fc.Arbitrary<Test> = fc
  .tuple(fc.option(TIMES), fc.option(TIMES))
  .filter(([a, b]) => (a ?? b) !== null && (a === null || b === null || a < b))
  .map(([fromUs, toUs]) => ({ is: 'during', fromUs, toUs }))

/** Shape: field → tests of its kind. */
export function drawnTest(field: FieldName): fc.Arbitrary<Test> {
  const definition = fieldDefinition(field)
  const equals = (values: fc.Arbitrary<string | number>): fc.Arbitrary<Test> => values.map((value) => ({ is: 'equals', value }))
  switch (definition.kind) {
    case 'text':
      return fc.oneof(present, equals(word), like, regex)
    case 'prose':
      return fc.oneof(
        present,
        fc.oneof(word.map(literalPattern), wild).map((pattern) => ({ is: 'contains' as const, pattern })),
        regex,
      )
    case 'enum':
      return fc.oneof(present, equals(fc.constantFrom(...(definition.words ?? []))))
    case 'ip':
      return fc.oneof(
        present,
        address,
        fc.constantFrom('10.*', '*.1', '2001:*').map((pattern) => ({ is: 'like' as const, pattern })),
      )
    case 'key':
      return fc.oneof(present, equals(fc.nat(99).map((n) => `${'ab'.repeat(32)}/-/${n}/0`)))
    case 'time':
      return fc.oneof(present, during)
    default: {
      const max = HIGHEST[field] ?? (definition.kind === 'port' ? 65_535 : 2 ** 40)
      return fc.oneof(present, equals(fc.nat(max)), between(max))
    }
  }
}

/** Shape: leaves → filters of at most `depth` levels over them, in normal form. */
export function drawnFilter(leaf: fc.Arbitrary<Filter> = drawnLeaf(), depth = 3): fc.Arbitrary<Filter> {
  const several = (part: fc.Arbitrary<Filter>) => fc.array(part, { minLength: 2, maxLength: 3 })
  return fc.letrec<{ any: Filter }>((tie) => ({
    any: fc.oneof(
      { maxDepth: depth, depthSize: 'small' },
      leaf,
      several(tie('any')).map(allOf),
      several(tie('any')).map(anyOf),
      tie('any').map(noneOf),
    ),
  })).any
}

/** Shape: fields → one test of one of them, or free text. */
export function drawnLeaf(fields: readonly FieldName[] = FIELD_NAMES): fc.Arbitrary<Filter> {
  const match = fc
    .constantFrom(...fields)
    .chain((field) => drawnTest(field).map((test): Filter => ({ op: 'match', field, test })))
  const text = fc.oneof(word.map(literalPattern), wild).map((pattern): Filter => ({ op: 'text', pattern }))
  return fc.oneof({ weight: 9, arbitrary: match }, { weight: 1, arbitrary: text })
}
