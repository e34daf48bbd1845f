import { spawnSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { compressionOf, decompressed, type Compression } from './compression'

const MADE_BY: Record<Compression, string[]> = {
  gzip: ['gzip', '-c'],
  zstd: ['zstd', '-c', '-q'],
  bzip2: ['bzip2', '-c'],
  xz: ['xz', '-c'],
}
const isThere = (command: string) => spawnSync(command, ['--version'], { input: '' }).error === undefined
const kinds = (['zstd', 'bzip2', 'xz', 'gzip'] as const).filter((kind) => isThere(MADE_BY[kind][0]!))

function packed(kind: Compression, content: string | Uint8Array, ...options: string[]): Buffer {
  const [command, ...rest] = MADE_BY[kind] as [string, ...string[]]
  return spawnSync(command, [...rest, ...options], { input: content, maxBuffer: 1 << 28 }).stdout
}

async function read(bytes: Uint8Array, blockBytes = 1 << 20, mostBytes = Infinity) {
  const kind = compressionOf(bytes)
  if (kind === null) return { kind, text: '', damage: 'no kind', atByte: 0 }
  async function* blocks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += blockBytes) yield await Promise.resolve(bytes.subarray(at, at + blockBytes))
  }
  const parts: Uint8Array[] = []
  const source = decompressed(kind, blocks, mostBytes)
  for (;;) {
    const step = await source.next()
    if (step.done === true) return { kind, text: Buffer.concat(parts).toString('latin1'), ...step.value }
    parts.push(step.value)
  }
}

const text = Array.from({ length: 150_000 }, (_, index) => `${Math.imul(index, 2_654_435_761) >>> 0} line\n`).join('')

test('kinds are told by their first bytes, and text that begins like one is none', () => {
  expect(compressionOf(gzipSync('x'))).toBe('gzip')
  for (const kind of kinds) expect(compressionOf(packed(kind, 'x'))).toBe(kind)
  for (const plain of ['BZh9 is how it begins', '', 'PK', '(\u00b5/ no'])
    expect(compressionOf(Buffer.from(plain, 'latin1'))).toBeNull()
})

describe.each(kinds)('%s', (kind) => {
  const whole = packed(kind, text)

  test('is read whole in blocks of any size, streams that follow one another as one', async () => {
    expect(await read(whole)).toEqual({ kind, text, damage: null, atByte: whole.length })
    const three = Buffer.concat([whole, packed(kind, 'and more\n'), packed(kind, '')])
    for (const size of [997, 65_536]) {
      const found = await read(three, size)
      expect({ ...found, text: found.text === `${text}and more\n` }).toEqual({
        kind,
        text: true,
        damage: null,
        atByte: three.length,
      })
    }
    expect(await read(packed(kind, 'x\n'), 1)).toMatchObject({ text: 'x\n', damage: null })
  })

  test('that is cut off keeps what came before, and says so', async () => {
    for (const size of [whole.length - 1, whole.length - 9, Math.floor(whole.length * 0.9), 40]) {
      const cut = await read(whole.subarray(0, size), 10_000)
      expect({ size, damage: cut.damage }).toEqual({ size, damage: 'it is cut off' })
      expect(text.startsWith(cut.text)).toBe(true)
      if (size > 40) expect(cut.text.length).toBeGreaterThan(text.length / 4)
    }
  })

  test('with other bytes behind is read, and they are said', async () => {
    const found = await read(Buffer.concat([whole, Buffer.from('and other bytes that are none')]))
    expect(found.text === text).toBe(true)
    expect(found.damage).toMatch(/^bytes that are no .* follow the last/)
  })

  test('that is damaged keeps what came before', async () => {
    const damaged = Buffer.from(whole)
    const place = Math.floor(whole.length * 0.8)
    damaged.fill(0xff, place, place + 64)
    const found = await read(damaged)
    expect(found.damage).not.toBeNull()
    let same = 0
    while (same < found.text.length && found.text[same] === text[same]) same++
    expect(same).toBeGreaterThan(text.length / 4)
  })

  test('that holds far more than its size is read up to the limit', async () => {
    const bomb = packed(kind, Buffer.alloc(64 << 20))
    const found = await read(bomb, 1 << 16, 5_000_000)
    expect({ length: found.text.length, limit: 'limitBytes' in found && found.limitBytes }).toEqual({
      length: 5_000_000,
      limit: 5_000_000,
    })
  })
})

test.runIf(kinds.includes('zstd'))('zstd that wants gigabytes of memory is refused', async () => {
  const frame = Buffer.concat([Buffer.from('28b52ffd', 'hex'), Buffer.from([0x00, 0xa8]), Buffer.alloc(40)])
  expect((await read(frame)).damage).toMatch(/wants \d+ bytes of memory/)
})

test.runIf(kinds.includes('xz'))('xz with its other checksums, in many blocks and with padding', async () => {
  for (const check of ['none', 'crc32', 'crc64'])
    expect((await read(packed('xz', text, `--check=${check}`, '--block-size=200000'))).text === text).toBe(true)
  const padded = Buffer.concat([packed('xz', 'one\n'), Buffer.alloc(8), packed('xz', 'two\n')])
  expect(await read(padded, 7)).toMatchObject({ text: 'one\ntwo\n', damage: null })
})
