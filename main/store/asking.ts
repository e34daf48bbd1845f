/** What goes with a question or a job of the store. */
import type { DuckDBAppender } from '@duckdb/node-api'
import type { RowOf, RowShape } from './rows'
import type { StoreSettings } from './settings'
import type { Sql } from './sql'

export interface Asking {
  signal?: AbortSignal | undefined
}

/** Several statements on one connection, all or nothing. */
export interface Transaction {
  all<S extends RowShape>(query: Sql, shape: S): Promise<RowOf<S>[]>
  run(statement: Sql): Promise<void>
  /** Append many rows to a table of ours, in the order of its columns. */
  append(table: string, fill: (appender: DuckDBAppender) => void): Promise<void>
}

export interface OpenOptions {
  mode: 'read' | 'write'
  settings?: StoreSettings
  /** A guest reads beside the owner and can never write; it takes no ownership. */
  guest?: boolean
}
