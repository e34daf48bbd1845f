/** Events of others, against what was counted in them with Python's json. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import misp from './format'

const FILES = [
  { file: 'intel/PyMISP__mispevent_testfiles_existing_event.json', values: 84, tlp: 'WHITE', source: 'CIRCL', objects: 49 },
  {
    file: 'intel/malware-ioc__gelsemium_misp.event_2021-06-09_gelsemium-when-threat-actors-go-gardening.json',
    ...{ values: 154, tlp: undefined, source: 'ESET', objects: 0 },
  },
  { file: 'intel/malware-ioc__sshdoor_misp-events_kamino.json', values: 8, tlp: undefined, source: 'ESET', objects: 0 },
]

describe.skipIf(!hasEvidence)('events of others', () => {
  it.each(FILES)('$file', async ({ file, values, tlp, source, objects }) => {
    const truth = manifest().find((row) => row.file === file)!.groundTruth
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('misp')
    const { sink, failure } = await readBytes(misp, bytes, {}, { blockBytes: 4_001 })
    const { events, counts, checks } = sink
    const [about] = events
    const attributes = events.filter(({ name }) => !name!.startsWith('MISP-'))
    const [, uuid, date, info] = /event uuid (\S+) date (\S+) "(.*?)"/.exec(truth)!
    const types = /types over both: ([^;]*)/.exec(truth)![1]!.split(', ').sort()
    const stated = types.reduce((sum, each) => sum + Number(each.split('=')[1]), 0)
    console.log(`${file}\tattributes\t${stated}\t${attributes.length}`)
    expect(failure).toBeNull()
    expect([counts.records, counts.rejected]).toEqual([1 + objects + stated, 0])
    expect([about!.name, about!.signatureId, isoFromMicros(about!.tsUs!), about!.signature]).toEqual([
      ...['MISP-Event', uuid, `${date}T00:00:00Z`, info],
    ])
    const counted = new Map<string, number>()
    for (const { attrs } of attributes) counted.set(attrs['type'] as string, (counted.get(attrs['type'] as string) ?? 0) + 1)
    expect([...counted].map(([type, count]) => `${type}=${count}`).sort()).toEqual(types)
    expect(attributes.filter(({ attrs }) => attrs['to_ids'] === true).length).toBe(Number(/to_ids true: (\d+)/.exec(truth)![1]))
    expect(attributes.filter(({ attrs }) => 'indicator' in attrs).length).toBe(values)
    expect([about!.attrs['tlp'], about!.attrs['source'], about!.sensorDisagrees, checks]).toEqual([tlp, source, null, []])
    expect(events.filter(({ sensorDisagrees }) => sensorDisagrees !== null)).toEqual([])
  })
})
