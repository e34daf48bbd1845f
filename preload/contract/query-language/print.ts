/** Writes an expression as the filter text that reads back to it. */
import type { Bound, Filter, Test, WildcardText } from './expression'
import { fieldDefinition, type FieldName } from './fields'
import { DAY_US, printLength, printMoment, printSize } from './values'
import { literalOf, typedWildcards } from './wildcards'
import { MICROS_PER_SECOND } from '../units'

const BARE_WORD = /^[A-Za-z0-9_.@][A-Za-z0-9_.\-/@]*$/
/** Behind a field a colon ends nothing. */
const BARE_VALUE = /^[A-Za-z0-9_.@:][A-Za-z0-9_.\-/@:]*$/
const RESERVED = new Set(['AND', 'OR', 'NOT', 'TO'])

const quoted = (text: string, bare: RegExp): string =>
  bare.test(text) && !RESERVED.has(text) ? text : `"${text.replace(/[\\"]/g, (c) => `\\${c}`)}"`

/** Shape: value → as it is written behind a field: bare where that reads back as it is, else in quotes. */
export const printValue = (text: string): string => quoted(text, BARE_VALUE)

function printPattern(pattern: WildcardText, bare: RegExp): string {
  const literal = literalOf(pattern)
  return literal === null ? typedWildcards(pattern) : quoted(literal, bare)
}

function printNumber(field: FieldName, value: number): string {
  const { kind } = fieldDefinition(field)
  return kind === 'bytes' ? printSize(value) : kind === 'duration' ? printLength(value) : String(value)
}

function printBetween(field: FieldName, from: Bound | null, to: Bound | null): string {
  if (from !== null && to !== null) {
    const ends = [printNumber(field, from.value), printNumber(field, to.value)].join(' TO ')
    return `${from.inclusive ? '[' : '{'}${ends}${to.inclusive ? ']' : '}'}`
  }
  if (from !== null) return `${from.inclusive ? '>=' : '>'}${printNumber(field, from.value)}`
  return to === null ? '*' : `${to.inclusive ? '<=' : '<'}${printNumber(field, to.value)}`
}

/** The end `us` is exclusive: midnight reads as the whole day before it, a full second as it is, other times as the moment before. */
function printEnd(us: number): string {
  if (us % DAY_US === 0) return `${printMoment(us - DAY_US)}]`
  return us % MICROS_PER_SECOND === 0 ? `${printMoment(us)}}` : `${printMoment(us - 1)}]`
}

function printDuring(fromUs: number | null, toUs: number | null): string {
  if (fromUs !== null && toUs !== null) {
    return fromUs % DAY_US === 0 && toUs - fromUs === DAY_US
      ? printMoment(fromUs)
      : `[${printMoment(fromUs)} TO ${printEnd(toUs)}`
  }
  if (fromUs !== null) return `>=${printMoment(fromUs)}`
  return toUs === null ? '*' : `<${printMoment(toUs)}`
}

/** Shape: (field, test) → what stands behind the colon. */
function printTest(field: FieldName, test: Test): string {
  switch (test.is) {
    case 'present':
      return '*'
    case 'equals':
      return typeof test.value === 'number' ? printNumber(field, test.value) : printValue(test.value)
    case 'like':
    case 'contains':
      return printPattern(test.pattern, BARE_VALUE)
    case 'regex':
      return `/${test.source}/`
    case 'between':
      return printBetween(field, test.from, test.to)
    case 'during':
      return printDuring(test.fromUs, test.toUs)
    case 'address':
      return test.text.startsWith('[') ? test.text : printValue(test.text)
  }
}

function printOr(of: readonly Filter[]): string {
  const [first] = of
  const field = first?.op === 'match' ? first.field : null
  if (field !== null && of.every((part) => part.op === 'match' && part.field === field)) {
    const tests = of.map((part) => (part.op === 'match' ? printTest(part.field, part.test) : ''))
    return `${field}:(${tests.join(' OR ')})`
  }
  return of.map((part) => (part.op === 'and' ? `(${printFilter(part)})` : printFilter(part))).join(' OR ')
}

const needsBrackets = (filter: Filter): boolean => (filter.op === 'and' || filter.op === 'or') && filter.of.length > 0

/** Shape: part of an and, or what a not stands before. */
function printOne(filter: Filter): string {
  if (filter.op === 'and' && filter.of.length === 0) return '*'
  const text = printFilter(filter)
  return needsBrackets(filter) && !/^\w+:\([^()]*\)$/.test(text) ? `(${text})` : text
}

/**
 * Write a filter in its one canonical spelling.
 *
 * Shape: expression → text; fields by their full name, `-` for NOT, AND by juxtaposition, several values of a field in one bracket.
 */
export function printFilter(filter: Filter): string {
  switch (filter.op) {
    case 'and':
      return filter.of.map(printOne).join(' ')
    case 'or':
      return printOr(filter.of)
    case 'not':
      return `-${printOne(filter.of)}`
    case 'text':
      return printPattern(filter.pattern, BARE_WORD)
    case 'match':
      return `${filter.field}:${printTest(filter.field, filter.test)}`
  }
}
