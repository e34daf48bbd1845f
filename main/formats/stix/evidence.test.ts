/** Intelligence of others in STIX, against what was counted in it with Python's json, and patterns read by hand. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import type { MemoryEvent } from '../kit/memory-sink'
import { FORMATS } from '../kit/registry'
import stix from './format'

async function readFile(file: string) {
  const bytes = readFileSync(evidencePath(file))
  expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('stix')
  const { sink, failure } = await readBytes(stix, bytes, {}, { modifiedUs: 1_600_000_000_000_000, blockBytes: 999 })
  expect(failure).toBeNull()
  return { sink, truth: manifest().find((row) => row.file === file)!.groundTruth }
}

/** Types of objects as the manifest counts them: `ipv4-addr=22, file=15`. */
function typesOf(events: readonly MemoryEvent[]): string[] {
  const byRecord = new Map(events.map(({ record, attrs }) => [record, attrs['type'] as string]))
  const counts = new Map<string, number>()
  for (const type of byRecord.values()) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts].map(([type, count]) => `${type}=${count}`).sort()
}

const named = (events: readonly MemoryEvent[], name: string) => events.filter((event) => event.name === name)

describe.skipIf(!hasEvidence)('intelligence of others', () => {
  it('a bundle of STIX 2.0', async () => {
    const file = 'intel/cti-stix-visualization__test.json'
    const { sink, truth } = await readFile(file)
    const { events, counts, checks } = sink
    console.log(`${file}\tobjects\t${/(\d+) objects/.exec(truth)![1]}\t${counts.represented}`)
    expect([counts.records, counts.rejected, counts.structural]).toEqual([Number(/(\d+) objects/.exec(truth)![1]), 0, 1])
    expect(typesOf(events)).toEqual(/objects: (.*)$/.exec(truth)![1]!.split(', ').sort())
    /* One domain; the same with its port; eleven in a list; a key of the registry that is compared by LIKE. */
    expect(named(events, 'Indicator-Domain').map(({ record, attrs }) => `${record} ${attrs['indicator'] as string}`)).toEqual([
      '6 imddos.my03.com',
      '7 imddos.my03.com',
      ...(
        'dns.ddos.im win2003ddos.3322.org woshindi.3322.org pk518.3322.org huanjue6369029.3322.org qq603535.3322.org qq188588.3322.org hjff.3322.org ' +
        '198600.3322.org ankankan.3322.org yinn.3322.org'
      )
        .split(' ')
        .map((domain) => `9 ${domain}`),
    ])
    /* Only the one with a port compares two things. */
    expect(events.filter(({ attrs }) => attrs['indicator_partial'] === true).map(({ record }) => record)).toEqual([7])
    expect(named(events, 'Indicator-Other')).toHaveLength(1)
    expect([...new Set(named(events, 'Indicator-Domain').map(({ tsUs }) => isoFromMicros(tsUs!)))]).toEqual([
      '2010-04-01T00:00:00Z',
    ])
    expect(isoFromMicros(named(events, 'STIX-report')[0]!.tsUs!)).toBe('2010-09-13T00:00:00Z')
    expect(checks).toEqual([])
  })

  it('a list of cyber observables of STIX 2.1', async () => {
    const file = 'intel/cti-python-stix2__sco-examples-bundle.json'
    const { sink, truth } = await readFile(file)
    const { events, counts, checks } = sink
    console.log(`${file}\tobjects\t${/(\d+) objects/.exec(truth)![1]}\t${counts.represented}`)
    expect([counts.records, counts.rejected]).toEqual([Number(/(\d+) objects/.exec(truth)![1]), 0])
    expect(typesOf(events)).toEqual(/objects: (.*)$/.exec(truth)![1]!.split(', ').sort())
    const count = (word: string) => named(events, `Observable-${word}`).length
    expect({
      addresses: count('IPv4_Address') + count('IPv4_Network') + count('IPv6_Address') + count('IPv6_Network'),
      networks: count('IPv4_Network') + count('IPv6_Network'),
      other: [count('Domain'), count('URL'), count('Email_Address'), count('File_Path')],
      files: [count('MD5'), count('SHA-1'), count('SHA-256'), count('File_Name')],
    }).toEqual({ addresses: 24, networks: 2, other: [3, 1, 6, 3], files: [1, 1, 13, 11] })
    expect(events.map(({ attrs }) => attrs['indicator'])).toContain('2001:db8:85a3::8a2e:370:7334')
    /* Two mails and one process say when; nothing else in the file does. */
    const dated = new Set(events.filter(({ tsQuality }) => tsQuality === 'exact').map(({ record }) => record))
    expect(dated.size).toBe(3)
    expect(checks.map(({ id, count: undated }) => [id, undated])).toEqual([['undated-records', events.length - 3]])
  })
})
