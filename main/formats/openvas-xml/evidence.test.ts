/** OpenVAS reports of others, against what was counted in them with Python's xml and csv. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import openvas from './format'

const count = (text: string, word: string) => Number(new RegExp(`${word}=(\\d+)`).exec(text)?.[1] ?? 0)

async function read(file: string) {
  const bytes = readFileSync(evidencePath(file))
  expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('openvas-xml')
  const truth = manifest().find((row) => row.file === file)!.groundTruth
  const { events, counts } = (await readBytes(openvas, bytes, {}, { blockBytes: 4096 })).sink
  const expected = Number(/(\d+) (?:results with an nvt|data rows)/.exec(truth)![1])
  console.log(`${file}\tresults\t${expected}\t${counts.represented} + ${counts.rejected} rejected`)
  expect({ represented: counts.represented, rejected: counts.rejected }).toEqual({ represented: expected, rejected: 0 })
  return { truth, events, threat: (word: string) => events.filter(({ attrs }) => (attrs['threat'] ?? '') === word).length }
}

describe.skipIf(!hasEvidence)('reports of others', () => {
  it('XML: threats, tests, and a host whose address somebody made unreadable', async () => {
    const { truth, events, threat } = await read('scan/dojo__openvas_many_vuln.xml')
    expect([threat('High'), threat('Medium'), threat('')]).toEqual([count(truth, 'High'), count(truth, 'Medium'), 2])
    expect(new Set(events.map(({ signatureId }) => signatureId)).size).toBe(Number(/(\d+) distinct nvt oid/.exec(truth)![1]))
    expect(new Set(events.map(({ dstIp, attrs }) => `${dstIp} ${attrs['host'] as string}`))).toEqual(
      new Set(['null 192.168.1.1001']),
    )
    /* Imported three days after the scan: the time is that of the scan. */
    expect(new Set(events.map(({ tsUs }) => isoFromMicros(tsUs!)))).toEqual(new Set(['2023-09-26T13:04:00Z']))
  })

  it('CSV', async () => {
    const { truth, events, threat } = await read('scan/dojo__openvas_report_using_openVAS.csv')
    expect([threat('Log'), threat('Low')]).toEqual([count(truth, 'Log'), count(truth, 'Low')])
    expect(new Set(events.map(({ dstIp }) => dstIp)).size).toBe(1)
  })
})
