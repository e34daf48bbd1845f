/** Alerts that others recorded, against what independent tools counted in them. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import snort from './format'

const tally = (words: (string | null)[]) => {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word!, (counts.get(word!) ?? 0) + 1)
  return [...counts].map(([word, count]) => `${word}=${count}`).sort()
}

describe.skipIf(!hasEvidence)('alerts of others', () => {
  it.each(['ids/plaso__snort3_alert_fast.log', 'ids/sv__http2-files_expected_fast.log'])('%s', async (file) => {
    const truth = manifest().find((row) => row.file === file)!.groundTruth
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('snort-fast')
    const { events, counts } = (await readBytes(snort, bytes, { zone: 'UTC', year: 2014 })).sink
    console.log(`${file}\talerts\t${/(\d+) alerts/.exec(truth)![1]}\t${counts.represented}`)
    expect({
      alerts: counts.represented,
      rejected: counts.rejected,
      proto: tally(events.map(({ proto }) => proto!.toUpperCase())),
    }).toEqual({
      alerts: Number(/(\d+) alerts/.exec(truth)![1]),
      rejected: 0,
      proto: /proto: (.*)$/.exec(truth)![1]!.split(', ').sort(),
    })
    const rules = tally(events.map(({ signatureId }) => signatureId))
    expect(rules.length).toBe(Number(/(\d+) distinct gid/.exec(truth)![1]))
  })
})
