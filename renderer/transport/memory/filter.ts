/** Enough of the query language to filter rows in the page: fields, values, CIDR, comparisons, quotes, AND OR NOT, brackets. */
import type { EventRow } from '#contract/event'
import { parseCidr } from './cidr'
import type { Selection } from '#contract/selection'
import { microsFromIso } from '#contract/units'

export type Test = (row: EventRow) => boolean
const TOKEN = /\s*(\(|\)|"(?:\\.|[^"\\])*"|[^\s():"]+:|(?:[^\s()"]+))/y

/** Thrown where a text does not read; `at` is the 0-based column. */
export class FilterError extends Error {
  constructor(
    readonly at: number,
    readonly expected: string,
  ) {
    super(expected)
  }
}

interface Token {
  text: string
  at: number
}

function tokens(text: string): Token[] {
  const found: Token[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    found.push({ text: match[1]!, at: TOKEN.lastIndex - match[1]!.length })
  }
  const rest = text.slice(found.length === 0 ? 0 : found.at(-1)!.at + found.at(-1)!.text.length)
  if (rest.trim() !== '') throw new FilterError(text.length - rest.length, 'a closing quote')
  return found
}

const EITHER: Record<string, (keyof EventRow)[]> = {
  ip: ['src_ip', 'dst_ip'],
  port: ['src_port', 'dst_port'],
  client: ['client_ip'],
  server: ['server_ip'],
  state: ['session_state'],
  user: ['user_name'],
  duration: ['duration_s'],
  bytes: ['client_bytes', 'server_bytes'],
}
const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, kb: 1e3, mb: 1e6, gb: 1e9, k: 1e3 }

function numberOf(text: string): number {
  const match = /^(-?[\d.]+)([a-z]*)$/i.exec(text)
  if (match === null) return microsFromIso(text) ?? Number.NaN
  return Number(match[1]) * (UNITS[match[2]!.toLowerCase()] ?? 1)
}

function valueTest(field: string, value: string): Test {
  const columns = EITHER[field] ?? [field as keyof EventRow]
  const read = (row: EventRow) => columns.map((column) => (column === 'ts' ? microsFromIso(row.ts)! : row[column]))
  const compare = /^(>=|<=|>|<)(.+)$/.exec(value)
  if (compare !== null) {
    const limit = numberOf(compare[2]!)
    const holds = {
      '>=': (n: number) => n >= limit,
      '<=': (n: number) => n <= limit,
      '>': (n: number) => n > limit,
      '<': (n: number) => n < limit,
    }[compare[1]!]!
    return (row) => read(row).some((cell) => typeof cell === 'number' && holds(cell))
  }
  if (value === '*') return (row) => read(row).some((cell) => cell !== null)
  if (value.includes('/') && /^[\d.]+\/\d+$/.test(value)) {
    const inside = parseCidr(value)
    return (row) => read(row).some((cell) => typeof cell === 'string' && inside(cell))
  }
  const pattern = value.includes('*')
    ? new RegExp(
        `^${value
          .split('*')
          .map((part) => part.replace(/[.?+^$()[\]{}|\\/]/g, '\\$&'))
          .join('.*')}$`,
        'i',
      )
    : null
  return (row) =>
    read(row).some(
      (cell) =>
        cell !== null && (pattern === null ? String(cell).toLowerCase() === value.toLowerCase() : pattern.test(String(cell))),
    )
}

const unquote = (text: string) => (text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text)

/** Recursive descent over the tokens: or ← and ← not ← field or word. */
class Reader {
  private at = 0
  constructor(
    private readonly list: Token[],
    private readonly end: number,
  ) {}
  private peek = () => this.list[this.at]?.text
  private fail = (expected: string) => new FilterError(this.list[this.at]?.at ?? this.end, expected)

  whole(): Test {
    if (this.list.length === 0) return () => true
    const test = this.or()
    if (this.at < this.list.length) throw this.fail('an opening bracket before this')
    return test
  }
  private or(): Test {
    const parts = [this.and()]
    while (this.peek() === 'OR') parts.push((this.at++, this.and()))
    return (row) => parts.some((part) => part(row))
  }
  private and(): Test {
    const parts = [this.not()]
    for (let next = this.peek(); next !== undefined && next !== ')' && next !== 'OR'; next = this.peek()) {
      if (next === 'AND') this.at++
      parts.push(this.not())
    }
    return (row) => parts.every((part) => part(row))
  }
  private not(): Test {
    const next = this.peek()
    if (next === 'NOT') return (this.at++, this.negated(this.not()))
    if (next !== undefined && /^-[a-z_]+:$/.test(next)) return this.negated((this.at++, this.field(next.slice(1, -1))))
    return this.atom()
  }
  private negated =
    (test: Test): Test =>
    (row) =>
      !test(row)
  private atom(): Test {
    const next = this.peek()
    if (next === undefined || next === ')' || next === 'OR') throw this.fail('a field or a word')
    this.at++
    if (next === '(') return this.closed()
    if (/^[a-z_]+:$/.test(next)) return this.field(next.slice(0, -1))
    const word = unquote(next).toLowerCase()
    return (row) => JSON.stringify(row).toLowerCase().includes(word)
  }
  private closed(): Test {
    const inner = this.or()
    if (this.peek() !== ')') throw this.fail('a closing bracket')
    this.at++
    return inner
  }
  private field(name: string): Test {
    const next = this.peek()
    if (next === undefined || next === ')') throw this.fail(`a value for ${name}`)
    this.at++
    if (next !== '(') return valueTest(name, unquote(next))
    const parts: Test[] = []
    for (; this.peek() !== ')'; this.at++) {
      if (this.peek() === undefined) throw this.fail('a closing bracket')
      if (this.peek() !== 'OR') parts.push(valueTest(name, unquote(this.peek()!)))
    }
    this.at++
    return (row) => parts.some((part) => part(row))
  }
}

/** Shape: text → test of a row. Errors: FilterError. */
export const readFilter = (text: string): Test => new Reader(tokens(text), text.length).whole()

/** Shape: selection and the case's last moment → test of a row. */
export function selectionTest(selection: Selection, lastUs: number): Test {
  const tests = selection.clauses
    .filter((clause) => !clause.disabled)
    .map((clause) => {
      const test = readFilter(clause.text)
      return clause.exclude ? (row: EventRow) => !test(row) : test
    })
  const { window } = selection
  const fromUs = window.kind === 'between' ? window.fromUs : window.kind === 'last' ? lastUs - window.seconds * 1e6 : -Infinity
  const toUs = window.kind === 'between' ? window.toUs : Infinity
  return (row) => {
    const at = microsFromIso(row.ts)!
    return at >= fromUs && at < toUs && tests.every((test) => test(row))
  }
}
