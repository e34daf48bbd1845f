/** One case that psort wrote in three forms: they must tell the same, and as many rows as independent tools count. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import plaso from './format'

const [DYNAMIC, L2T, TLN] = ['dynamic', 'l2tcsv', 'tln'].map((form) => `timeline/plaso__end_to_end_${form}.log`) as [
  string,
  string,
  string,
]

/** Rows as the manifest counts them; the lines of TLN have a header among them. */
function rowsOf(file: string): number {
  const truth = manifest().find((row) => row.file === file)!.groundTruth
  const rows = /^(\d+) data rows/.exec(truth)
  return rows === null ? Number(/^(\d+) non-empty lines/.exec(truth)![1]) - 1 : Number(rows[1])
}

async function read(file: string) {
  const bytes = readFileSync(evidencePath(file))
  expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('plaso-csv')
  const { sink } = await readBytes(plaso, bytes)
  console.log(`${file}\trows\t${rowsOf(file)}\t${sink.counts.represented}`)
  expect([sink.counts.represented, sink.counts.rejected]).toEqual([rowsOf(file), 0])
  expect(sink.events.every(({ tsQuality }) => tsQuality === 'exact')).toBe(true)
  return sink.events
}

const seconds = (events: readonly { tsUs: number | null }[]) => events.map(({ tsUs }) => Math.floor(tsUs! / 1e6)).sort()
const named = (events: readonly { name: string | null }[], name: string) => events.filter((event) => event.name === name).length

describe.skipIf(!hasEvidence)('timelines of others', () => {
  it('the same times in every form', async () => {
    const [dynamic, l2t, tln] = [await read(DYNAMIC), await read(L2T), await read(TLN)]
    /* TLN writes seconds as numbers: nothing has to be understood to read them. */
    const written = readFileSync(evidencePath(TLN), 'utf8').split('\n').slice(1).filter(Boolean)
    const stamps = written.map((line) => Number(line.split('|')[0])).sort()
    expect(seconds(dynamic)).toEqual(stamps)
    expect(seconds(tln)).toEqual(stamps)
    /* l2tcsv puts two times of one file that are the same into one row. */
    expect([...new Set(seconds(l2t))]).toEqual([...new Set(stamps)])
    expect(named(l2t, 'File-Modified_Changed')).toBe(1)
    for (const events of [dynamic, tln]) {
      expect([named(events, 'File-Modified'), named(events, 'File-Changed')]).toEqual([1, 1])
    }
    for (const events of [dynamic, l2t, tln]) {
      expect([named(events, 'Cron-Command'), named(events, 'File-Accessed')]).toEqual([3, 2])
      expect(events.filter(({ userName }) => userName === 'root')).toHaveLength(3)
    }
  })

  it('what syslog said is known by its program, as far as the form names it', async () => {
    const programs = async (file: string) =>
      (await read(file)).filter(({ name }) => /^Syslog-(?!Unnormalized)/.test(name!)).map(({ processName }) => processName)
    const all = await programs(DYNAMIC)
    expect(await programs(L2T)).toHaveLength(all.length)
    /* TLN names no parser, so a bracket alone is no program: these rows stay with their source. */
    expect((await programs(TLN)).sort()).toEqual(all.filter((program) => program !== 'job' && program !== 'kernel').sort())
  })
})
