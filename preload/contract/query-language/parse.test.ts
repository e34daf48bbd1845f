import { describe, expect, it } from 'vitest'
import { caretAt } from './caret'
import { FIELD_NAMES, FIELDS } from './fields'
import { parseFilter } from './parse'
import { clauseText } from '../selection'
import { PIVOT_FIELDS } from '../query'

const DAY = 86_400_000_000
const JUNE_27 = Date.UTC(2009, 5, 27) * 1000

const expressionOf = (text: string) => parseFilter(text).expression
const canonical = (text: string) => parseFilter(text).canonical
const match = (field: string, test: object) => ({ op: 'match', field, test })

describe('what a filter means', () => {
  it.each([
    ['user:root*', match('user_name', { is: 'like', pattern: 'root*' })],
    ['user:"root*"', match('user_name', { is: 'equals', value: 'root*' })],
    ['user:*', match('user_name', { is: 'present' })],
    ['port:6667', match('port', { is: 'equals', value: 6667 })],
    ['bytes:>10kb', match('bytes', { is: 'between', from: { value: 10_000, inclusive: false }, to: null })],
    ['duration:>=5m', match('duration_s', { is: 'between', from: { value: 300_000_000, inclusive: true }, to: null })],
    ['ts:[2009-06-27 TO 2009-06-29]', match('ts', { is: 'during', fromUs: JUNE_27, toUs: JUNE_27 + 3 * DAY })],
    ['ts:{2009-06-27 TO 2009-06-29}', match('ts', { is: 'during', fromUs: JUNE_27 + DAY, toUs: JUNE_27 + 2 * DAY })],
    ['ts:2009-06-27T01:08', match('ts', { is: 'during', fromUs: JUNE_27 + 4_080_000_000, toUs: JUNE_27 + 4_140_000_000 })],
    ['message:/fail(ed)?/', match('message', { is: 'regex', source: 'fail(ed)?' })],
    ['message:"two words"', match('message', { is: 'contains', pattern: 'two words' })],
    ['severity:High', match('severity', { is: 'equals', value: 3 })],
    [
      'client:217.1.2.3/8',
      match('client_ip', { is: 'address', low: 0xffffd9000000n, high: 0xffffd9ffffffn, text: '217.0.0.0/8' }),
    ],
    [
      'server:fe80:0::1',
      match('server_ip', { is: 'address', low: (0xfe80n << 112n) | 1n, high: (0xfe80n << 112n) | 1n, text: 'fe80::1' }),
    ],
    ['"free text"', { op: 'text', pattern: 'free text' }],
    ['/etc/passwd', { op: 'text', pattern: '/etc/passwd' }],
    ['', { op: 'and', of: [] }],
    ['*', { op: 'and', of: [] }],
  ])('%s', (text, expected) => expect(expressionOf(text)).toEqual(expected))

  it('AND binds closer than OR, juxtaposition is AND, NOT binds closest', () => {
    expect(canonical('a b OR NOT c AND d')).toBe('(a b) OR (-c d)')
    expect(canonical('a (b OR c)')).toBe('a (b OR c)')
    expect(canonical('NOT (a OR b) !c +d && e || f')).toBe('(-(a OR b) -c d e) OR f')
  })

  it('a field gives its bracket to every value in it', () => {
    expect(canonical('user:(root OR adm*)')).toBe('user_name:(root OR adm*)')
    expect(canonical('bytes:(>10kb AND -<=1mb)')).toBe('bytes:>10kb -bytes:<=1mb')
  })
})

