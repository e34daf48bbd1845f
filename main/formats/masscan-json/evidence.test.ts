/** masscan results that others recorded, against what was counted in them independently. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import masscan from './format'

const truthOf = (file: string) => manifest().find((row) => row.file === file)!.groundTruth

describe.skipIf(!hasEvidence)('masscan results of others', () => {
  it.each(['scan/ruby-masscan__spec_fixtures_masscan.xml', 'scan/ruby-masscan__spec_fixtures_masscan.list'])(
    '%s',
    async (file) => {
      const bytes = readFileSync(evidencePath(file))
      const truth = truthOf(file)
      expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('masscan-json')
      const { events, counts } = (await readBytes(masscan, bytes, {}, { blockBytes: 512 })).sink
      /* The list has a first and a last line of its own among its non-empty lines. */
      const expected = Number(/(\d+) (?:host elements|non-empty lines)/.exec(truth)![1]) - (file.endsWith('.list') ? 2 : 0)
      console.log(`${file}\tanswers\t${expected}\t${counts.represented} + ${counts.rejected} rejected`)
      expect({ represented: counts.represented, rejected: counts.rejected }).toEqual({ represented: expected, rejected: 0 })
      const banners = [...bytes.toString('utf8').matchAll(/<service name="([^"]+)"|^banner \S+ \S+ \S+ \S+ (\S+)/gm)].map(
        ([, xml, list]) => xml ?? list,
      )
      expect(events.map(({ attrs }) => attrs['service']).filter((service) => service !== undefined)).toEqual(banners)
      expect(new Set(events.map(({ dstIp }) => dstIp))).toEqual(new Set(['93.184.216.34']))
    },
  )
})
