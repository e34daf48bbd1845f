/** Tables of others read as tables of nobody's, against what was counted in them with Python's csv. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import csv from './format'

const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)

describe.skipIf(!hasEvidence)('tables of others', () => {
  it.each([
    [
      'flow/slips__test2-malicious.binetflow',
      'argus-csv',
      {
        rows: 6751,
        rejected: 0,
        src: 5,
        dst: 496,
        sent: 26271460,
        first: '2019-04-04T16:23:00.325010Z',
        last: '2019-04-05T16:18:32.568314Z',
      },
      { tcp: 3925, udp: 2754, icmp: 65, igmp: 7 },
    ],
    [
      'flow/slips__test11-portscan.binetflow',
      'argus-csv',
      {
        rows: 66,
        rejected: 0,
        src: 1,
        dst: 22,
        sent: 44364,
        first: '2019-04-04T16:24:47.672448Z',
        last: '2019-04-04T16:30:34.234728Z',
      },
      { icmp: 46, tcp: 20 },
    ],
  ])('%s', async (file, owner, expected, protocols) => {
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe(owner)
    const { events, counts } = (await readBytes(csv, bytes, { zone: 'UTC' })).sink
    const times = events.map(({ tsUs }) => tsUs!).sort((a, b) => a - b)
    const got = {
      rows: counts.represented,
      rejected: counts.rejected,
      src: new Set(events.map(({ srcIp }) => srcIp)).size,
      dst: new Set(events.map(({ dstIp }) => dstIp)).size,
      sent: sum(events.map(({ srcBytes }) => srcBytes)),
      first: isoFromMicros(times[0]!),
      last: isoFromMicros(times.at(-1)!),
    }
    console.log(`${file}\t${JSON.stringify(expected)}\t${JSON.stringify(got)}`)
    expect(got).toEqual(expected)
    for (const [protocol, count] of Object.entries(protocols))
      expect([protocol, events.filter(({ proto }) => proto === protocol).length]).toEqual([protocol, count])
  })
})
