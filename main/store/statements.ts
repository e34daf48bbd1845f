/** Running one `Sql` on one connection. */
import type { DuckDBAppender, DuckDBConnection, DuckDBPreparedStatement, DuckDBValue } from '@duckdb/node-api'
import { DuckDBDoubleVector, DuckDBTimestampValue, StatementType } from '@duckdb/node-api'
import type { Transaction } from './asking'
import { rowsOf, type RowOf, type RowShape } from './rows'
import { BoundMicros, type Sql, type SqlValue } from './sql'

function bindOne(statement: DuckDBPreparedStatement, index: number, value: SqlValue): void {
  if (value === null) statement.bindNull(index)
  else if (typeof value === 'string') statement.bindVarchar(index, value)
  else if (typeof value === 'boolean') statement.bindBoolean(index, value)
  else if (typeof value === 'bigint') statement.bindBigInt(index, value)
  else if (value instanceof BoundMicros) statement.bindTimestamp(index, new DuckDBTimestampValue(BigInt(Math.round(value.us))))
  else if (value instanceof Uint8Array) statement.bindBlob(index, value)
  else if (Number.isSafeInteger(value)) statement.bindBigInt(index, BigInt(value))
  else statement.bindDouble(index, value)
}

async function withPrepared<T>(
  connection: DuckDBConnection,
  query: Sql,
  work: (statement: DuckDBPreparedStatement) => Promise<T>,
): Promise<T> {
  const statement = await connection.prepare(query.text)
  try {
    query.values.forEach((value, index) => bindOne(statement, index + 1, value))
    return await work(statement)
  } finally {
    statement.destroySync()
  }
}

export async function runStatement(connection: DuckDBConnection, query: Sql): Promise<void> {
  await withPrepared(connection, query, (statement) => statement.run())
}

/** WHY: what is kept of a database is forgotten at each write; a question that writes would go unnoticed. */
function mustNotWrite({ statementType }: DuckDBPreparedStatement): void {
  if (statementType !== StatementType.SELECT && statementType !== StatementType.EXPLAIN)
    throw new TypeError('a question must not write')
}

export async function fetchRows<S extends RowShape>(connection: DuckDBConnection, query: Sql, shape: S): Promise<RowOf<S>[]> {
  return withPrepared(connection, query, async (statement) => {
    mustNotWrite(statement)
    const result = await statement.run()
    return rowsOf(shape, result.columnNames(), await result.getColumns())
  })
}

export async function fetchBatches<S extends RowShape>(
  connection: DuckDBConnection,
  query: Sql,
  shape: S,
  take: (rows: RowOf<S>[]) => Promise<void> | void,
  signal: AbortSignal | undefined,
): Promise<void> {
  await withPrepared(connection, query, async (statement) => {
    mustNotWrite(statement)
    const result = await statement.stream()
    const names = result.columnNames()
    for (;;) {
      signal?.throwIfAborted()
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) return
      const columns: DuckDBValue[][] = chunk.getColumns()
      await take(rowsOf(shape, names, columns))
    }
  })
}

/** WHY: for millions of rows; nothing is made per value but its place in an array that is used again. */
export async function fetchNumbers(
  connection: DuckDBConnection,
  query: Sql,
  take: (columns: readonly Float64Array[], rows: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  await withPrepared(connection, query, async (statement) => {
    mustNotWrite(statement)
    const result = await statement.stream()
    const columns = result.columnNames().map(() => new Float64Array(0))
    for (;;) {
      signal?.throwIfAborted()
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) return
      const { rowCount } = chunk
      for (const index of columns.keys()) {
        const vector = chunk.getColumnVector(index)
        if (!(vector instanceof DuckDBDoubleVector)) throw new TypeError(`column ${index}: expected DOUBLE`)
        if (columns[index]!.length < rowCount) columns[index] = new Float64Array(rowCount)
        const column = columns[index]!
        for (let row = 0; row < rowCount; row++) column[row] = vector.getItem(row) ?? NaN
      }
      take(columns, rowCount)
    }
  })
}

async function appendRows(connection: DuckDBConnection, table: string, fill: (appender: DuckDBAppender) => void): Promise<void> {
  const appender = await connection.createAppender(table)
  try {
    fill(appender)
  } finally {
    appender.closeSync()
  }
}

/** All that the work does, or nothing where it fails or the signal fires. */
export async function inTransaction<T>(
  connection: DuckDBConnection,
  work: (transaction: Transaction) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  await connection.run('BEGIN TRANSACTION')
  try {
    const result = await work({
      all: (query, shape) => fetchRows(connection, query, shape),
      run: (statement) => runStatement(connection, statement),
      append: (table, fill) => appendRows(connection, table, fill),
    })
    signal?.throwIfAborted()
    await connection.run('COMMIT')
    return result
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined)
    throw error
  }
}
