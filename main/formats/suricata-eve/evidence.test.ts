/** EVE logs that others recorded, against what was counted in them with Python's json; and arrays, which no line-wise sample can show. */
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import { ladderOfFlags } from '../kit/tcp-flags'
import eve from './format'

const tally = (words: Iterable<unknown>) => {
  const counts = new Map<unknown, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return Object.fromEntries([...counts].map(([word, count]) => [String(word), count]))
}

/** `a=1, b=2` behind a label of the manifest → counts. */
const stated = (text: string, label: string) =>
  Object.fromEntries(
    [...(new RegExp(`${label}: ([^;(]*)`).exec(text)?.[1] ?? '').matchAll(/(\w+)=(\d+)/g)].map(([, word, count]) => [
      word!,
      Number(count),
    ]),
  )

const logs = manifest().filter(({ kind, note }) => kind === 'ids' && note.includes('EVE'))

describe.skipIf(!hasEvidence)('EVE logs of others', () => {
  it.each(logs.map(({ file, groundTruth }) => [file, groundTruth] as const))('%s', async (file, truth) => {
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('suricata-eve')
    const { events, counts } = (await readBytes(eve, bytes, {}, { blockBytes: 65_536 })).sink
    const alerts = events.filter(({ type }) => type === 'intrusion')
    const expected = {
      records: Number(/(\d+) events/.exec(truth)![1]),
      sources: Number(/(\d+) src_ip/.exec(truth)![1]),
      destinations: Number(/(\d+) dest_ip/.exec(truth)![1]),
      rules: Number(/(\d+) distinct signature_id/.exec(truth)![1]),
      severities: stated(truth, 'severity'),
    }
    const got = {
      records: counts.represented,
      sources: new Set(events.map(({ srcIp }) => srcIp)).size,
      destinations: new Set(events.map(({ dstIp }) => dstIp)).size,
      rules: new Set(alerts.map(({ signatureId }) => signatureId!.split(':')[1])).size,
      /* Priority 1 is high (3), 3 is low (1). */
      severities: tally(alerts.map(({ severity }) => 4 - severity!)),
    }
    console.log(`${file}\t${JSON.stringify(expected)}\t${JSON.stringify(got)}`)
    expect(got).toEqual(expected)
    expect(counts.rejected).toBe(0)
  })

  it('flows: their span, and a ladder that agrees with what the stream engine saw', async () => {
    const bytes = readFileSync(evidencePath('ids/slips__test6-malicious.suricata.json'))
    const records = bytes
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as EveFlow)
    const flows = records.filter(({ event_type: kind }) => kind === 'flow')
    const { events } = (await readBytes(eve, bytes)).sink
    const read = events.filter(({ name }) => name!.startsWith('Suricata-Flow_'))
    expect(read.length).toBe(flows.length)
    expect(tally(events.map(({ type }) => type))).toEqual({
      network: 3512 + 1 + 3 + 3,
      intrusion: 745,
      dns: 680,
      'web-access': 56 - webErrors(records),
      'web-error': webErrors(records),
    })
    expect(
      read.map(({ tsUs, srcBytes, dstBytes, srcPkts, dstPkts }) => [
        isoFromMicros(tsUs!).slice(0, 19),
        srcBytes,
        dstBytes,
        srcPkts,
        dstPkts,
      ]),
    ).toEqual(
      flows.map(({ flow }) => [
        new Date(flow.start.replace('+0200', '+02:00')).toISOString().slice(0, 19),
        flow.bytes_toserver,
        flow.bytes_toclient,
        flow.pkts_toserver,
        flow.pkts_toclient,
      ]),
    )
    /* Counted by hand over (tcp_flags_ts, tcp_flags_tc) and the packets of UDP. */
    expect(tally(read.map(({ sessionState }) => sessionState))).toEqual({
      refused: 1552 + 322 + 45 + 18 + 2,
      'half-closed': 282 + 23 + 14 + 9 + 2,
      complete: 12 + 4 + 183 + 16,
      aborted: 13 + 4 + 4 + 3 + 2 + 2 + 2 + 1 + 1 + 1,
      open: 3,
      'no-answer': 896 + 81,
      none: 8 + 5 + 2,
    })
  })
})

interface EveFlow {
  event_type: string
  http?: { status?: number }
  flow: Record<'start' | 'end', string> & Record<'bytes_toserver' | 'bytes_toclient' | 'pkts_toserver' | 'pkts_toclient', number>
}
const webErrors = (records: EveFlow[]) =>
  records.filter(({ event_type: kind, http }) => kind === 'http' && (http?.status ?? 0) >= 400).length

test('an array gives what its lines give, by the line each object begins on', async () => {
  const lines = readFileSync(new URL('samples/eve.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
  const array = Buffer.from(
    `[\n${lines.map((line) => line.replace('{', '{\n  ').replace(',"host"', ',\n  "host"')).join(',\n')}\n]\n`,
  )
  expect(detect(headOf(array, true), FORMATS)?.format.id).toBe('suricata-eve')
  const [plain, read] = [await readBytes(eve, Buffer.from(lines.join('\n'))), await readBytes(eve, array, {}, { blockBytes: 97 })]
  const bare = (events: typeof plain.sink.events) => events.map(({ record: _, offset: __, length: ___, ...rest }) => rest)
  expect(bare(read.sink.events)).toEqual(bare(plain.sink.events))
  const text = array.toString()
  expect(read.sink.events.every(({ record, offset }) => text.slice(0, offset).split('\n').length === record)).toBe(true)
})

test.each([
  [0x02, NaN, 'no-answer'],
  [0x02, 0x14, 'refused'],
  [0x06, NaN, 'probe'],
  [0x03, NaN, 'probe'],
  [0x1b, 0x1b, 'complete'],
  [0x1f, 0x1b, 'complete'],
  [0x06, 0x12, 'aborted'],
  [0x13, 0x12, 'half-closed'],
  [0x1a, 0x1a, 'open'],
  [0x12, 0x10, 'one-sided'],
  [0x18, 0x18, 'one-sided'],
  [0x1a, NaN, 'one-sided'],
] as const)('flags %i and %i are %s', (toServer, toClient, state) => expect(ladderOfFlags(toServer, toClient)).toBe(state))
