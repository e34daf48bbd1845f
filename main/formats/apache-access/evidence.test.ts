/** Access logs that others recorded, against what independent tools counted in them. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import apache from './format'

const pairs = (text: string) =>
  Object.fromEntries([...text.matchAll(/([^\s,=]+)=(\d+)/g)].map(([, word, count]) => [word!, Number(count)]))

function tally(words: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[String(word)] = (counts[String(word)] ?? 0) + 1
  return counts
}

const iso = (us: number | null) => isoFromMicros(us ?? NaN).replace(/(:\d\d)Z$/, '$1.000000Z')

describe.skipIf(!hasEvidence)('access logs of others', () => {
  const logs = manifest().filter(({ kind, groundTruth }) => kind === 'web' && groundTruth.includes('common/combined'))

  it.each(logs.map(({ file, groundTruth }) => [file, groundTruth] as const))('%s', async (file, truth) => {
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('apache-access')
    const { sink } = await readBytes(apache, bytes)
    const of = (pattern: RegExp) => pattern.exec(truth)![1]!
    const expected = {
      lines: Number(of(/(\d+) match/)),
      clients: Number(of(/(\d+) distinct clients/)),
      status: pairs(of(/status: ([^;]+)/)),
      methods: pairs(of(/method: ([^;]+)/)),
      span: [of(/; (\S+Z) \.\./), of(/\.\. (\S+Z)/)],
    }
    const { events } = sink
    const got = {
      lines: sink.counts.represented,
      clients: new Set(events.map(({ srcIp }) => srcIp)).size,
      status: tally(events.map(({ attrs }) => attrs['status'])),
      methods: tally(events.map(({ name }) => name!.replace('Web-', ''))),
      span: [iso(sink.firstTsUs), iso(sink.lastTsUs)],
    }
    console.log(`${file}\t${JSON.stringify(expected)}\t${JSON.stringify(got)}\trejected ${sink.counts.rejected}`)
    expect(got).toEqual(expected)
  })
})
