/** Event logs that others recorded, against what libevtx counted in them. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import evtx from './format'

const logs = manifest().filter(({ file }) => file.endsWith('.evtx'))

/** Shape: words → `word=count` pairs, most frequent first. */
function tally(words: readonly unknown[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(String(word), (counts.get(String(word)) ?? 0) + 1)
  return counts
}

/** Shape: `4907=620, 4624=583 (+21 more)` → its pairs. */
const pairs = (text: string) => [...text.matchAll(/([^\s,]+)=(\d+)/g)].map(([, word, count]) => [word!, Number(count)] as const)

describe.skipIf(!hasEvidence)('event logs of others', () => {
  it.each(logs.map(({ file, groundTruth }) => [file, groundTruth] as const))('%s', async (file, truth) => {
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('evtx')
    const { sink, failure } = await readBytes(evtx, bytes, {}, { blockBytes: 100_000 })
    const events = sink.events.filter(({ recovered }) => !recovered)
    const ids = tally(events.map(({ attrs }) => attrs['EventID']))
    const computers = tally(events.map(({ hostName }) => hostName))
    const expected = {
      records: Number(/exports (\d+) records/.exec(truth)![1]),
      ids: pairs(/event ids: (.*?);/.exec(truth)![1]!),
      computers: pairs(/computer: (.*)$/.exec(truth)![1]!),
    }
    const got = {
      records: sink.counts.represented,
      ids: expected.ids.map(([id]) => [id, ids.get(id)]),
      computers: expected.computers.map(([name]) => [name, computers.get(name)]),
    }
    console.log(
      `${file}\trecords\t${expected.records}\t${got.records}\trejected ${sink.counts.rejected}, recovered ${sink.counts.recovered}`,
    )
    expect(failure).toBeNull()
    expect(got).toEqual(expected)
    expect(sink.counts.records).toBe(sink.counts.represented + sink.counts.rejected)
    expect(sink.counts.rejected > 0).toBe(file.includes('bad_chunk_magic'))
  })

  it('tells what the events of an intrusion are', async () => {
    const names = async (part: string) => {
      const { file } = logs.find(({ file }) => file.includes(part))!
      const { sink } = await readBytes(evtx, readFileSync(evidencePath(file)))
      return Object.fromEntries(tally(sink.events.filter(({ recovered }) => !recovered).map(({ name }) => name)))
    }
    expect(await names('password-spray')).toEqual({ 'Windows-Logon_Explicit_Credentials': 294, 'Windows-Audit_Log_Cleared': 1 })
    expect(await names('System_7045')).toEqual({ 'Windows-Service_Installed': 1 })
    expect(await names('new-user')).toEqual({ 'Windows-Group_Member_Added': 3, 'Windows-User_Created': 1 })
    expect(await names('DE_1102')).toMatchObject({ 'Windows-Audit_Log_Cleared': 1, 'Windows-Filter_Connection_Allowed': 1 })
  })
})
