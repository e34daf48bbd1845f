/** The parts of a Host that are the same in every shell. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { forkedCell, type Host, type HostLog } from '../../engine/host'
import { fault } from '#contract/errors'
import { MICROS_PER_MILLI } from '#contract/units'
import { appRoot, versionOf } from './app-root'
import { folders } from './folders'

type Surroundings = Pick<
  Host,
  | 'version'
  | 'platform'
  | 'home'
  | 'configDir'
  | 'dataDir'
  | 'appRoot'
  | 'samplesDir'
  | 'intakeWorker'
  | 'startCell'
  | 'keyPassphrase'
  | 'nowUs'
  | 'randomBytes'
  | 'log'
>

/** WHY: in a packaged app, worker threads and native code read plain files only; those lie beside the archive. */
function plainFile(path: string): string {
  const beside = path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
  return existsSync(beside) ? beside : path
}

/** Shape: root × entry of the build → its plain file, where there is one. */
function builtEntry(root: string, name: string): string | undefined {
  const file = plainFile(join(root, 'out', 'main', `${name}.js`))
  return existsSync(file) ? file : undefined
}

function intakeWorker(root: string): URL | undefined {
  const file = builtEntry(root, 'intake-worker')
  return file === undefined ? undefined : pathToFileURL(file)
}

function startCell(root: string): Host['startCell'] {
  const file = builtEntry(root, 'sql-cell')
  return file === undefined ? undefined : () => forkedCell(file)
}

/** Shape: → the passphrase in the file that BACKTRAIL_KEY_PASSPHRASE_FILE names, without its line end; undefined where it names none. */
function keyPassphrase(): string | undefined {
  const path = process.env['BACKTRAIL_KEY_PASSPHRASE_FILE']
  if (path === undefined || path === '') return undefined
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw fault('CAS-047', { path, reason: (error as Error).message }, error)
  }
}

/** Shape: log → everything a shell need not decide itself. */
export function surroundings(log: HostLog): Surroundings {
  const root = appRoot()
  return {
    ...folders(),
    version: versionOf(root),
    platform: process.platform,
    appRoot: root,
    samplesDir: plainFile(join(root, 'casefiles')),
    intakeWorker: intakeWorker(root),
    startCell: startCell(root),
    keyPassphrase,
    nowUs: () => Date.now() * MICROS_PER_MILLI,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    log,
  }
}
