/** The sample is read as it was told: every record of every file gives the event the answers were counted from. */
import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { readBytes } from '../../formats/kit/bytes-input'
import { detect, headOf } from '../../formats/kit/detect'
import type { MemoryEvent } from '../../formats/kit/memory-sink'
import { FORMATS } from '../../formats/kit/registry'
import { EVIDENCE } from './case-file'
import { sample } from './generate'

const { files, events } = sample()

async function read(path: string) {
  const bytes = Buffer.from(files.get(path)!)
  const found = detect(headOf(bytes, true), FORMATS)!
  const options = EVIDENCE.find(({ file }) => file === basename(path))!.options
  const { sink, failure } = await readBytes(found.format, bytes, options, { name: basename(path) })
  return { format: found.format.id, failure, sink }
}

const place = (ip: string | null | undefined, port: number | null | undefined) => `${ip ?? '-'}:${port || '-'}`
const readLine = (event: MemoryEvent) =>
  [
    event.tsUs,
    event.type,
    event.name,
    place(event.srcIp, event.srcPort),
    place(event.dstIp, event.dstPort),
    event.durationUs ?? '-',
  ].join(' ')

it('claims every file, rejects nothing, and gives the events that were told', async () => {
  const paths = [...files.keys()].filter((path) => path.startsWith('evidence/'))
  const results = await Promise.all(paths.map(read))
  expect(
    results.filter(({ failure, sink }) => failure !== null || sink.rejects.length > 0).map(({ sink }) => sink.rejects[0]),
  ).toEqual([])
  for (const format of new Set(results.map((result) => result.format))) {
    const given = results.filter((result) => result.format === format).flatMap(({ sink }) => sink.events.map(readLine))
    const told = events
      .filter((event) => event.format === format)
      .map(({ tsUs, type, name, src, dst, durationUs }) =>
        [tsUs, type, name, place(src?.ip, src?.port), place(dst?.ip, dst?.port), durationUs ?? '-'].join(' '),
      )
    const [givenSet, toldSet] = [new Set(given), new Set(told)]
    const missing = told.filter((line) => !givenSet.has(line))
    const extra = given.filter((line) => !toldSet.has(line))
    expect({ format, missing: missing.slice(0, 3), extra: extra.slice(0, 3), count: given.length }).toEqual({
      format,
      missing: [],
      extra: [],
      count: told.length,
    })
  }
})
