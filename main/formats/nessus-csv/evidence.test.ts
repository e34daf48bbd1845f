/** Nessus CSV exports of others, against what was counted in them with Python's csv. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import nessusCsv from './format'

describe.skipIf(!hasEvidence)('exports of others', () => {
  it.each(['default', 'all'])('many_vuln2-%s', async (columns) => {
    const file = `scan/dojo__tenable_nessus_nessus_many_vuln2-${columns}.csv`
    const truth = manifest().find((row) => row.file === file)!.groundTruth
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('nessus-csv')
    const { events, counts } = (await readBytes(nessusCsv, bytes, { zone: 'Europe/Paris' }, { blockBytes: 777 })).sink
    const risk = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(truth)?.[1] ?? 0)
    console.log(`${file}\trows\t${/(\d+) data rows/.exec(truth)![1]}\t${counts.represented} + ${counts.rejected} rejected`)
    expect({
      rows: counts.represented,
      rejected: counts.rejected,
      none: events.filter(({ severity }) => severity === 0).length,
      medium: events.filter(({ severity }) => severity === 2).length,
      findings: new Set(events.map(({ signatureId, dstIp, dstPort, proto }) => [signatureId, dstIp, dstPort, proto].join())).size,
      plugins: new Set(events.map(({ signatureId }) => signatureId)).size,
      times: [...new Set(events.map(({ tsUs }) => isoFromMicros(tsUs!)))],
    }).toEqual({
      rows: Number(/(\d+) data rows/.exec(truth)![1]),
      rejected: 0,
      none: risk('None'),
      medium: risk('Medium'),
      /* As DefectDojo's own parser test counts them. */
      findings: 29,
      plugins: 25,
      times: ['2021-01-25T17:40:00Z'],
    })
  })
})
