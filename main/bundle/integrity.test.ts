import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { sha256Hex } from '#main/journal/canonical'
import { scratch } from '#main/journal/test/journals'
import { openBundle } from './open'
import { bundled, caseWith, CASE_JSON, craft, ownersOf, type Crafted } from './test/bundles'
import { verifyBundle } from './verify-bundle'

const evidencePath = (content: string) => `evidence/${sha256Hex(content)}`
const good: Crafted = { path: evidencePath('x'), content: 'x' }

const zeros = '0'.repeat(64)
/** Shape: bundle, every how many bytes → what a flipped bit there did not bring to light. */
async function unnoticed(path: string, step: number): Promise<string[]> {
  const whole = readFileSync(path)
  const owner = ownersOf(path)
  const flipped = join(scratch(), 'flipped.btz')
  const wrong: string[] = []
  for (let index = 0; index < whole.length; index += step) {
    const bytes = Buffer.from(whole)
    bytes[index]! ^= 1 << (index % 8)
    writeFileSync(flipped, bytes)
    const { ok, bad } = await verifyBundle(flipped)
    const isNamed = bad.some((each) => each.member === owner(index))
    if (ok || !isNamed) wrong.push(`byte ${index} of ${owner(index)}: ${JSON.stringify(bad)}`)
  }
  return wrong
}

test('one flipped bit at any byte is found and its member is named', async () => {
  expect(await unnoticed(craft([CASE_JSON, good]), 1)).toEqual([])
})

test('one flipped bit is found in compressed and in stored evidence alike', async () => {
  const { dir } = await caseWith({ 'a.log': 'one\ntwo\n', 'b.log.gz': Buffer.from('1f8b0800000000000003cb4805000b8d7f', 'hex') })
  expect(await unnoticed(await bundled(dir), 13)).toEqual([])
})

test('a bundle cut at any place, or with a byte too many, is refused', async () => {
  const { dir } = await caseWith()
  const path = await bundled(dir)
  const whole = readFileSync(path)
  for (let length = 0; length < whole.length; length += 41) {
    writeFileSync(path, whole.subarray(0, length))
    expect((await verifyBundle(path)).ok, `cut at ${length}`).toBe(false)
  }
  for (const bytes of [Buffer.concat([whole, Buffer.from([0])]), Buffer.concat([Buffer.from([0]), whole])]) {
    writeFileSync(path, bytes)
    expect((await verifyBundle(path)).ok).toBe(false)
  }
})

const hostile: [string, Crafted[], string][] = [
  ['a path upwards', [CASE_JSON, { path: '../evil', content: 'x' }], 'BND-002'],
  ['a path upwards inside', [CASE_JSON, { path: 'evidence/../../evil', content: 'x' }], 'BND-002'],
  ['an absolute path', [CASE_JSON, { path: '/tmp/evil', content: 'x' }], 'BND-002'],
  ['a drive', [CASE_JSON, { path: 'C:/evil', content: 'x' }], 'BND-002'],
  ['a backslash', [CASE_JSON, { path: '..\\evil', content: 'x' }], 'BND-002'],
  ['a NUL', [CASE_JSON, { path: 'case.json\0', content: 'x' }], 'BND-002'],
  ['a link', [CASE_JSON, { ...good, mode: 0o120777 }], 'BND-003'],
  ['a device', [CASE_JSON, { ...good, mode: 0o020666 }], 'BND-003'],
  ['a folder', [CASE_JSON, { path: 'evidence/', content: '' }], 'BND-003'],
  ['a member twice', [CASE_JSON, good, good], 'BND-004'],
  ['a member twice in other letters', [CASE_JSON, { ...CASE_JSON, path: 'CASE.JSON', unlisted: true }], 'BND-004'],
  ['a member that is not listed', [CASE_JSON, { ...good, unlisted: true }], 'BND-005'],
  ['a member that has no place in a case', [CASE_JSON, { path: 'evidence/run.sh', content: 'x' }], 'BND-005'],
  ['a program beside the case', [CASE_JSON, { path: 'case.duckdb', content: 'x' }], 'BND-005'],
  ['no case.json', [good], 'BND-006'],
  ['evidence under the name of another', [CASE_JSON, { path: `evidence/${zeros}`, content: 'x' }], 'BND-011'],
  ['the case.json of another case', [{ ...CASE_JSON, content: String(CASE_JSON.content).replace('01222460', '01222461') }], 'BND-011'],
] // prettier-ignore

test.each(hostile)('a validly signed bundle with %s is refused by its own error and writes nothing', async (_, members, code) => {
  const path = craft(members)
  const result = await verifyBundle(path)
  expect([result.ok, result.bad[0]?.code]).toEqual([false, code])
  const root = scratch()
  await expect(openBundle(path, join(root, 'T.case'))).rejects.toMatchObject({ code })
  expect(readdirSync(root)).toEqual([])
})

test('the crafted bundle without anything wrong opens', async () => {
  await openBundle(craft([CASE_JSON, good]), join(scratch(), 'T.case'))
})

test('a member that expands to more than listed, or a bundle to more than allowed, is stopped', async () => {
  const bomb = deflateRawSync(Buffer.alloc(50_000_000))
  const member = craft([
    CASE_JSON,
    { path: evidencePath('x'), content: bomb, says: { method: 'deflate', size_bytes: 1, sha256: sha256Hex('x') } },
  ])
  expect((await verifyBundle(member)).bad.map((each) => each.code)).toContain('BND-011')
  const total = await verifyBundle(craft([CASE_JSON, { ...good, says: { size_bytes: 2 ** 41 } }]))
  expect(total.bad[0]).toMatchObject({ code: 'BND-007', member: good.path })
  const small = await verifyBundle(craft([CASE_JSON, good]), { limitBytes: 10 })
  expect(small.bad[0]).toMatchObject({ code: 'BND-007', member: 'case.json' })
})

test('opening a bundle that is cut short, altered in one bit, or a bomb is refused by its own error and writes nothing anywhere', async () => {
  const { dir } = await caseWith()
  const whole = readFileSync(await bundled(dir))
  const middle = Buffer.from(whole)
  const at = middle.indexOf('journal/') + 400
  middle[at]! ^= 1
  const bomb = craft([
    CASE_JSON,
    { path: evidencePath('x'), content: deflateRawSync(Buffer.alloc(50_000_000)), says: { method: 'deflate', size_bytes: 1 } },
  ])
  const codes: [string, Buffer | string][] = [
    ['BND-001', whole.subarray(0, whole.length >> 1)],
    ['BND-011', middle],
    ['BND-012', readFileSync(bomb)],
  ]
  for (const [code, bytes] of codes) {
    const root = scratch()
    const path = join(scratch(), 'hostile.btz')
    writeFileSync(path, bytes)
    await expect(openBundle(path, join(root, 'deep', 'T.case'))).rejects.toMatchObject({ code })
    expect(readdirSync(root, { recursive: true }).map(String)).toEqual(['deep'])
  }
})
