/** Random filters about values that the drawn case really has, so that most of them find something. */
import fc from 'fast-check'
import { network, singleAddress } from '#contract/query-language/addresses'
import { drawnFilter, drawnLeaf } from '#contract/query-language/drawn'
import type { Filter, Test } from '#contract/query-language/expression'
import { FIELD_NAMES, fieldDefinition, type FieldName } from '#contract/query-language/fields'
import { literalPattern } from '#contract/query-language/wildcards'

const WORDS = ['root', 'Root', 'Zeek-Conn_SF', 'Snort-TCP_Event', '100%_sure', 'web01', 'ids-1', 'zeek-a', 'tcp', 'ssh', 'seen', 'c2 host',
  'ssh-servers', 'ET SCAN ssh', "o'neil", 'a"b', '2001219', '42', 'S0', 'Cabc', '-', 'label says at least 300 s'] // prettier-ignore
const PARTS = ['o', 'oot', 'PASS', '50%', '_', 'a_b\\c', '<b>', '10.0', '217', 'scan', '42', 'needle', 'sf', 'c2']
const PATTERNS = ['root*', '*oo*', 'r?ot', '*', 'snort*event', '10.0.*', '*.1', '*%*', '*\\_*']
const REGEXES = ['^root$', '[Rr]oot', 'o+t', '^10\\.', 'Conn|TCP', '\\d%']
const NUMBERS = [0, 1, 2, 3, 4, 13, 22, 80, 500, 700, 6667, 10_000, 20_000, 69_000_000, 300_000_000]
const DAY_US = 86_400_000_000
const JUNE_27 = Date.UTC(2009, 5, 27) * 1000
const ADDRESSES = [singleAddress('10.0.0.1'), singleAddress('2001:db8::5'), network('217.0.0.0/8'), network('10.0.0.0/16'), network('2001:db8::/48'), network('::/0')] // prettier-ignore

const one = <T>(...list: T[]) => fc.constantFrom(...list)
const number = one(...NUMBERS)

function test(field: FieldName): fc.Arbitrary<Test> {
  const present = fc.constant<Test>({ is: 'present' })
  const regex = one(...REGEXES).map((source): Test => ({ is: 'regex', source }))
  const like = one(...PATTERNS).filter((p) => p !== '*').map((pattern): Test => ({ is: 'like', pattern })) // prettier-ignore
  const { kind, words = [] } = fieldDefinition(field)
  switch (kind) {
    case 'text':
      return fc.oneof(present, one(...WORDS).map((value): Test => ({ is: 'equals', value })), like, regex) // prettier-ignore
    case 'prose':
      return fc.oneof(present, one(...PARTS, ...PATTERNS).map((p): Test => ({ is: 'contains', pattern: PATTERNS.includes(p) ? p : literalPattern(p) })), regex) // prettier-ignore
    case 'enum':
      return fc.oneof(present, one(...words).map((value): Test => ({ is: 'equals', value }))) // prettier-ignore
    case 'ip':
      return fc.oneof(present, one(...ADDRESSES).map((range): Test => ({ is: 'address', ...range! })), one('10.0.*', '*.1').map((pattern): Test => ({ is: 'like', pattern }))) // prettier-ignore
    case 'key':
      return one(1, 2, 77).map((n): Test => ({ is: 'equals', value: `${'1'.padStart(64, '0')}/-/${n}/0` }))
    case 'time': {
      const time = fc.nat(10).map((n) => JUNE_27 + (n - 3) * (DAY_US / 4))
      return fc.tuple(time, fc.nat(8)).map(([fromUs, n]): Test => ({ is: 'during', fromUs, toUs: fromUs + n * 6_000_000_000 }))
    }
    default:
      return fc.oneof(present, number.map((value): Test => ({ is: 'equals', value })), fc.tuple(number, fc.boolean()).map(([value, inclusive]): Test => ({ is: 'between', from: { value, inclusive }, to: null })), fc.tuple(number, fc.boolean()).map(([value, inclusive]): Test => ({ is: 'between', from: null, to: { value, inclusive } }))) // prettier-ignore
  }
}

/** WHY: ids and places in files are numbers of this run; `severity` and `port` hold small numbers only. */
const FIELDS = FIELD_NAMES.filter((field) => field !== 'event_id')
const SMALL: readonly FieldName[] = ['severity', 'hour', 'src_port', 'dst_port', 'client_port', 'server_port', 'port']

function isStorable(field: FieldName, t: Test): boolean {
  const most = field === 'severity' ? 4 : field === 'hour' ? 23 : 65_535
  const values = t.is === 'equals' ? [t.value] : t.is === 'between' ? [t.from?.value ?? 0, t.to?.value ?? 0] : []
  return !SMALL.includes(field) || values.every((value) => Number(value) <= most)
}

const leaf = fc.oneof(
  { weight: 8, arbitrary: one(...FIELDS).chain((field) => test(field).filter((t) => isStorable(field, t)).map((t): Filter => ({ op: 'match', field, test: t }))) }, // prettier-ignore
  { weight: 1, arbitrary: one(...PARTS, ...PATTERNS).map((p): Filter => ({ op: 'text', pattern: PATTERNS.includes(p) ? p : literalPattern(p) })) }, // prettier-ignore
  { weight: 1, arbitrary: drawnLeaf(FIELDS) },
)

/** Filters of up to three levels about the drawn case. */
export const drawnClauses: fc.Arbitrary<Filter> = drawnFilter(leaf, 2)
