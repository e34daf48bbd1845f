/** Windows events in JSON that others recorded, against what independent tools counted in them. */
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { decideClock } from '../kit/clock-decision'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import windowsJson from './format'

/** Shape: a zip with one member → the member. Source: APPNOTE 4.3.7 and 4.3.12. */
function onlyMember(zip: Buffer): Buffer {
  const directory = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
  const compressed = zip.readUInt32LE(directory + 20)
  const local = zip.readUInt32LE(directory + 42)
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  return inflateRawSync(zip.subarray(start, start + compressed))
}

function tally(words: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[String(word)] = (counts[String(word)] ?? 0) + 1
  return counts
}

/** Shape: `10=829, 7=203 (+30 more)` → the pairs it names. */
const named = (text: string) =>
  Object.fromEntries([...text.matchAll(/([^=,]+)=(\d+)/g)].map(([, word, count]) => [word!.trim(), Number(count)]))

describe.skipIf(!hasEvidence)('Windows events of others', () => {
  const sets = manifest().filter(({ file }) => file.startsWith('windows/otrf'))

  it.each(sets.map(({ file, groundTruth }) => [file, groundTruth] as const))('%s', async (file, truth) => {
    const bytes = onlyMember(readFileSync(evidencePath(file)))
    const head = headOf(bytes, true)
    expect(detect(head, FORMATS)?.format.id).toBe('windows-json')
    expect(decideClock(windowsJson, head, {}, { modifiedUs: null })).toMatchObject({ zone: '-04:00', quality: 'solved' })
    const { sink } = await readBytes(windowsJson, bytes)
    const lines = Number(/(\d+) JSON lines/.exec(truth)![1])
    const ids = named(/EventID: (.*?) \(/.exec(truth)![1]!)
    const channels = named(/Channel: (.*?) \(/.exec(truth)![1]!)
    const got = {
      records: sink.counts.represented,
      rejected: sink.counts.rejected,
      ids: tally(sink.events.map(({ attrs }) => attrs['EventID'])),
      channels: tally(sink.events.map(({ attrs }) => attrs['Channel'])),
    }
    console.log(`${file}\trecords\t${lines}\t${got.records}`)
    expect(got).toMatchObject({ records: lines, rejected: 0, ids, channels })
    /* Sysmon writes the moment in UTC into its events: the solved zone must bring both together. */
    const apartS = sink.events.flatMap(({ tsUs, attrs }) => {
      const utc = attrs['UtcTime']
      return typeof utc === 'string' ? [Math.abs(tsUs! / 1e6 - Date.parse(`${utc.replace(' ', 'T')}Z`) / 1000)] : []
    })
    expect(apartS.length).toBeGreaterThan(1000)
    expect(Math.max(...apartS)).toBeLessThan(60)
  })
})
