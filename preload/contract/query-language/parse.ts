/** Reads a filter text: text → tree → typed expression, or every place where it is wrong. */
import type { SyntaxNode } from '@lezer/common'
import { allOf, anyOf, EVERY_EVENT, noneOf, type Filter, type WildcardText } from './expression'
import { fieldNamed, type FieldName } from './fields'
import { readComparison, readPattern, readRange, readValue, type CompareSign, type Reading, type TypedEnd } from './match'
import { parser } from './parser'
import { printFilter } from './print'
import { syntaxError, tooDeep, tooLong, unknownField, type FilterError } from './syntax'
import { literalOf, literalPattern, typedPattern } from './wildcards'

/** Shape: a filter text read; `expression` is null exactly where there are errors, `canonical` is then the text itself. */
export interface ParsedFilter {
  ok: boolean
  expression: Filter | null
  canonical: string
  errors: FilterError[]
}

interface Reader {
  text: string
  errors: FilterError[]
}

const SIGNS = new Set([
  'WordNot',
  'Minus',
  'Bang',
  'Plus',
  'ValueWordNot',
  'WordAnd',
  'WordOr',
  'ValueWordAnd',
  'ValueWordOr',
  'DoubleBar',
])

function parts(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (/^[A-Za-z]/.test(child.name) && !SIGNS.has(child.name) && child.name !== 'DoubleAmpersand') found.push(child)
  }
  return found
}

const textOf = (reader: Reader, node: SyntaxNode) => reader.text.slice(node.from, node.to)
const unquoted = (typed: string) => typed.slice(1, -1).replace(/\\([\s\S])/g, '$1')

function patternOf(reader: Reader, node: SyntaxNode): WildcardText {
  const typed = textOf(reader, node)
  return node.name === 'Phrase' ? literalPattern(unquoted(typed)) : typedPattern(typed)
}

function fail(reader: Reader, node: SyntaxNode, expected: string): Filter {
  reader.errors.push({ from: node.from, to: node.to, expected })
  return EVERY_EVENT
}

/** Shape: expression node → filter; the problems go to `reader.errors`. */
function filterOf(reader: Reader, node: SyntaxNode): Filter {
  const all = () => parts(node).map((part) => filterOf(reader, part))
  switch (node.name) {
    case 'Or':
      return anyOf(all())
    case 'And':
    case 'Group':
    case 'Must':
      return allOf(all())
    case 'Not':
      return noneOf(all()[0]!)
    case 'Everything':
      return EVERY_EVENT
    case 'Match':
      return matchOf(reader, node)
    default: {
      const pattern = patternOf(reader, node)
      return pattern === '' ? fail(reader, node, 'text between the quotes') : { op: 'text', pattern }
    }
  }
}

function matchOf(reader: Reader, node: SyntaxNode): Filter {
  const [name, test] = parts(node) as [SyntaxNode, SyntaxNode]
  const spelling = textOf(reader, name).slice(0, -1)
  const field = fieldNamed(spelling)
  return field === null ? fail(reader, name, unknownField(spelling)) : testOf(reader, field, test)
}

function endOf(reader: Reader, node: SyntaxNode, inclusive: boolean): TypedEnd {
  return node.name === 'Present' ? null : { text: literalOf(patternOf(reader, node)) ?? textOf(reader, node), inclusive }
}

function rangeOf(reader: Reader, field: FieldName, node: SyntaxNode): Reading {
  const [open, from, , to, close] = parts(node) as [SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode]
  const low = endOf(reader, from, textOf(reader, open) === '[')
  return readRange(field, low, endOf(reader, to, textOf(reader, close) === ']'))
}

function readingOf(reader: Reader, field: FieldName, node: SyntaxNode): Reading {
  switch (node.name) {
    case 'Present':
      return { test: { is: 'present' } }
    case 'Pattern':
      return /^[^\s)]/.test(reader.text.slice(node.to))
        ? { expected: 'a space after the closing / of the regular expression; text with slashes goes in quotes' }
        : readPattern(field, textOf(reader, node).slice(1, -1))
    case 'Comparison': {
      const [sign, value] = parts(node) as [SyntaxNode, SyntaxNode]
      const text = literalOf(patternOf(reader, value)) ?? textOf(reader, value)
      return readComparison(field, textOf(reader, sign) as CompareSign, text)
    }
    case 'Range':
      return rangeOf(reader, field, node)
    default:
      return readValue(field, patternOf(reader, node))
  }
}

/** Shape: (field, node behind its colon) → filter. */
function testOf(reader: Reader, field: FieldName, node: SyntaxNode): Filter {
  const all = () => parts(node).map((part) => testOf(reader, field, part))
  switch (node.name) {
    case 'ValueOr':
      return anyOf(all())
    case 'ValueAnd':
    case 'Values':
      return allOf(all())
    case 'ValueNot':
      return noneOf(all()[0]!)
    default: {
      const reading = readingOf(reader, field, node)
      return 'test' in reading ? { op: 'match', field, test: reading.test } : fail(reader, node, reading.expected)
    }
  }
}

/**
 * Read a filter text.
 *
 * Shape:  text → `{ok, expression, canonical, errors}`; reading `canonical` again gives the same expression. Nothing or blanks = every event.
 * Errors: data, never thrown: columns and what was expected there.
 */
export function parseFilter(text: string): ParsedFilter {
  const refused = (errors: FilterError[]): ParsedFilter => ({ ok: false, expression: null, canonical: text, errors })
  const long = tooLong(text)
  if (long !== null) return refused([long])
  const tree = parser.parse(text)
  const broken = tooDeep(tree) ?? syntaxError(text, tree)
  if (broken !== null) return refused([broken])
  const reader: Reader = { text, errors: [] }
  const [top] = parts(tree.topNode)
  const expression = top === undefined ? EVERY_EVENT : filterOf(reader, top)
  if (reader.errors.length > 0) return refused(reader.errors)
  return { ok: true, expression, canonical: printFilter(expression), errors: [] }
}
