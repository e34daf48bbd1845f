/** A set of files far larger than the memory it is read in. `BACKTRAIL_SOAK_GB` makes it smaller. */
import { execFile } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { buildEntries } from './bench/build'
import { CONN_HEADER, connRows } from './test/conn-log'

const SET_BYTES = Number(process.env.BACKTRAIL_SOAK_GB ?? 5) * 1e9
const MOST_PEAK_MB = 1024
const MARCH_MS = Date.UTC(2026, 2, 1)
const BLOCK_BYTES = 1 << 22
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const address = (index: number): string => `203.0.${(index * 7) % 256}.${1 + ((index * 31) % 250)}`
const parts = (index: number): [string, string, string] => {
  const iso = new Date(MARCH_MS + index * 700).toISOString()
  return [iso.slice(8, 10), MONTHS[Number(iso.slice(5, 7)) - 1]!, iso.slice(11, 19)]
}

function access(index: number, site: string): string {
  const [day, month, time] = parts(index)
  return `${address(index)} - - [${day}/${month}/2026:${time} +0000] "GET /${site}/${index % 9973}?id=${index} HTTP/1.1" 200 ${index % 40_000} "-" "Mozilla/5.0 (X11; Linux x86_64)"`
}

function auth(index: number): string {
  const [day, month, time] = parts(index)
  return `${month} ${day.replace(/^0/, ' ')} ${time} web01 sshd[${1000 + (index % 30_000)}]: Failed password for invalid user u${index % 4001} from ${address(index)} port ${1024 + (index % 60_000)} ssh2`
}

/** Shape: path × least size × what stands first × rows → how many rows were written. */
function writes(path: string, bytes: number, header: string, row: (index: number) => string): number {
  const file = openSync(path, 'wx')
  let [text, index, written] = [header, 0, 0]
  while (written < bytes) {
    while (text.length < BLOCK_BYTES) text += `${row(index++)}\n`
    written += writeSync(file, text)
    text = ''
  }
  closeSync(file)
  return index
}

test('a set of files is read, each record once, in little memory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'intake-soak-'))
  const built = await buildEntries({ intake: join(import.meta.dirname, 'bench/intake-child.ts') })
  try {
    const set: [string, string, (index: number) => string][] = [
      ['conn-east.log', CONN_HEADER, connRows(1)],
      ['conn-west.log', CONN_HEADER, connRows(2)],
      ['access-east.log', '', (index) => access(index, 'east')],
      ['access-west.log', '', (index) => access(index, 'west')],
      ['auth.log', '', auth],
    ]
    let rows = 0
    const paths = set.map(([name, header, row]) => {
      const path = join(folder, name)
      rows += writes(path, SET_BYTES / set.length, header, row)
      return path
    })
    const words = [join(built, 'intake.mjs'), join(folder, 'case'), join(built, 'intake-worker.mjs'), '--derive', ...paths]
    const { stdout } = await promisify(execFile)(process.execPath, words)
    const { events, rejected, peakMb, cpuS, wallS } = JSON.parse(stdout) as Record<string, number>
    const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0)
    process.stdout.write(
      `${(bytes / 1e9).toFixed(2)} GB, ${events} events in ${cpuS!.toFixed(0)} CPU s, ${wallS!.toFixed(0)} s; peak ${Math.round(peakMb!)} MB\n`,
    )
    expect({ events, rejected }).toEqual({ events: rows, rejected: 0 })
    expect(peakMb).toBeLessThan(MOST_PEAK_MB)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(built, { recursive: true, force: true })
  }
})
