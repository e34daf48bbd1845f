import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CONN_HEADER, connRows } from '#main/intake/test/conn-log'
import { testBench } from './test-host'

const SESSIONS = 50
const LATE_S = 3.25

/** The same sessions as a sensor logs them whose clock is late. */
function log(lateS: number): string {
  const row = connRows(3)
  const rows = Array.from({ length: SESSIONS }, (_, index) => {
    const [ts = '', ...rest] = row(index).split('\t')
    return [(Number(ts) + lateS).toFixed(6), ...rest].join('\t')
  })
  return `${CONN_HEADER}${rows.join('\n')}\n`
}

test('a clock that is off is found by the sessions both sensors saw; corrected, they are one session each', async () => {
  const bench = testBench()
  try {
    const { client, folder } = bench
    await client.case.create({ path: join(folder, 'one.case'), name: 'One', home_networks: [], display_zone: 'UTC' })
    writeFileSync(join(folder, 'conn.log'), log(0))
    writeFileSync(join(folder, 'late.log'), log(LATE_S))
    for (const sensor of ['conn', 'late']) {
      const items = [{ path: join(folder, `${sensor}.log`), options: { sensor } }]
      for await (const message of await client.evidence.add({ items }))
        if (message.kind === 'file') expect(message.file.status).toBe('added')
    }
    const before = await client.evidence.clocks(undefined)
    expect(before).toMatchObject([{ name: 'conn.log', other_name: 'late.log', reading: 'clock', later_s: -LATE_S }])
    const late = before[0]!.other_sha256
    await client.evidence.set({ sha256: late, options: { sensor: 'late', skewSeconds: -LATE_S } })
    expect(await client.evidence.clocks(undefined)).toMatchObject([
      { reading: 'agrees', later_s: 0, sessions: before[0]!.sessions },
    ])
    const sessions = await client.hosts.sessions({})
    expect(sessions.length).toBeGreaterThan(SESSIONS / 2)
    expect(sessions.filter(({ witnesses }) => witnesses.length === 2)).toHaveLength(sessions.length)
  } finally {
    await bench.close()
  }
})
