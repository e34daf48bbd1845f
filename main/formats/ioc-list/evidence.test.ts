/** Lists of others, against what was counted in them with sort and grep; and that no other evidence is taken for a list. */
import { readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import list from './format'

const FILE = 'intel/malware-ioc__windigo_samples.sha256'

describe.skipIf(!hasEvidence)('lists of others', () => {
  it(FILE, async () => {
    const [, lines, distinct] = /^(\d+) lines; \d+ SHA-256 values, (\d+) distinct/.exec(
      manifest().find((row) => row.file === FILE)!.groundTruth,
    )!
    const bytes = readFileSync(evidencePath(FILE))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('ioc-list')
    const { events, counts } = (await readBytes(list, bytes, {}, { modifiedUs: 1_600_000_000_000_000 })).sink
    console.log(`${FILE}\tvalues\t${lines}\t${counts.represented}`)
    expect([counts.represented, counts.rejected]).toEqual([Number(lines), 0])
    expect(new Set(events.map(({ attrs }) => attrs['indicator'])).size).toBe(Number(distinct))
    expect(new Set(events.map(({ name, tsQuality }) => `${name} ${tsQuality}`))).toEqual(
      new Set(['Indicator-SHA-256 zone-and-year-assumed']),
    )
  })

  it('claims no other file', () => {
    const others = manifest().filter(({ file }) => file !== FILE && statSync(evidencePath(file)).isFile())
    const taken = others.filter(({ file }) => {
      const bytes = readFileSync(evidencePath(file)).subarray(0, 300_000)
      return list.sniff(headOf(bytes, bytes.length < 300_000)).confidence > 0
    })
    console.log(`ioc-list\tother files\t${others.length}\tclaimed ${taken.length}`)
    expect(taken.map(({ file }) => file)).toEqual([])
  })
})
