/** The `sql` tag: every substitution is a bound parameter, another piece of SQL, or a name known in code. */
import { EVENT_COLUMNS } from './columns'

/** A time as a bound TIMESTAMP parameter. */
export class BoundMicros {
  constructor(readonly us: number) {}
}

export type SqlValue = string | number | bigint | boolean | null | Uint8Array | BoundMicros

/** A piece of SQL with its bound values, in order. */
export class Sql {
  constructor(
    readonly text: string,
    readonly values: readonly SqlValue[],
  ) {}
}

const IDENTIFIER = /^[a-z_][a-z0-9_]*$/
/** Names beyond the event columns that code may refer to by `sql.ref`. */
const KNOWN = new Set<string>([...Object.keys(EVENT_COLUMNS), 'event_key', 'ts_end', 'format', 'duration_s', 'evidence', 'line'])

/**
 * Write SQL with bound parameters.
 *
 * Shape:  sql`… ${value} … ${sql`…`} …` → `Sql`; a value becomes `?` and is bound (whole numbers as BIGINT, others as DOUBLE), a piece
 *         of `Sql` is put in place. Text never becomes SQL: names go through `sql.ref`, constants of the code through `sql.raw`.
 */
export function sql(strings: TemplateStringsArray, ...parts: (SqlValue | Sql)[]): Sql {
  const values: SqlValue[] = []
  let text = strings[0] ?? ''
  parts.forEach((part, index) => {
    if (part instanceof Sql) {
      text += part.text
      values.push(...part.values)
    } else {
      text += '?'
      values.push(part)
    }
    text += strings[index + 1] ?? ''
  })
  return new Sql(text, values)
}

/** Shape: text written in code (a constant of ours, never input) → SQL. */
sql.raw = (text: string): Sql => new Sql(text, [])

/** Shape: name of an event column, optionally with a table alias → SQL. Errors: TypeError for any other name. */
sql.ref = (column: string, alias?: string): Sql => {
  if (!KNOWN.has(column) || (alias !== undefined && !IDENTIFIER.test(alias))) throw new TypeError(`not a column: ${column}`)
  return new Sql(alias === undefined ? column : `${alias}.${column}`, [])
}

/** Shape: pieces and a separator of the code → one piece. */
sql.join = (parts: readonly (SqlValue | Sql)[], separator = ', '): Sql => {
  const pieces = parts.map((part) => (part instanceof Sql ? part : new Sql('?', [part])))
  return new Sql(
    pieces.map((piece) => piece.text).join(separator),
    pieces.flatMap((piece) => piece.values),
  )
}

/** Shape: µs since epoch → a bound TIMESTAMP. */
sql.micros = (us: number): Sql => new Sql('?', [new BoundMicros(us)])
