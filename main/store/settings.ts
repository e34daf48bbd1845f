/** DuckDB settings of a case database: nothing reaches the network or another file, and nothing can change that afterwards. */
import { dirname, join } from 'node:path'

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
export const DEFAULT_MEMORY_MB = 512
/** WHY: more than a few concurrent queries starve libuv's pool and slow each other down on two cores. */
export const DEFAULT_CONCURRENT = 3

/** Shape: path, access and settings → options for `DuckDBInstance.fromCache`. */
export function duckdbOptions(path: string, access: 'READ_ONLY' | 'READ_WRITE', settings: StoreSettings): Record<string, string> {
  const spill = settings.temporaryDirectory ?? (path === ':memory:' ? '' : join(dirname(path), 'tmp'))
  return {
    access_mode: access,
    threads: String(settings.threads ?? DEFAULT_THREADS),
    memory_limit: `${settings.memoryMb ?? DEFAULT_MEMORY_MB}MB`,
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
