/** Login records that others kept, against what utmpdump of util-linux prints of them. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import utmp from './format'

const FILE = 'linux/plaso__utmp_utmp'

/* utmpdump of util-linux 2.38, TZ=UTC: type, pid, id, user, line, host, time. */
const UTMPDUMP = [
  '2 0 ~~ reboot ~ 3.8.0-33-generic 2013-12-13T14:45:09.688666Z',
  '1 50 ~~ runlevel ~ 3.8.0-33-generic 2013-12-13T14:45:09.689293Z',
  '6 1115 4 LOGIN tty4  2013-12-13T14:45:09Z',
  '6 1122 5 LOGIN tty5  2013-12-13T14:45:09Z',
  '6 1134 2 LOGIN tty2  2013-12-13T14:45:09Z',
  '6 1135 3 LOGIN tty3  2013-12-13T14:45:09Z',
  '6 1141 6 LOGIN tty6  2013-12-13T14:45:09Z',
  '6 1457 1 LOGIN tty1  2013-12-13T14:45:10Z',
  '7 2357 :0 moxilo tty7  2013-12-13T14:45:56.907891Z',
  '7 2684 /0 moxilo pts/0 :0 2013-12-13T14:46:04.705751Z',
  '7 2684 /2 moxilo pts/2 :0 2013-12-14T11:22:54.624664Z',
  '7 2684 /3 moxilo pts/3 :0 2013-12-14T11:50:13.651535Z',
  '7 2684 /4 moxilo pts/4 :0 2013-12-18T22:46:56.305504Z',
  '7 2684 /5 moxilo pts/5 :0 2013-12-18T22:49:44.251947Z',
]

describe.skipIf(!hasEvidence)('login records of others', () => {
  it(FILE, async () => {
    const truth = Number(/(\d+) records$/.exec(manifest().find((row) => row.file === FILE)!.groundTruth)![1])
    const bytes = readFileSync(evidencePath(FILE))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('utmp')
    const { events, counts } = (await readBytes(utmp, bytes)).sink
    console.log(`${FILE}\trecords\t${truth}\t${counts.represented}`)
    expect([counts.represented, counts.rejected]).toEqual([truth, 0])
    const word = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
    const printed = events.map(({ attrs, userName, tsUs }) => {
      const fields = { ...attrs, user: userName ?? attrs['user'] } as Record<string, unknown>
      return [...['type', 'pid', 'id', 'user', 'line', 'host'].map((name) => word(fields[name])), isoFromMicros(tsUs!)].join(' ')
    })
    expect(printed).toEqual(UTMPDUMP)
    const names = events.map(({ name }) => name)
    expect(names.filter((name) => name === 'Utmp-Login')).toHaveLength(6)
    expect(names.filter((name) => name === 'Utmp-Login_Prompt')).toHaveLength(6)
  })
})
