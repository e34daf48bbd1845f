/** Timelines that others kept in Timesketch, against what their own columns say. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import timesketch from './format'

async function read(file: string) {
  const rows = Number(/(\d+) data rows/.exec(manifest().find((row) => row.file === file)!.groundTruth)![1])
  const bytes = readFileSync(evidencePath(file))
  expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('timesketch')
  const { sink } = await readBytes(timesketch, bytes)
  console.log(`${file}\trows\t${rows}\t${sink.counts.represented}`)
  expect([sink.counts.represented, sink.counts.rejected]).toEqual([rows, 0])
  return { text: bytes.toString('utf8'), sink }
}

describe.skipIf(!hasEvidence)('timelines of others', () => {
  it('timeline/timesketch__test_events_sigma_events.csv', async () => {
    const { text, sink } = await read('timeline/timesketch__test_events_sigma_events.csv')
    const stamps = [...text.matchAll(/"(14377644\d{8})"/g)].map((match) => Number(match[1]))
    expect(sink.events.map(({ tsUs }) => tsUs)).toEqual(stamps)
    expect(sink.events.map(({ sensorDisagrees }) => sensorDisagrees)).toEqual([null, null, null, null])
    expect(sink.events[3]!.attrs['packages']).toBe('Install: zmap:amd64 (1.1.0-1)')
  })

  it('timeline/timesketch__test_events_csv_timestamp_as_datetime.csv', async () => {
    const { text, sink } = await read('timeline/timesketch__test_events_csv_timestamp_as_datetime.csv')
    const stamps = [...text.matchAll(/^(\d{16}),/gm)].map((match) => Number(match[1]))
    expect(sink.events.map(({ tsUs }) => tsUs)).toEqual(stamps)
  })

  it('windows/timesketch__test_data_evtx_part.csv: two rows for each record of the event log', async () => {
    const { text, sink } = await read('windows/timesketch__test_data_evtx_part.csv')
    /* Its 13 rows are 5 pairs of record 12050, and of record 12049 a pair and a half: 7 records as a timeline would count them. */
    const ids = [...text.matchAll(/,"?\[(\d+) \/ 0x[0-9a-f]+\]/g)].map((match) => match[1])
    expect([ids.filter((id) => id === '7036').length, ids.filter((id) => id === '105').length]).toEqual([10, 3])
    expect(sink.events.map(({ attrs }) => attrs['EventID'])).toEqual([7036, 7036, 7036, 7036, 7036, 105, 105])
    expect(sink.checks.find(({ id }) => id === 'timeline-second-times')?.count).toBe(6)
    expect(sink.events[0]).toMatchObject({ name: 'Windows-Service_State_Changed', hostName: 'WKS-WIN764BITB.shieldbase.local' })
    expect(sink.events[0]!.attrs).toMatchObject({ param1: 'Windows Modules Installer', param2: 'stopped' })
  })
})
