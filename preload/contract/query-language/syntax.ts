/** Where a filter text stops being one, and what was expected there. */
import type { SyntaxNode, Tree } from '@lezer/common'
import { FIELD_SPELLINGS, fieldNamed } from './fields'
import { nearest } from './suggest'

/** One thing wrong with a filter text; 0-based columns, half-open. */
export interface FilterError {
  from: number
  to: number
  expected: string
}

/** Longest text and deepest nesting read; both far beyond what a person writes. */
const MAX_CHARACTERS = 200_000
const MAX_DEPTH = 200

const TERM = 'a word, "quoted text", a field such as user:root, or ('

/** Shape: tree → its first error node, or null. */
function firstError(tree: Tree): SyntaxNode | null {
  let found: SyntaxNode | null = null
  tree.iterate({
    enter: (node) => {
      if (found === null && node.type.isError) found = node.node
      return found === null
    },
  })
  return found
}

/** Shape: text → whether a quote, and how many of each bracket, are still open at its end. */
function openAt(text: string): { quote: number; brackets: { sign: string; at: number }[] } {
  const brackets: { sign: string; at: number }[] = []
  let quote = -1
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!
    if (sign === '\\') i++
    else if (quote >= 0) quote = sign === '"' ? -1 : quote
    else if (sign === '"') quote = i
    else if (sign === '(' || sign === '[' || sign === '{') brackets.push({ sign, at: i })
    else if ((sign === ')' || sign === ']' || sign === '}') && brackets.length > 0) brackets.pop()
  }
  return { quote, brackets }
}

function atEnd(text: string): string {
  const before = text.trimEnd()
  const field = /([A-Za-z_][\w.]*):$/.exec(before)
  if (field !== null) return `a value after ${field[1]}:`
  const open = openAt(before).brackets.at(-1)
  if (open !== undefined && open.sign !== '(') return 'a range such as [5 TO 9] or [2009-06-27 TO *]'
  if (/(^|[\s(])(AND|OR|NOT|&&|\|\||[-+!])$/.test(before)) return TERM
  return open === undefined ? TERM : ') to close the bracket'
}

function inside(text: string, at: number): string {
  const before = text.slice(0, at).trimEnd()
  const sign = text[at]!
  const open = openAt(before).brackets.at(-1)
  if (open !== undefined && open.sign !== '(') return 'a range such as [5 TO 9] or [2009-06-27 TO *]'
  if (sign === ')') return open === undefined ? 'no ) here: no bracket is open' : TERM
  if (/[A-Za-z_][\w.]*:$/.test(before) && sign === '/') return 'a regular expression closed by /, or the text in quotes'
  if (/[A-Za-z_][\w.]*:$/.test(before)) return `a value after ${/([A-Za-z_][\w.]*):$/.exec(before)?.[1]}:`
  if (sign === ':') return 'a field name before the colon, or the text with its colon in quotes'
  if ('[]{}'.includes(sign)) return `${TERM}; a ${sign} that is text goes in quotes`
  return TERM
}

/** Shape: a name that is no field → what to say about it. */
export function unknownField(spelling: string): string {
  const near = nearest(spelling, FIELD_SPELLINGS)
  const hint = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}`
  return `a field name (there is no "${spelling}")${hint}; text with a colon goes in quotes`
}

/** Shape: text → an error where it is too long to read, or null. */
export const tooLong = (text: string): FilterError | null =>
  text.length <= MAX_CHARACTERS
    ? null
    : { from: MAX_CHARACTERS, to: text.length, expected: `at most ${MAX_CHARACTERS} characters` }

/** Shape: tree → an error where it nests too deep, or null. */
export function tooDeep(tree: Tree): FilterError | null {
  let depth = 0
  let found: FilterError | null = null
  tree.iterate({
    enter: (node) => {
      if (++depth > MAX_DEPTH) found ??= { from: node.from, to: node.to, expected: 'fewer brackets inside one another' }
      return found === null || (depth--, false)
    },
    leave: () => void depth--,
  })
  return found
}

/** Shape: (text, its tree) → the first syntax error, or null. */
export function syntaxError(text: string, tree: Tree): FilterError | null {
  const node = firstError(tree)
  if (node === null) return null
  const field = /([A-Za-z_][\w.]*):\s*$/.exec(text.slice(0, Math.max(node.from, 0)))
  if (field !== null && fieldNamed(field[1]!) === null) {
    return { from: field.index, to: field.index + field[1]!.length + 1, expected: unknownField(field[1]!) }
  }
  const { quote } = openAt(text)
  if (quote >= 0) return { from: quote, to: text.length, expected: 'a closing " for the quotation that begins here' }
  const rest = text.slice(node.from).trimStart()
  const from = rest === '' ? text.trimEnd().length : text.length - rest.length
  if (rest === '') return { from, to: text.length, expected: atEnd(text) }
  return { from, to: Math.max(node.to, from + 1), expected: inside(text, from) }
}
