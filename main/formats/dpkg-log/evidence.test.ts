/** dpkg.log of others, against what the lines say by their words alone. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { isoFromMicros } from '#contract/units'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import dpkg from './format'

const FILE = 'linux/plaso__dpkg.log'

describe.skipIf(!hasEvidence)('dpkg logs of others', () => {
  it(FILE, async () => {
    const truth = Number(/(\d+) lines/.exec(manifest().find((row) => row.file === FILE)!.note)![1])
    const bytes = readFileSync(evidencePath(FILE))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('dpkg-log')
    const { events, counts } = (await readBytes(dpkg, bytes, { zone: 'UTC' })).sink
    console.log(`${FILE}\tlines\t${truth}\t${counts.represented}`)
    expect([counts.represented, counts.rejected]).toEqual([truth, 0])
    expect(
      events.map(({ tsUs, name, attrs }) => [isoFromMicros(tsUs!), name, attrs['package'] ?? attrs['file'] ?? attrs['on']]),
    ).toEqual([
      ['2009-02-25T11:45:23Z', 'Dpkg-Configuration_File_Kept', '/etc/X11/Xsession'],
      ['2016-08-03T15:25:53Z', 'Dpkg-Started', 'archives'],
      ['2016-08-06T17:35:39Z', 'Dpkg-Install_Begun', 'base-passwd'],
      ['2016-08-09T04:57:14Z', 'Dpkg-Status_Half-installed', 'base-passwd'],
    ])
  })
})
