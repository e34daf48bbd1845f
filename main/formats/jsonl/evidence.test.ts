/** An array of JSON objects of others, against what was counted in it with Python's json. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import jsonl from './format'

describe.skipIf(!hasEvidence)('objects of others', () => {
  it('50 elements, the 31st of which is null', async () => {
    const bytes = readFileSync(evidencePath('linux/go-libaudit__auparse_testdata_audit-rhel7.log.golden'))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('jsonl')
    const { events, counts, rejects } = (await readBytes(jsonl, bytes)).sink
    const times = events.map(({ tsUs }) => tsUs!).sort((a, b) => a - b)
    const ends = (outcome: string) => events.filter((event) => event.outcome === outcome).length
    const got = {
      ...{ records: counts.records, represented: counts.represented, rejects: rejects.map(({ reason }) => reason) },
      ...{ success: ends('success'), failure: ends('failure'), root: events.filter(({ userName }) => userName === '0').length },
      ...{ first: isoFromMicros(times[0]!), last: isoFromMicros(times.at(-1)!) },
    }
    expect(got).toEqual({
      ...{ records: 50, represented: 49, rejects: ['not a JSON object'] },
      ...{ success: 30, failure: 2, root: 27 },
      ...{ first: '2016-12-07T02:16:23.819000Z', last: '2017-07-21T18:28:19.656000Z' },
    })
  })
})
