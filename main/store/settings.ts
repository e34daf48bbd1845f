/** DuckDB settings of a case database: nothing reaches the network or another file, and nothing can change that afterwards. */
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'

export type Mode = 'read' | 'write'

export interface StoreSettings {
  threads?: number
  /** Soft limit of the engine's buffers, MB; the process takes more. */
  memoryMb?: number
  /** Connections that may work at the same time. */
  concurrent?: number
  /** Where large sorts spill. */
  temporaryDirectory?: string
}

export const DEFAULT_THREADS = 2
const BYTES_PER_MB = 1e6
/** While events are written: little, because intake takes memory of its own beside it. */
const WRITING_MEMORY_MB = 448
/** While questions are answered: a quarter of the machine's memory, between these. */
const ASKING_MEMORY_MB = { least: 512, most: 2048 }
/** WHY: more than a few concurrent queries starve libuv's pool and slow each other down on two cores. */
export const DEFAULT_CONCURRENT = 3

/** Shape: mode → soft limit of the engine's buffers, MB. */
export function memoryMbOf(mode: Mode, settings: StoreSettings): number {
  if (settings.memoryMb !== undefined) return settings.memoryMb
  if (mode === 'write') return WRITING_MEMORY_MB
  const quarter = Math.floor(totalmem() / BYTES_PER_MB / 4)
  return Math.min(ASKING_MEMORY_MB.most, Math.max(ASKING_MEMORY_MB.least, quarter))
}

/** Shape: path, mode and settings → options for `DuckDBInstance.fromCache`. */
export function duckdbOptions(path: string, mode: Mode, settings: StoreSettings): Record<string, string> {
  const spill = settings.temporaryDirectory ?? (path === ':memory:' ? '' : join(dirname(path), 'tmp'))
  return {
    access_mode: mode === 'write' ? 'READ_WRITE' : 'READ_ONLY',
    threads: String(settings.threads ?? DEFAULT_THREADS),
    memory_limit: `${memoryMbOf(mode, settings)}MB`,
    temp_directory: spill,
    max_temp_directory_size: '20GB',
    storage_compatibility_version: 'latest',
    preserve_insertion_order: 'true',
    // WHY: counting by a port or an address without hashing is four times faster; the default stops at 12 bits. More bits would take
    // megabytes for every count of few rows.
    perfect_ht_threshold: '17',
    // SECURITY: no extension, secret, file or address can be reached from SQL, and no statement can undo it.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_persistent_secrets: 'false',
    enable_external_access: 'false',
    lock_configuration: 'true',
  }
}
