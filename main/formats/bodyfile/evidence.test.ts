/** A body file of others, against what mactime of the Sleuth Kit makes of it. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import bodyfile from './format'

const FILE = 'timeline/plaso__bodyfile_bodyfile'

/* mactime 4.11.1, -d -y -z UTC, without its lines of the year 0: those are times that are 0. Time, macb, inode, size. */
const MACTIME = `
2012-05-15T06:00:53Z m... 15 234
2012-05-25T04:35:53Z .a.. 15 2345
2012-05-25T04:35:53Z .a.. 15 2345
2012-05-25T04:35:53Z .a.. 15 2345
2012-05-25T07:40:13Z m... 15 2345
2012-05-25T07:40:13Z m... 15 2345
2012-05-25T07:40:13Z m... 15 2345
2012-05-25T13:14:20Z ..c. 15 2345
2012-05-25T13:14:20Z ..c. 15 2345
2012-05-25T13:14:20Z ..c. 15 2345
2012-05-25T15:55:50Z mac. 11 12288
2012-05-25T15:59:14Z mac. 14 53
2012-05-25T15:59:23Z m.c. 12 1024
2012-05-25T15:59:24Z .a.. 12 1024
2012-05-25T15:59:34Z m... 13 0
2012-05-25T15:59:36Z .a.. 13 0
2012-05-25T15:59:43Z .a.. 16 22
2012-05-25T15:59:44Z m... 16 22
2012-05-25T15:59:45Z ..c. 16 22
2012-05-25T16:00:03Z .a.. 15 234
2012-05-25T16:00:53Z ..c. 13 0
2012-05-25T16:00:53Z ma.. 15 116
2012-05-25T16:00:53Z ma.. 15 234
2012-05-25T16:01:03Z ..c. 15 116
2012-05-25T16:01:03Z ..c. 15 234
2012-05-25T16:17:33Z ma.. 26 116
2012-05-25T16:17:43Z ..c. 26 116
2012-05-25T16:38:33Z ..c. 15 234
2013-08-14T12:53:28Z macb 4-128-4 2560
2013-08-14T12:53:30Z macb 30-144-2 48
2020-07-30T07:11:58Z macb 65-128-2 22
2020-07-30T07:11:58Z macb 65-48-3 112
2020-08-19T18:48:01Z mac. 16 27`

/* mactime knows neither escaped bars nor fractions of seconds and leaves these three lines out; counted by hand. */
const LEFT_OUT = [
  '2019-11-16T09:27:56.845900Z ...b 48-1 256',
  '2019-11-16T09:27:58.189698Z mac. 48-1 256',
  '2020-07-30T06:41:05.352071Z ...b 64-128-2 16',
  '2020-07-30T06:41:05.352071Z ...b 64-48-3 100',
  '2020-07-30T06:41:05.352146Z ma.. 64-128-2 16',
  '2020-07-30T06:41:05.352146Z mac. 64-48-3 100',
  '2020-07-30T06:41:05.354068Z ..c. 64-128-2 16',
]

describe.skipIf(!hasEvidence)('body files of others', () => {
  it(FILE, async () => {
    const lines = Number(/(\d+) non-empty lines/.exec(manifest().find((row) => row.file === FILE)!.groundTruth)![1])
    const bytes = readFileSync(evidencePath(FILE))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('bodyfile')
    const { events, rejects, counts } = (await readBytes(bodyfile, bytes)).sink
    const expected = [...MACTIME.trim().split('\n'), ...LEFT_OUT].sort()
    console.log(`${FILE}\tlines\t${lines}\t${counts.records + counts.structural}`)
    console.log(`${FILE}\tevents\t${expected.length}\t${events.length}`)
    expect(counts.records + counts.structural).toBe(lines)
    /* Deleted names whose entries hold nothing any more, and the folder mactime makes up for orphans. */
    expect(rejects.map(({ record, reason }) => `${record} ${reason}`)).toEqual(
      [5, 7, 14, 15].map((line) => `${line} the file system kept no time of it: all four are 0`),
    )
    const word = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
    const got = events.map(({ tsUs, attrs }) =>
      [isoFromMicros(tsUs!), word(attrs['macb']), word(attrs['inode']), word(attrs['size'])].join(' '),
    )
    expect(got.sort()).toEqual(expected)
    expect(events.map(({ attrs }) => attrs['name'])).toContain('/file|with|pipes')
  })
})
