/** Nessus scans that others made, against what independent tools counted in them. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import nessus from './format'

const scans = manifest().filter(({ groundTruth }) => /NessusClientData_v2|ReportHost/.test(groundTruth))
/** Impact that the converter gives each severity, from info to critical. */
const IMPACTS = [0, 0.3, 0.5, 0.7, 0.9]
const WORDS = ['info', 'low', 'medium', 'high', 'critical']

describe.skipIf(!hasEvidence)('Nessus scans of others', () => {
  it.each(scans.map(({ file, groundTruth }) => [file, groundTruth] as const))('%s', async (file, truth) => {
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('nessus')
    const { sink, failure } = await readBytes(nessus, bytes, {}, { blockBytes: 65_536 })
    const { counts, events } = sink
    const items = Number(/(\d+) ReportItem/.exec(truth)![1])
    console.log(`${file}\titems\t${items}\t${counts.represented} + ${counts.rejected} rejected`)
    expect(failure).toBeNull()
    expect(counts.records).toBe(counts.represented + counts.rejected)
    /* Each place is the whole raw item. */
    const raws = events.map(({ offset, length }) => bytes.subarray(offset, offset + length).toString('latin1'))
    expect(raws.filter((raw) => !/^<ReportItem[\s>]/.test(raw) || !/(?:<\/ReportItem>|\/>)$/.test(raw))).toEqual([])
    if (truth.startsWith('NOT well-formed')) {
      expect(sink.checks.map(({ id }) => id)).toEqual(['nessus-damaged'])
      expect(counts.represented).toBeLessThan(items)
      expect(sink.rejects.at(-1)!.offset + sink.rejects.at(-1)!.length).toBe(bytes.length)
      return
    }
    const severities = WORDS.map((word, level) => `${word}=${events.filter(({ severity }) => severity === level).length}`).filter(
      (text) => !text.endsWith('=0'),
    )
    const cves = new Set(events.flatMap(({ attrs }) => (attrs['cves'] as string[] | undefined) ?? []))
    expect({
      items: counts.represented,
      rejected: counts.rejected,
      severity: severities.join(', '),
      plugins: new Set(events.map(({ signatureId }) => signatureId)).size,
      cves: cves.size,
      outputs: events.filter(({ attrs }) => attrs['plugin_output'] !== undefined).length,
    }).toEqual({
      items,
      rejected: 0,
      severity: /severity: ([^;]+)/.exec(truth)![1],
      plugins: Number(/(\d+) distinct plugins/.exec(truth)![1]),
      cves: Number(/(\d+) distinct CVEs/.exec(truth)![1]),
      outputs: Number(/items with a plugin_output (\d+)/.exec(truth)![1]),
    })
  })

  /* What MITRE's converter made of the same scan: an impact for each plugin of a host. */
  it.each(['10.0.0.1', '10.0.0.2'])('severities of %s as in its HDF JSON', async (host) => {
    const folder = 'scan/heimdall2__nessus_mapper_'
    const hdf = JSON.parse(readFileSync(evidencePath(`${folder}nessus-hdf-${host}.json`), 'utf8')) as {
      profiles: { controls: { id: string; impact: number }[] }[]
    }
    const scan = readFileSync(evidencePath(`${folder}sample_input_report_sample.nessus`))
    const { sink } = await readBytes(nessus, scan)
    const ours = new Map(
      sink.events
        .filter(({ dstIp }) => dstIp === host)
        .map(({ signatureId, severity }) => [signatureId!, IMPACTS[severity ?? -1]]),
    )
    const theirs = new Map(hdf.profiles.flatMap(({ controls }) => controls.map(({ id, impact }) => [id, impact] as const)))
    const same = [...theirs].filter(([id, impact]) => ours.get(id) === impact).length
    console.log(`${host}\tseverity of each plugin\t${theirs.size}\t${same} agree (${((100 * same) / theirs.size).toFixed(1)} %)`)
    expect([...ours].sort()).toEqual([...theirs].sort())
  })
})
