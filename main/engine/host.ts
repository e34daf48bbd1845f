/** What a shell gives the engine: dialogs, folders, clock, randomness, leave to read and write. The engine knows nothing else of its surroundings. */
import type { DirectoryEntry, ShellInfo } from '#contract/operations/shell'
import type { CellProcess, ToCell as CellMessage } from '#main/sql-cell/messages'

export { forkedCell } from '#main/sql-cell/forked-cell'
export type { CellMessage, CellProcess }

/** A file or folder to choose for reading. */
export interface OpenRequest {
  title: string
  what: 'files' | 'folder' | 'case' | 'bundle'
}

/** A file or folder to choose for writing; `suggested` is a file name or a full path. */
export interface SaveRequest {
  title: string
  suggested: string
}

export interface DirectoryListing {
  path: string
  /** Null where nothing above may be listed. */
  parent: string | null
  entries: DirectoryEntry[]
}

/** Lines for the log file in the user's data folder; never evidence content, never a passphrase. */
export interface HostLog {
  info(message: string, fields?: Record<string, string | number | boolean | null>): void
  warn(message: string, fields?: Record<string, string | number | boolean | null>): void
  error(message: string, fields?: Record<string, string | number | boolean | null>): void
}

/**
 * The surroundings of the engine; each shell hands over its own.
 *
 * Units:  nowUs: µs since epoch, UTC.
 * Errors: listDir and reveal throw SHL-002 for a path outside what `mayRead` allows, SHL-003 for one that cannot be listed.
 */
export interface Host {
  readonly shell: ShellInfo['shell']
  /** `native`: pickOpen and pickSave show dialogs. `page`: both answer null and the workbench shows its path browser over `listDir`. */
  readonly dialogs: ShellInfo['dialogs']
  readonly version: string
  /** As `process.platform` says. */
  readonly platform: string
  /** Where new cases and exports are offered to go. */
  readonly home: string
  /** The analyst's signing identity and settings. Made by the engine when first needed, mode 0700. */
  readonly configDir: string
  /** Recent cases, sample cases, log. Made by the engine when first needed, mode 0700. */
  readonly dataDir: string
  /** Folder of the package.json of this installation. */
  readonly appRoot: string
  /** Folder that holds one folder per sample case. */
  readonly samplesDir: string
  /** Entry of the intake worker; without it intake runs inline. */
  readonly intakeWorker?: URL
  /** Starts a process that runs one statement of SQL; without it there is no SQL of one's own. */
  startCell?: () => CellProcess
  /** Passphrase of a sealed signing key, where the person has told it. Errors: CAS-047 the file that holds it cannot be read. */
  readonly keyPassphrase?: () => string | undefined
  nowUs: () => number
  randomBytes: (count: number) => Uint8Array
  /** Whether an absolute path that came over the bridge may be read. True for what the person picked, dropped or gave as a root. */
  mayRead(path: string): boolean
  /** Whether an absolute path that came over the bridge may be written. */
  mayWrite(path: string): boolean
  /** Allow reading and writing at and below a path that the engine itself vouches for: a recent case, a case it made. */
  grant(path: string): void
  /** Null where the person cancelled, or where there are no native dialogs. */
  pickOpen(request: OpenRequest): Promise<string[] | null>
  pickSave(request: SaveRequest): Promise<string | null>
  /** Null lists the first root. Folders first, then by name. */
  listDir(path: string | null): Promise<DirectoryListing>
  /** Show a file in the platform's file browser; does nothing where there is none. */
  reveal(path: string): Promise<void>
  readonly log: HostLog
}
