/** Reads what stands behind a field's colon by the field's kind: a value, a comparison, a range, a pattern. */
import { addressSpan, network, singleAddress } from './addresses'
import type { Bound, Test, WildcardText } from './expression'
import { fieldDefinition, type FieldDefinition, type FieldName } from './fields'
import { nearest } from './suggest'
import { DAY_US, parseLength, parseMoment, parseSize, parseWhole } from './values'
import { literalOf, wildcardMatcher } from './wildcards'
import { parseEventKey, SEVERITIES } from '../event'

/** One end of a range as typed; null = `*`. */
export type TypedEnd = { text: string; inclusive: boolean } | null
export type CompareSign = '<' | '<=' | '>' | '>='

/** A test, or what was expected instead. */
export type Reading = { test: Test } | { expected: string }

const MAX_PORT = 65_535
const article = (word: string) => (/^[aeiou]/i.test(word) ? `an ${word}` : `a ${word}`)

/** Shape: field → what a value of it looks like, in words. */
export function expectation(name: FieldName): string {
  const definition = fieldDefinition(name)
  switch (definition.kind) {
    case 'enum':
      return `one of ${definition.words?.join(', ') ?? ''}`
    case 'number':
      return name === 'severity'
        ? `a severity: 0 to 4 or ${SEVERITIES.join(', ')}`
        : name === 'hour'
          ? 'an hour, 0 to 23'
          : 'a whole number'
    case 'bytes':
      return 'a size such as 500, 10kb, 2mb or 1gib'
    case 'duration':
      return 'a length such as 90s, 5m, 1.5h or 2d'
    case 'time':
      return 'a date or time such as 2009-06-27 or 2009-06-27T01:08:26Z'
    case 'ip':
      return 'an address such as 10.0.0.1 or fe80::1, a network such as 217.0.0.0/8, or a wildcard such as 10.0.*'
    case 'port':
      return 'a port, 0 to 65535'
    case 'key':
      return 'an event key: SHA-256/member/record/ordinal'
    default:
      return article(definition.kind === 'prose' ? 'word or "quoted text"' : 'value')
  }
}

function numberOf(name: FieldName, text: string): number | null {
  switch (fieldDefinition(name).kind) {
    case 'bytes':
      return parseSize(text)
    case 'duration':
      return parseLength(text)
    case 'port': {
      const port = parseWhole(text)
      return port !== null && port <= MAX_PORT ? port : null
    }
    default: {
      const word = name === 'severity' ? SEVERITIES.indexOf(text.toLowerCase() as (typeof SEVERITIES)[number]) : -1
      const value = word >= 0 ? word : parseWhole(text)
      const highest = name === 'severity' ? SEVERITIES.length - 1 : name === 'hour' ? 23 : Number.MAX_SAFE_INTEGER
      return value !== null && value <= highest ? value : null
    }
  }
}

function readEnum(definition: FieldDefinition, name: FieldName, pattern: WildcardText): Reading {
  const words = definition.words ?? []
  const literal = literalOf(pattern)
  if (literal === null) {
    return words.some(wildcardMatcher(pattern)) ? { test: { is: 'like', pattern } } : { expected: expectation(name) }
  }
  const word = literal.toLowerCase()
  if (words.includes(word)) return { test: { is: 'equals', value: word } }
  const near = nearest(word, words)
  return { expected: near.length === 0 ? expectation(name) : `${expectation(name)}; did you mean ${near.join(' or ')}` }
}

function readAddress(name: FieldName, pattern: WildcardText): Reading {
  const literal = literalOf(pattern)
  if (literal === null)
    return /^[0-9A-Fa-f:.*?]+$/.test(pattern) ? { test: { is: 'like', pattern } } : { expected: expectation(name) }
  const range = literal.includes('/') ? network(literal) : singleAddress(literal)
  return range === null ? { expected: expectation(name) } : { test: { is: 'address', ...range } }
}

function readMoment(name: FieldName, text: string): Reading {
  const moment = parseMoment(text)
  return moment === null
    ? { expected: expectation(name) }
    : { test: { is: 'during', fromUs: moment.us, toUs: moment.us + moment.spanUs } }
}

