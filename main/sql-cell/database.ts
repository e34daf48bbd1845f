/** The database as the process of a statement opens it: the case's file for reading, the documented relations over it, everything else shut. */
import {
  DuckDBInstance,
  DuckDBTimestampValue,
  LIST,
  listValue,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBConnection,
} from '@duckdb/node-api'
import { microsFromIso } from '#contract/units'
import { duckdbOptions } from '#main/store/settings'
import type { CellLimits } from './limits'
import type { Handed } from './messages'
import { RELATIONS } from './relations/all'
import type { Column, Relation } from './relations/relation'

/** WHY: one thread adds numbers up in one order, and leaves the engine the other core. */
const THREADS = '1'

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Shape: case database, limits, rows of the relations that the statement names → a connection that reads, with its settings locked. */
export async function openForStatement(path: string, limits: CellLimits, handed: readonly Handed[]): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(path, {
    ...duckdbOptions(path, 'read', { memoryMb: limits.memoryMb, temporaryDirectory: '' }),
    threads: THREADS,
    // SECURITY: nothing is written to disk, not even what does not fit into memory.
    max_temp_directory_size: '0KB',
    lock_configuration: 'false',
  })
  const connection = await instance.connect()
  // WHY: what is cast to a local time would else depend on the machine.
  await connection.run(`SET TimeZone = 'UTC'`)
  await connection.run('SET lock_configuration = true')
  for (const relation of RELATIONS) await prepare(connection, relation, handed)
  return connection
}

async function prepare(connection: DuckDBConnection, relation: Relation, handed: readonly Handed[]): Promise<void> {
  const { name, from, columns } = relation
  if (from === 'stored') return
  if (from !== 'handed') {
    const casts = Object.entries(columns).map(([column, [type]]) => `${quoted(column)}::${type} AS ${quoted(column)}`)
    await connection.run(`CREATE TEMP VIEW ${quoted(name)} AS SELECT ${casts.join(', ')} FROM (${from.select})`)
    return
  }
  const declared = Object.entries(columns).map(([column, [type]]) => `${quoted(column)} ${type}`)
  await connection.run(`CREATE TEMP TABLE ${quoted(name)} (${declared.join(', ')})`)
  const rows = handed.find((one) => one.relation === name)?.rows ?? []
  if (rows.length > 0) await fill(connection, relation, rows)
}

async function fill(connection: DuckDBConnection, { name, columns }: Relation, rows: Handed['rows']): Promise<void> {
  const types = Object.values(columns)
  const appender = await connection.createAppender(name, 'main', 'temp')
  for (const row of rows) {
    types.forEach((column, index) => append(appender, column, row[index] ?? null))
    appender.endRow()
  }
  appender.closeSync()
}

function append(appender: DuckDBAppender, [type]: Column, value: Handed['rows'][number][number]): void {
  if (value === null) return appender.appendNull()
  switch (type) {
    case 'VARCHAR':
      return appender.appendVarchar(String(value))
    case 'VARCHAR[]':
      return appender.appendList(listValue(Array.isArray(value) ? value : []), LIST(VARCHAR))
    case 'TIMESTAMP': {
      const us = microsFromIso(String(value))
      return us === null ? appender.appendNull() : appender.appendTimestamp(new DuckDBTimestampValue(BigInt(us)))
    }
    case 'BOOLEAN':
      return appender.appendBoolean(value === true)
    case 'DOUBLE':
      return appender.appendDouble(Number(value))
    case 'UTINYINT':
      return appender.appendUTinyInt(Number(value))
    case 'USMALLINT':
      return appender.appendUSmallInt(Number(value))
    case 'UBIGINT':
      return appender.appendUBigInt(BigInt(Number(value)))
    default:
      throw new TypeError(`no rows of type ${type} are handed over`)
  }
}
