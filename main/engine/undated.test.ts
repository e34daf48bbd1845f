import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EVERYTHING } from '#contract/selection'
import { eventsOf, testBench } from './test-host'

const PASSWD =
  'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\ndeploy:x:1000:1000::/home/deploy:/bin/bash\n'
const MODIFIED = '2009-06-30T12:34:56Z'

test('records that write no time keep the date of their file, also when the case is made again', async () => {
  const bench = testBench()
  try {
    const { client, folder } = bench
    const path = join(folder, 'one.case')
    await client.case.create({ path, name: 'One', home_networks: [], display_zone: 'UTC' })
    const file = join(folder, 'passwd')
    writeFileSync(file, PASSWD)
    utimesSync(file, new Date(MODIFIED), new Date(MODIFIED))
    for await (const message of await client.evidence.add({ items: [{ path: file }] }))
      if (message.kind === 'file') expect(message.file).toMatchObject({ format: 'config-capture', records: 3, rejected: 0 })
    const { rows } = await client.query.page({ selection: EVERYTHING })
    expect(rows.map(({ ts }) => ts)).toEqual([MODIFIED, MODIFIED, MODIFIED])
    const [source] = await client.evidence.list()
    const preview = await client.evidence.previewSet({ sha256: source!.sha256!, options: { sensor: 'web01' } })
    expect(preview.result.first_ts).toBe(MODIFIED)
    const before = await eventsOf(bench, path)
    for await (const progress of await client.case.rebuild()) expect(progress.state).not.toBe('failed')
    expect(await eventsOf(bench, path)).toEqual(before)
    expect(before).toHaveLength(rows.length)
  } finally {
    await bench.close()
  }
})
