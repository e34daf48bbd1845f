/** Cases that were open before, newest first, in the user's data folder. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RecentCase } from '#contract/case'
import { isoFromMicros } from '#contract/units'
import type { Host } from './host'

const KEPT = 20
const Stored = z.array(z.object({ path: z.string(), name: z.string(), opened_at: z.string() }))

const fileOf = (host: Host): string => join(host.dataDir, 'recent-cases.json')

function read(host: Host): z.infer<typeof Stored> {
  try {
    return Stored.parse(JSON.parse(readFileSync(fileOf(host), 'utf8')))
  } catch {
    return []
  }
}

/** Shape: → recent cases; one whose folder is gone says so. The shell is told that they may be read. */
export function recentCases(host: Host): RecentCase[] {
  return read(host).map((entry) => {
    host.grant(entry.path)
    return { ...entry, exists: existsSync(join(entry.path, 'case.json')) }
  })
}

/** Remember that a case was opened. A data folder that cannot be written is no reason to fail. */
export function rememberCase(host: Host, path: string, name: string): void {
  const others = read(host).filter((entry) => entry.path !== path)
  const entries = [{ path, name, opened_at: isoFromMicros(host.nowUs()) }, ...others].slice(0, KEPT)
  try {
    mkdirSync(host.dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(`${fileOf(host)}.new`, JSON.stringify(entries, null, 1), { mode: 0o600 })
    renameSync(`${fileOf(host)}.new`, fileOf(host))
  } catch (error) {
    host.log.warn('recent cases could not be written', { reason: (error as Error).message })
  }
}