/** Shape: (field, text or wildcards) → its test. `*` alone is read as present before it comes here. */
export function readValue(name: FieldName, pattern: WildcardText): Reading {
  const definition = fieldDefinition(name)
  const literal = literalOf(pattern)
  if (literal === '') return { expected: `${expectation(name)}; for events without one write -${name}:*` }
  switch (definition.kind) {
    case 'text':
      return { test: literal === null ? { is: 'like', pattern } : { is: 'equals', value: literal } }
    case 'prose':
      return { test: { is: 'contains', pattern } }
    case 'enum':
      return readEnum(definition, name, pattern)
    case 'ip':
      return readAddress(name, pattern)
    case 'key':
      return literal !== null && parseEventKey(literal) !== null
        ? { test: { is: 'equals', value: literal } }
        : { expected: expectation(name) }
    case 'time':
      return literal === null ? { expected: expectation(name) } : readMoment(name, literal)
    default: {
      const value = literal === null ? null : numberOf(name, literal)
      return value === null ? { expected: expectation(name) } : { test: { is: 'equals', value } }
    }
  }
}

/** Shape: (field, body of `/…/`) → its test. */
export function readPattern(name: FieldName, source: string): Reading {
  const { kind } = fieldDefinition(name)
  if (kind !== 'text' && kind !== 'prose' && kind !== 'ip') return { expected: `${expectation(name)}, not a regular expression` }
  const wrong = regexProblem(source)
  return wrong === null ? { test: { is: 'regex', source } } : { expected: wrong }
}

/** Shape: body of a regular expression → null, or what to write instead. Source: RE2 syntax (no look-around, no back-references). */
export function regexProblem(source: string): string | null {
  if (/\(\?(=|!|<=|<!)/.test(source)) return 'a regular expression without look-ahead or look-behind'
  if (/\\[1-9]/.test(source.replace(/\\\\/g, ''))) return 'a regular expression without back-references'
  try {
    new RegExp(source.replace(/\(\?[imsU]+\)/g, '').replace(/\(\?P</g, '(?<'))
    return null
  } catch {
    return 'a regular expression that is complete (every bracket closed, nothing to repeat missing)'
  }
}

/** Shape: (field, sign, text) → its test; `ts:>2009-06-27` is after that whole day. */
export function readComparison(name: FieldName, sign: CompareSign, text: string): Reading {
  const inclusive = sign.endsWith('=')
  const end = { text, inclusive }
  return sign.startsWith('>') ? readRange(name, end, null) : readRange(name, null, end)
}

function readTimes(name: FieldName, from: TypedEnd, to: TypedEnd): Reading {
  const [first, last] = [from, to].map((end) => (end === null ? null : parseMoment(end.text)))
  if ((from !== null && first === null) || (to !== null && last === null)) return { expected: expectation(name) }
  // WHY: as an end a date is its whole day; a clock time is the moment it names.
  const width = (span: number) => (span === DAY_US ? span : 1)
  const fromUs =
    first === null || first === undefined ? null : from?.inclusive === true ? first.us : first.us + width(first.spanUs)
  const toUs = last === null || last === undefined ? null : to?.inclusive === true ? last.us + width(last.spanUs) : last.us
  if (fromUs !== null && toUs !== null && fromUs > toUs) return { expected: 'the earlier time first' }
  return { test: { is: 'during', fromUs, toUs } }
}

/** Shape: (field, ends) → its test; both ends `*` is present. */
export function readRange(name: FieldName, from: TypedEnd, to: TypedEnd): Reading {
  const { kind } = fieldDefinition(name)
  if (from === null && to === null) return { test: { is: 'present' } }
  if (kind === 'time') return readTimes(name, from, to)
  if (kind === 'ip') {
    const span = from?.inclusive === true && to?.inclusive === true ? addressSpan(from.text, to.text) : null
    return span === null ? { expected: `${expectation(name)}, or [10.0.0.1 TO 10.0.0.9]` } : { test: { is: 'address', ...span } }
  }
  if (kind === 'text' || kind === 'prose' || kind === 'enum' || kind === 'key')
    return { expected: `${expectation(name)}, not a range` }
  const bound = (end: TypedEnd): Bound | null | undefined => {
    if (end === null) return null
    const value = numberOf(name, end.text)
    return value === null ? undefined : { value, inclusive: end.inclusive }
  }
  const [low, high] = [bound(from), bound(to)]
  if (low === undefined || high === undefined) return { expected: expectation(name) }
  if (low !== null && high !== null && low.value > high.value) return { expected: 'the smaller number first' }
  return { test: { is: 'between', from: low, to: high } }
}
