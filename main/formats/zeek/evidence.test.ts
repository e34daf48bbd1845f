/** Zeek logs that others recorded, against what independent tools counted in them. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import type { MemoryEvent, MemorySink } from '../kit/memory-sink'
import { FORMATS } from '../kit/registry'
import zeek from './format'

const logs = manifest().filter(
  ({ kind, file }) => (kind === 'zeek' || (kind === 'beacon' && !file.endsWith('.pcap'))) && !file.includes('corrupt'),
)

function bytesOf(file: string): Uint8Array {
  const bytes = readFileSync(evidencePath(file))
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

const read = async (file: string): Promise<MemorySink> => (await readBytes(zeek, bytesOf(file), {}, { name: file })).sink

const number = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0)
const distinct = (values: Iterable<unknown>) => new Set([...values].filter((value) => value !== null)).size
const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** What the manifest says of a file, as the same facts counted in events. */
function facts(sink: MemorySink, truth: string): Record<string, [got: unknown, expected: unknown]> {
  const { events, counts } = sink
  const isMasked = truth.includes('btest masks')
  const rows = number(truth, /(\d+) rows/)
  const of = (pattern: RegExp) => pattern.exec(truth)?.[1]
  const checks: Record<string, [unknown, unknown]> = {
    rows: [isMasked ? counts.records : counts.represented, rows],
    lost: [counts.records - counts.represented - counts.rejected, 0],
    rejected: [counts.rejected, isMasked ? rows : number(truth, /(\d+) malformed/)],
  }
  if (isMasked) return checks
  const span = /ts (\S+Z) \.\. (\S+Z)/.exec(truth)
  const iso = (us: number | null) => (us === null ? null : isoFromMicros(us).replace(/(:\d\d)Z$/, '$1.000000Z'))
  if (span !== null)
    checks['span'] = [
      [iso(sink.firstTsUs), iso(sink.lastTsUs)],
      [span[1], span[2]],
    ]
  const origins = of(/(\d+) distinct orig_h/)
  if (origins !== undefined && !/notice|combined/.test(truth))
    checks['orig_h'] = [distinct(endpoints(events, 'srcIp')), Number(origins)]
  const states = /conn_state: ([^;]+)/.exec(truth)?.[1]
  if (states !== undefined) checks['states'] = [tally(events.map(({ name }) => name!.replace('Zeek-Conn_', ''))), states]
  const origBytes = of(/sum orig_bytes=(\d+)/)
  if (origBytes !== undefined) checks['orig_bytes'] = [sum(events.map(({ srcBytes }) => srcBytes)), Number(origBytes)]
  const respBytes = of(/resp_bytes=(\d+)/)
  if (respBytes !== undefined) checks['resp_bytes'] = [sum(events.map(({ dstBytes }) => dstBytes)), Number(respBytes)]
  const withoutDuration = of(/rows without duration=(\d+)/)
  if (withoutDuration !== undefined)
    checks['no duration'] = [events.filter(({ durationUs }) => durationUs === null).length, Number(withoutDuration)]
  const longest = /longest (\S+)s (\S+)->(\S+?)(?:;|$|\.? )/.exec(truth)
  if (longest !== null) checks['longest'] = [longestOf(events), `${longest[1]} ${longest[2]} ${longest[3]}`]
  const methods = /method: ([^;]+)/.exec(truth)?.[1]
  if (methods !== undefined && !methods.includes('None'))
    checks['methods'] = [tally(events.map(({ name }) => name!.replace('Zeek-HTTP_', ''))), methods]
  return checks
}

/** Only where the row writes them as a connection. */
const endpoints = (events: readonly MemoryEvent[], side: 'srcIp' | 'dstIp') =>
  events.filter(({ roles }) => roles !== 'none').map((event) => event[side])

function tally(words: string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([word, count]) => `${word}=${count}`)
    .join(', ')
}

/** The manifest lists equal counts in any order. */
const sorted = (value: unknown) =>
  typeof value === 'string' && value.includes('=') ? value.split(', ').sort().join(', ') : value

function longestOf(events: readonly MemoryEvent[]): string {
  const [first] = [...events].sort((a, b) => (b.durationUs ?? -1) - (a.durationUs ?? -1))
  return `${((first?.durationUs ?? 0) / 1e6).toFixed(6)} ${first?.srcIp} ${first?.dstIp}`
}

describe.skipIf(!hasEvidence)('Zeek logs of others', () => {
  it.each(logs.map(({ file, groundTruth }) => [file, groundTruth] as const))('%s', async (file, truth) => {
    const claim = detect(headOf(bytesOf(file), true), FORMATS)
    if (file.endsWith('text_file_conn.log')) {
      expect(claim).toBeNull()
      return
    }
    expect(claim?.format.id).toBe('zeek')
    const sink = await read(file)
    const table = facts(sink, truth)
    console.log(
      Object.entries(table)
        .map(([fact, [got, expected]]) => `${file}\t${fact}\t${JSON.stringify(expected)}\t${JSON.stringify(got)}`)
        .join('\n'),
    )
    const side = (at: 0 | 1) => Object.fromEntries(Object.entries(table).map(([fact, pair]) => [fact, sorted(pair[at])]))
    expect(side(0)).toEqual(side(1))
  })

  it.each(['ssh', 'notice', 'known_services'])('%s: the same events from TSV and from JSON', async (path) => {
    const plain = ({ record: _record, offset: _offset, length: _length, ...rest }: MemoryEvent) => rest
    const key = (event: object) => JSON.stringify(event, Object.keys(event).sort())
    const events = async (file: string) => (await read(file)).events.map(plain).sort((a, b) => (key(a) < key(b) ? -1 : 1))
    expect(await events(`zeek/zed__zeek-json_${path}.json.gz`)).toEqual(await events(`zeek/zed__zeek-default_${path}.log.gz`))
  })
})
