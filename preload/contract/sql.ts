/** SQL of one's own: what can be asked, and the answer. */
import { z } from 'zod'

export const SqlColumn = z.object({ name: z.string(), type: z.string() })
export type SqlColumn = z.infer<typeof SqlColumn>

/** A cell: integers beyond 2^53 and numbers that are none come as text, lists and structs as JSON. */
// WHY: a type that names itself is more than the types of the bridge can follow; the check is the same.
export const SqlCell: z.ZodType<unknown> = z.json()
export type SqlCell = unknown

export const SqlResult = z.object({
  columns: z.array(SqlColumn),
  rows: z.array(z.array(SqlCell)),
  /** There are more rows than were asked for. */
  truncated: z.boolean(),
  /** SHA-256 of columns and rows whatever their order; null where rows were cut off. */
  sha256: z.string().nullable(),
})
export type SqlResult = z.infer<typeof SqlResult>

/** Characters of a statement that name its result (chosen): one line of a list. */
const TITLE_LENGTH = 100

/** Shape: statement → what a citation of its result is called until somebody says better. */
export function statementTitle(statement: string): string {
  const line = statement.replace(/\s+/g, ' ').trim()
  return line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH - 1).trimEnd()}…` : line
}

export const SqlQuestion = z.object({ statement: z.string().min(1), limit: z.number().int().positive().optional() })
export type SqlQuestion = z.infer<typeof SqlQuestion>

/** A relation that SQL can name; `doc` says meaning, unit and when it lies. */
export const SqlView = z.object({
  name: z.string(),
  doc: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), doc: z.string() })),
})
export type SqlView = z.infer<typeof SqlView>
