/** Argus flows of others, against what was counted in them with Python's csv. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import argus from './format'

const files = manifest().filter(({ file }) => file.endsWith('.binetflow'))
const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)
const stated = (truth: string, pattern: RegExp) => pattern.exec(truth)?.[1] ?? ''

describe.skipIf(!hasEvidence)('flows of others', () => {
  it.each(files.map(({ file, groundTruth }) => [file, groundTruth] as const))('%s', async (file, truth) => {
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('argus-csv')
    const { events, counts } = (await readBytes(argus, bytes, { zone: 'UTC' })).sink
    const times = events.map(({ tsUs }) => tsUs!).sort((a, b) => a - b)
    const written = (text: string) => `${text.replace(/^(\d+)\/(\d+)\/(\d+) /, '$1-$2-$3T')}Z`
    const expected = {
      rows: Number(stated(truth, /(\d+) data rows/)),
      rejected: 0,
      src: Number(stated(truth, /distinct SrcAddr: (\d+)/)),
      dst: Number(stated(truth, /distinct DstAddr: (\d+)/)),
      srcBytes: Number(stated(truth, /sum SrcBytes=(\d+)/)),
      totalBytes: Number(stated(truth, /sum TotBytes=(\d+)/)),
      first: written(stated(truth, /StartTime (\S+ \S+) \.\./)),
      last: written(stated(truth, /\.\. (\d{4}\/\S+ [\d:.]+)/)),
    }
    const got = {
      rows: counts.represented,
      rejected: counts.rejected,
      src: new Set(events.map(({ srcIp }) => srcIp)).size,
      dst: new Set(events.map(({ dstIp }) => dstIp)).size,
      srcBytes: sum(events.map(({ srcBytes }) => srcBytes)),
      totalBytes: sum(events.map(({ srcBytes, dstBytes }) => (srcBytes ?? 0) + (dstBytes ?? 0))),
      first: isoFromMicros(times[0]!),
      last: isoFromMicros(times.at(-1)!),
    }
    console.log(`${file}\t${JSON.stringify(expected)}\t${JSON.stringify(got)}`)
    expect(got).toEqual(expected)
  })
})
