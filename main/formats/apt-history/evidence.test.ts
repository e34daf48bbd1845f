/** apt's history of others, against counts by the patterns of its words. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import apt from './format'

const FILE = 'linux/plaso__apt_history.log'

describe.skipIf(!hasEvidence)('apt histories of others', () => {
  it(FILE, async () => {
    const bytes = readFileSync(evidencePath(FILE))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('apt-history')
    const { sink } = await readBytes(apt, bytes, { zone: 'UTC' })
    const { events, counts } = sink
    const lines = bytes.toString('utf8').split('\n')
    const count = (start: string) => lines.filter((line) => line.startsWith(start)).length
    /* A package is written once with its versions in one pair of brackets; no version holds one. */
    const packages = (word: string) =>
      lines.filter((line) => line.startsWith(`${word}: `)).reduce((sum, line) => sum + line.split(' (').length - 1, 0)
    const named = (name: string) => events.filter((event) => event.name === name).length
    const got = {
      lines: lines.filter((line) => line.trim() !== '').length,
      transactions: counts.represented,
      rejected: counts.rejected,
      failed: named('Apt-Transaction_Failed'),
      installed: named('Apt-Package_Installed'),
      upgraded: named('Apt-Package_Upgraded'),
      removed: named('Apt-Package_Removed'),
      purged: named('Apt-Package_Purged'),
      automatic: events.filter(({ attrs }) => attrs['automatic'] === true).length,
      requested: events.filter(({ name, attrs }) => name!.startsWith('Apt-Transaction') && attrs['uid'] === 1005).length,
      unread: sink.checks.length,
    }
    const expected = {
      lines: Number(/(\d+) non-empty lines/.exec(manifest().find((row) => row.file === FILE)!.groundTruth)![1]),
      transactions: count('Start-Date:'),
      rejected: 0,
      failed: count('Error:'),
      installed: packages('Install'),
      upgraded: packages('Upgrade'),
      removed: packages('Remove'),
      purged: packages('Purge'),
      automatic: lines.join('\n').split(', automatic)').length - 1,
      requested: count('Requested-By:'),
      unread: 0,
    }
    console.log(
      Object.keys(got)
        .map((key) => `${FILE}\t${key}\t${expected[key as 'lines']}\t${got[key as 'lines']}`)
        .join('\n'),
    )
    expect(got).toEqual(expected)
    expect(isoFromMicros(events[0]!.tsUs!)).toBe('2019-07-10T16:38:08Z')
    expect(events[0]!.durationUs).toBe(2_000_000)
  })
})
