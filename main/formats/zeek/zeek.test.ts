import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBytes } from '../kit/bytes-input'
import type { MemoryEvent } from '../kit/memory-sink'
import zeek from './format'

const sample = (name: string) => readFileSync(join(import.meta.dirname, 'samples', name), 'utf8')
const plain = ({ record: _record, offset: _offset, length: _length, ...rest }: MemoryEvent) => rest

async function read(text: string) {
  const { sink } = await readBytes(zeek, Buffer.from(text, 'utf8'))
  return { events: sink.events.map(plain), reasons: sink.rejects.map(({ reason }) => reason) }
}

const log = (path: string, fields: string, ...rows: string[]) =>
  ['#separator \\x09', `#path\t${path}`, `#fields\t${fields}`, ...rows, ''].join('\n')

describe('Zeek', () => {
  it('gives the same events from TSV, from JSON, and from TSV with another separator', async () => {
    const tsv = await read(sample('conn.log'))
    const other = sample('conn.log').replaceAll('\t', '||').replace('#separator \\x09', '#separator \\x7c\\x7c')
    expect((await read(sample('conn.json'))).events).toEqual(tsv.events)
    expect(await read(other)).toEqual({ ...tsv, reasons: [expect.any(String), ...tsv.reasons.slice(1)] })
  })

  it('reads times to the microsecond', async () => {
    const rows = ['0.000001', '1234567890.123456', '1234567890.1234567', '4102444799.999999', '12.5'].map((ts) => `${ts}\tC1`)
    const { events } = await read(log('conn', 'ts\tuid', ...rows))
    expect(events.map(({ tsUs }) => tsUs)).toEqual([1, 1234567890123456, 1234567890123457, 4102444799999999, 12500000])
  })

  it('reads escapes byte by byte, in the hot path and beside it', async () => {
    const fields = 'ts\tuid\tservice\tnote_text'
    const row = '1.000000\tC\\x09\\xc3\\xa9\tx\\x5cy\ta\\\\b'
    const expected = { uid: 'C\té', note_text: 'a\\b' }
    for (const path of ['conn', 'odd']) {
      const { events } = await read(log(path, fields, row))
      expect(events[0]!.attrs).toEqual(path === 'conn' ? expected : { ...expected, service: 'x\\y' })
      if (path === 'conn') expect(events[0]!.service).toBe('x\\y')
    }
  })

  it('turns with a header in the middle of the file', async () => {
    const text =
      log('conn', 'ts\tproto\tconn_state', '1.0\ttcp\tSF') +
      log('dns', 'ts\tquery', '2.0\texample.org') +
      log('conn', 'proto\tts', 'udp\t3.0')
    expect((await read(text)).events.map(({ name, proto }) => [name, proto])).toEqual([
      ['Zeek-Conn_SF', 'tcp'],
      ['Zeek-DNS_Query', null],
      ['Zeek-Conn', 'udp'],
    ])
  })

  it('says why a row is none', async () => {
    const fields = 'ts\tid.orig_h\tid.orig_p\tduration\torig_bytes'
    const rows = [
      'x\t-\t-\t-\t-',
      '1.0\tx\t-\t-\t-',
      '1.0\t-\t-1\t-\t-',
      '1.0\t-\t-\tx\t-',
      '1.0\t-\t-\t-\t99999999999999999999',
      '1.0',
    ]
    const expected = [
      'ts is not a time',
      'id.orig_h is not an address',
      'id.orig_p is not a port',
      'duration is not a number',
      'orig_bytes is not a count',
    ]
    expect((await read(log('conn', fields, ...rows))).reasons).toEqual([...expected, '5 fields expected, 1 found'])
  })
})