describe('what a wrong filter says', () => {
  it.each([
    ['usr:root', 0, 4, 'did you mean user'],
    ['http://example.org', 0, 5, 'there is no "http"'],
    ['type:logn', 5, 9, 'did you mean login'],
    ['type:logn', 5, 9, 'one of unnormalized, intrusion'],
    ['port:70000', 5, 10, 'a port, 0 to 65535'],
    ['ip:10.0.0.0/33', 3, 14, 'a network such as'],
    ['ip:300.1.1.1', 3, 12, 'an address such as'],
    ['ip:010.1.1.1', 3, 12, 'an address such as'],
    ['ts:yesterday', 3, 12, 'a date or time'],
    ['ts:[2010-01-01 TO 2009-01-01]', 3, 29, 'the earlier time first'],
    ['bytes:lots', 6, 10, 'a size such as'],
    ['duration:>x', 9, 11, 'a length such as'],
    ['severity:5', 9, 10, '0 to 4'],
    ['user:', 5, 5, 'a value after user:'],
    ['user:""', 5, 7, '-user_name:*'],
    ['user:[a TO b]', 5, 13, 'not a range'],
    ['root AND', 8, 8, 'a word'],
    ['(a OR b', 7, 7, ') to close'],
    ['a)', 1, 2, 'no bracket is open'],
    ['a "open', 2, 7, 'a closing "'],
    ['message:/open', 8, 9, 'closed by /'],
    ['message:/etc/passwd', 8, 13, 'in quotes'],
    ['user:/(?=x)/', 5, 12, 'look-ahead'],
    ['user:/(x/', 5, 9, 'complete'],
    ['bytes:[1 TO', 11, 11, 'a range such as'],
    ['12:30', 2, 3, 'in quotes'],
  ])('%s', (text, from, to, words) => {
    const { ok, errors, expression } = parseFilter(text)
    expect({ ok, expression, from: errors[0]?.from, to: errors[0]?.to }).toEqual({ ok: false, expression: null, from, to })
    expect(errors[0]?.expected).toContain(words)
  })

  it('reports every wrong value at once', () => {
    expect(parseFilter('port:x OR type:y').errors.map(({ from }) => from)).toEqual([5, 15])
  })

  it.each(['('.repeat(9000), `${'('.repeat(500)}a${')'.repeat(500)}`, `${'-'.repeat(9000)}a`, 'NOT '.repeat(9000)])(
    'survives hostile nesting',
    (text) => expect(parseFilter(text).ok).toBe(false),
  )
})

describe('fields', () => {
  it('say what they mean in one sentence', () => {
    for (const name of FIELD_NAMES) expect(FIELDS[name].doc, name).toMatch(/^\S.*\.$/)
  })

  it('no two fields share a spelling', () => {
    const spellings = FIELD_NAMES.flatMap((name) => [name, ...('aliases' in FIELDS[name] ? (FIELDS[name].aliases ?? []) : [])])
    expect(spellings.filter((spelling, index) => spellings.indexOf(spelling) !== index)).toEqual([])
  })

  it('every pivot key can be clicked into a filter', () => {
    for (const field of PIVOT_FIELDS) expect(parseFilter(clauseText(field, null)).errors, field).toEqual([])
    expect(parseFilter(clauseText('name', 'a "b" \\ c:d')).expression).toEqual(
      match('name', { is: 'equals', value: 'a "b" \\ c:d' }),
    )
    expect(parseFilter(clauseText('name', 'TO')).expression).toEqual(match('name', { is: 'equals', value: 'TO' }))
    expect(parseFilter(clauseText('block_24', '217.1.2.0/24')).ok).toBe(true)
    expect(parseFilter(clauseText('client_ip', 'fe80::1')).ok).toBe(true)
  })
})

describe('caret', () => {
  it.each([
    ['', { wants: 'field', from: 0, prefix: '' }],
    ['type:login us', { wants: 'field', from: 11, prefix: 'us' }],
    ['-us', { wants: 'field', from: 1, prefix: 'us' }],
    ['user:ro', { wants: 'value', field: 'user_name', from: 5, prefix: 'ro' }],
    ['user:"ro ot', { wants: 'value', field: 'user_name', from: 5, prefix: 'ro ot' }],
    ['user:(root OR ad', { wants: 'value', field: 'user_name', from: 14, prefix: 'ad' }],
    ['(user:x OR (ab', { wants: 'field', from: 12, prefix: 'ab' }],
    ['nothere:x', { wants: 'nothing' }],
    ['"quoted te', { wants: 'nothing' }],
  ])('%s', (text, expected) => expect(caretAt(text, text.length)).toEqual(expected))
})
