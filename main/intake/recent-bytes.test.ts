import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BYTES, COUNT, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { RecentBytes } from './recent-bytes'
import { TestCase } from './test/case-folder'
import { CONN_HEADER, connRows } from './test/conn-log'

let it: TestCase
beforeEach(async () => {
  it = await TestCase.inMemory()
})
afterEach(async () => it.close())

test('gives bytes across blocks until they are forgotten', () => {
  const recent = new RecentBytes(2, 6)
  const text = (offset: number, length: number) => recent.range(offset, length)?.toString() ?? null
  recent.push(Buffer.from('abc'))
  recent.push(Buffer.from('def'))
  expect([text(0, 6), text(2, 2), text(3, 0), text(5, 2)]).toEqual(['abcdef', 'cd', '', null])
  recent.push(Buffer.from('gh'))
  expect([text(2, 2), text(3, 5)]).toEqual([null, 'defgh'])
  recent.push(Buffer.from('a block larger than all'))
  expect([text(7, 2), text(8, 7), recent.end]).toEqual([null, 'a block', 31])
})

/** Rows of a conn log of some 12 MB: every 1000th has a field too many, one of those is longer than anything that is kept. */
function brokenLog(): Buffer {
  const row = connRows(3)
  const lines = Array.from({ length: 20_000 }, (_, index) => {
    if (index === 9_000) return `long\t${row(index)}${'x'.repeat(9 << 20)}`
    return index % 1_000 === 0 ? `broken\t${row(index)}` : row(index)
  })
  return Buffer.from(`${CONN_HEADER}${lines.join('\n')}\n`)
}

test('rejected records keep their bytes, of a compressed file too', async () => {
  const log = brokenLog()
  const rejects = async (path: string) => {
    expect(await it.add(path)).toMatchObject({ status: 'added', rejected: 20, represented: 19_980 })
    return it.store.all(
      sql`SELECT byte_offset, byte_length, raw, reason FROM reject WHERE source_id = (SELECT max(source_id) FROM source) ORDER BY record`,
      { byte_offset: COUNT, byte_length: COUNT, raw: BYTES, reason: TEXT },
    )
  }
  const plain = await rejects(it.write('conn.log', log))
  const raws = plain.map((reject) => Buffer.from(reject.raw).toString())
  expect(raws).toEqual(
    plain.map(({ byte_offset, byte_length }) =>
      log.subarray(byte_offset, byte_offset + Math.min(byte_length, 65_536)).toString(),
    ),
  )
  expect(await rejects(it.write('conn.log.gz', gzipSync(log)))).toEqual(plain)
})
