/** One statement in its own process: checked, then run against the case's database within its limits. */
import { DuckDBInstance, StatementType, type DuckDBConnection } from '@duckdb/node-api'
import { Fault, fault } from '#contract/errors'
import type { SqlCell, SqlColumn } from '#contract/sql'
import { openForStatement } from './database'
import { ResultDigest } from './digest'
import { gate, type Allowed } from './gate'
import { LONGEST_STATEMENT } from './limits'
import type { RunOrder } from './messages'
import { RELATION_NAMES } from './relations/all'
import { settledTree } from './settled'
import { jsonOf } from './syntax-tree'
import { cellOf } from './values'

/** Where the parts of a result go. */
export interface Taking {
  columns(columns: SqlColumn[]): void
  page(rows: SqlCell[][]): void
}

/** An empty database beside the case's: it parses, and is all that a statement meets before it is allowed. */
async function parser(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    enable_external_access: 'false',
    lock_configuration: 'true',
  })
  return instance.connect()
}

async function asked(connection: DuckDBConnection, text: string, value: string): Promise<string> {
  const reader = await connection.runAndReadAll(text, [value])
  const answer = reader.getRowsJS()[0]?.[0]
  return typeof answer === 'string' ? answer : ''
}

/** Shape: statement → what may be run. Errors: SQL-001 to SQL-005. */
export async function checked(statement: string): Promise<Allowed> {
  if (statement.length > LONGEST_STATEMENT)
    throw fault('SQL-001', { reason: `it is longer than ${LONGEST_STATEMENT} characters` })
  // SECURITY: text ends there for some and goes on for others.
  const nul = statement.indexOf('\0')
  if (nul >= 0) throw fault('SQL-002', { reason: 'a character that is none', place: ` (character ${nul + 1})` })
  const connection = await parser()
  const options = 'skip_null := false, skip_empty := false, skip_default := false'
  return gate(await asked(connection, `SELECT json_serialize_sql($1::VARCHAR, ${options})`, statement), RELATION_NAMES)
}

async function settledText(allowed: Allowed, columns: number): Promise<string> {
  const tree = jsonOf(settledTree(allowed.tree, columns))
  const text = await asked(await parser(), 'SELECT json_deserialize_sql($1::JSON)', tree)
  await checked(text)
  return text
}

/** SECURITY: what the parser takes for one SELECT is one to the database too, or it is not run. */
async function prepared(connection: DuckDBConnection, text: string) {
  const statements = await connection.extractStatements(text)
  if (statements.count !== 1) throw fault('SQL-001', { reason: `there are ${statements.count} of them` })
  const statement = await statements.prepare(0)
  if (statement.statementType !== StatementType.SELECT) throw fault('SQL-001', { reason: 'it does not read' })
  return statement
}

/**
 * Shape:  an allowed statement and what the engine hands over → its columns and rows, in pages; whether rows were cut off, and the digest.
 * Errors: SQL-008 it is larger than its limits; SQL-010 it failed, in the words of the database.
 */
export async function run(statement: string, allowed: Allowed, order: RunOrder, taking: Taking) {
  const connection = await openForStatement(order.databasePath, order.limits, order.handed)
  let ready = await prepared(connection, statement)
  if (order.settled) ready = await prepared(connection, await settledText(allowed, ready.columnCount))
  const result = await ready.stream()
  const types = result.columnTypes()
  const columns = result.columnNames().map((name, index) => ({ name, type: String(types[index]) }))
  taking.columns(columns)
  const collecting = new Collecting(order, columns, taking)
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0 || !collecting.take(chunk.getRows().map((row) => row.map(cellOf)))) break
  }
  return { truncated: collecting.truncated, sha256: collecting.sha256() }
}

class Collecting {
  truncated = false
  private rows = 0
  private bytes = 0
  private readonly digest: ResultDigest

  constructor(
    private readonly order: RunOrder,
    columns: SqlColumn[],
    private readonly taking: Taking,
  ) {
    this.digest = new ResultDigest(columns)
  }

  /** Whether more rows are wanted. */
  take(rows: SqlCell[][]): boolean {
    const { limit, limits } = this.order
    const room = (limit ?? limits.rows) - this.rows
    const kept = rows.slice(0, room)
    this.truncated = rows.length > room
    if (this.truncated && limit === null) throw fault('SQL-008', { most: `${limits.rows} rows` })
    this.rows += kept.length
    for (const row of kept) {
      this.bytes += JSON.stringify(row).length
      this.digest.add(row)
    }
    if (this.bytes > limits.bytes) throw fault('SQL-008', { most: `${Math.round(limits.bytes / 1e6)} MB` })
    if (kept.length > 0) this.taking.page(kept)
    return !this.truncated
  }

  sha256(): string | null {
    return this.truncated ? null : this.digest.hex()
  }
}

/** Shape: whatever went wrong → a fault in words that name no path of this machine. */
export function said(error: unknown, order: RunOrder | null): Fault {
  if (error instanceof Fault) return error
  const text = error instanceof Error ? error.message : String(error)
  const reason = (order === null ? text : text.replaceAll(order.databasePath, 'the case database')).replace(/\s*\n+\s*/g, ' ')
  if (order !== null && /^Out of Memory Error/i.test(text)) return fault('SQL-007', { megabytes: order.limits.memoryMb })
  return fault('SQL-010', { reason: reason.slice(0, 500) })
}
