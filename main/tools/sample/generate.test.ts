/** The sample in `casefiles` is what the generator makes, and tells the story it promises. */
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { localHour } from './clock'
import { sample } from './generate'
import { IRC_BEGINS } from './irc'
import { LONG_SESSIONS } from './port-22'

const ROOT = resolve(import.meta.dirname, '../../../casefiles/odd-irc-connections')
const { files, events } = sample()

const onDisk = (path: string) => {
  const bytes = readFileSync(join(ROOT, path))
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}
const lines = (path: string) => files.get(path)!.trimEnd().split('\n')

describe('sample case', () => {
  it('is on disk exactly as the generator makes it', () => {
    const folders = ['evidence', 'expected'].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
    )
    expect(['case.json', ...folders].sort()).toEqual([...files.keys()].sort())
    for (const [path, text] of files) expect(onDisk(path) === text, path).toBe(true)
  })

  it('uses documentation and benchmarking addresses only', () => {
    const allowed = /^(198\.1[89]\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|0\.0\.0\.0$)/
    const found = new Set(
      [...files]
        .filter(([path]) => path.startsWith('evidence/') && !path.includes('http'))
        .flatMap(([, text]) => text.match(/\b\d{1,3}(\.\d{1,3}){3}\b/g) ?? []),
    )
    expect([...found].filter((address) => !allowed.test(address))).toEqual([])
    expect(found.size).toBeGreaterThan(300)
  })

  it('stays small', () => {
    const sizes = [...files].filter(([path]) => path.startsWith('evidence/')).map(([, text]) => text.length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(12_000_000)
    expect(events.length).toBeGreaterThan(40_000)
    expect(events.length).toBeLessThan(80_000)
  })

  it('writes session lines whose parts agree: total = u + d, length = end − start, text = end at −04:00', () => {
    const pattern =
      /^\w{3} (\w{3}) ([ \d]\d) (\d\d:\d\d:\d\d) - TNM-\w+\[(\d+)\]:\S+ -> \S+ \[u:(\d+) d:(\d+)\]\|(\d+)\|(\d+)\|(\d+)$/
    const wrong = lines('evidence/tnm-sessions.log').filter((line) => {
      const [, month, day, clock, total, up, down, start, end, length] = pattern.exec(line) ?? []
      const local = Date.parse(`${month} ${day} 2009 ${clock} GMT-0400`) / 1000
      return (
        Number(total) !== Number(up) + Number(down) || Number(length) !== Number(end) - Number(start) || local !== Number(end)
      )
    })
    expect(wrong).toEqual([])
  })

  it('has the magnitudes of the story on port 22 in the last 25 days', () => {
    const rows = files.get('expected/port-22-names.csv')!
    expect(rows).toContain('TNM-TCP_Session_TimedOut,573\n')
    expect(rows).toContain('TNM-TCP_Session_Short,230\n')
    expect(rows).toContain('TNM-Long_TCP_Session_5_Minutes,2\n')
    expect(rows).toContain('TNM-Long_TCP_Session_60_Minutes,1\n')
  })

  it('begins the IRC connections weeks after the first session, and ends with one', () => {
    const first = LONG_SESSIONS[0]!.talk.startUs
    expect((IRC_BEGINS - first) / 86_400_000_000).toBeGreaterThan(14)
    expect(events.at(-1)!.server).toMatchObject({ ip: '203.0.113.200', port: 6667 })
  })

  it('pauses every day in the early evening', () => {
    const irc = events.filter((event) => event.format === 'tnm' && event.server?.port === 6667)
    const hours = new Set(irc.map((event) => localHour(event.tsUs)))
    expect(hours.has(18)).toBe(false)
    expect(hours.size).toBe(23)
  })
})
