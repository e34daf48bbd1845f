/** The database file as an instance of the engine. */
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { duckdbOptions, type Mode, type StoreSettings } from './settings'

/** A file opened for writing is made writable, with its folder. */
export async function openInstance(path: string, mode: Mode, settings: StoreSettings): Promise<DuckDBInstance> {
  const options = duckdbOptions(path, mode, settings)
  // WHY: two in-memory stores of one process must not share data, so they do not go through the cache.
  if (path === ':memory:') return DuckDBInstance.create(':memory:', options)
  if (mode === 'write') {
    mkdirSync(dirname(path), { recursive: true })
    if (existsSync(path)) chmodSync(path, 0o644)
  }
  return DuckDBInstance.fromCache(path, options)
}
