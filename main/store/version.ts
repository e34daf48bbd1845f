/** The version a case database was made with. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { nullable, TEXT } from './rows'
import { schemaStatements, SCHEMA_VERSION } from './schema'
import { sql } from './sql'
import { fetchRows } from './statements'

/** Make the tables and views of a new database; one that has them stays as it is. */
export async function prepareSchema(connection: DuckDBConnection): Promise<void> {
  const made = (await connection.runAndReadAll(`SELECT 1 FROM duckdb_tables() WHERE table_name = 'meta'`)).currentRowCount > 0
  if (made) return
  await connection.run('BEGIN TRANSACTION')
  for (const statement of schemaStatements()) await connection.run(statement)
  await connection.run(`INSERT INTO meta VALUES ('schema_version', '${SCHEMA_VERSION}')`)
  await connection.run('COMMIT')
}

/** Shape: → the version stored, or `none`. */
export async function storedVersion(connection: DuckDBConnection): Promise<string> {
  const rows = await fetchRows(connection, sql`SELECT value FROM meta WHERE key = 'schema_version'`, { value: nullable(TEXT) })
  return rows[0]?.value ?? 'none'
}
