/** Journal entries that others recorded, against Python's reading of the same JSON. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import journal from './format'

const FILE = 'linux/lnav__test_logfile_journald.json'

describe.skipIf(!hasEvidence)('journal entries of others', () => {
  it(FILE, async () => {
    const bytes = readFileSync(evidencePath(FILE))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('journald-json')
    const { events, counts } = (await readBytes(journal, bytes)).sink
    const entries = Number(/(\d+) __CURSOR entries/.exec(manifest().find(({ file }) => file === FILE)!.groundTruth)![1])
    console.log(`${FILE}\tentries\t${entries}\t${counts.represented}`)
    expect({ ...counts }).toMatchObject({ records: entries, represented: entries, events: entries })
    expect(
      events.map(({ tsUs, hostName, processName, severity, message, attrs }) => [
        tsUs,
        hostName,
        processName,
        severity,
        message,
        attrs['pid'],
      ]),
    ).toEqual([
      [1534860261221373, 'imx6ul-medusa', 'python', 4, 'GPS Reference longitude: 7.358143333', 184],
      [1534860261221373, 'imx6ul-medusa', 'python', 0, 'GPS Reference latitude: 46.908706667', 184],
    ])
  })
})
