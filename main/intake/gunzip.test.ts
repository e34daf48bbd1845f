import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { gunzip } from './gunzip'

async function inflated(
  bytes: Uint8Array,
  blockBytes = 1 << 20,
): Promise<{ text: string; damage: string | null; atByte: number }> {
  async function* blocks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += blockBytes) yield await Promise.resolve(bytes.subarray(at, at + blockBytes))
  }
  const parts: Uint8Array[] = []
  const source = gunzip(blocks)
  for (;;) {
    const step = await source.next()
    if (step.done === true) return { text: Buffer.concat(parts).toString('latin1'), ...step.value }
    parts.push(step.value)
  }
}

const text = Array.from({ length: 30_000 }, (_, index) => `${Math.imul(index, 2_654_435_761) >>> 0} line\n`).join('')

test('members that follow one another are one text, in blocks of any size', async () => {
  const two = Buffer.concat([gzipSync(text), gzipSync('and more\n'), gzipSync('')])
  for (const blockBytes of [1 << 20, 1000])
    expect(await inflated(two, blockBytes)).toEqual({ text: `${text}and more\n`, damage: null, atByte: two.length })
})

test('a file that is cut off keeps every byte before', async () => {
  const whole = gzipSync(text)
  const cut = await inflated(whole.subarray(0, 100_000))
  expect(cut).toMatchObject({ damage: 'it is cut off', atByte: 100_000 })
  expect(cut.text.length).toBeGreaterThan(text.length / 3)
  expect(text.startsWith(cut.text)).toBe(true)
})

test('what follows the last member is said, and takes nothing away', async () => {
  const whole = gzipSync(text)
  const tailed = Buffer.concat([whole, Buffer.from('and more')])
  expect(await inflated(tailed)).toMatchObject({ text, damage: 'bytes that are no gzip follow the last member' })
  expect(await inflated(Buffer.concat([gzipSync('short\n'), Buffer.from('xyz')]))).toMatchObject({ text: 'short\n' })
})

test('of a damaged file everything before the damage is kept, and the place where it shows is said', async () => {
  const whole = gzipSync(text)
  const damaged = Uint8Array.from(whole)
  damaged.fill(0xff, 90_000, 90_064)
  const read = await inflated(damaged)
  expect(read.damage).toMatch(/^it is damaged/)
  expect(read.atByte).toBeGreaterThanOrEqual(90_000)
  const same = [...read.text].findIndex((character, index) => character !== text[index])
  expect(same === -1 ? read.text.length : same).toBeGreaterThan(text.length / 3)
})
