/** The log file in the person's data folder: what the shell and the engine did, never evidence content. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import type { HostLog } from '../../engine/host'

type Fields = Parameters<HostLog['info']>[1]

const silent: HostLog = { info: () => {}, warn: () => {}, error: () => {} }

/**
 * Open the log file.
 *
 * Shape:  data folder × name of the shell → log; where the folder cannot be written, a log that drops every line.
 */
export function fileLog(dataDir: string, shell: string): HostLog {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const file = pino.destination({ dest: join(dataDir, 'backtrail.log'), append: true, sync: true, mode: 0o600 })
    const log = pino({ base: { shell, pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, file)
    return {
      info: (message: string, fields: Fields = {}) => log.info(fields, message),
      warn: (message: string, fields: Fields = {}) => log.warn(fields, message),
      error: (message: string, fields: Fields = {}) => log.error(fields, message),
    }
  } catch {
    return silent
  }
}

export { silent as silentLog }
