import { chmodSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import { sha256Hex } from '#main/journal/canonical'
import { openCaseFolder } from '#main/journal/case-folder'
import { entryPayload, scratch, testIdentity } from '#main/journal/test/journals'
import { openBundle } from './open'
import { bundled, caseWith, CASE_JSON, craft, ownersOf, WRITING, type Crafted } from './test/bundles'
import { verifyBundle } from './verify-bundle'
import { verifyCase } from './verify-case'
import { writeBundle } from './write'

const evidencePath = (content: string) => `evidence/${sha256Hex(content)}`
const good: Crafted = { path: evidencePath('x'), content: 'x' }

test('a bundle verifies, opens as a second case, and is the same bytes again', async () => {
  const { dir } = await caseWith()
  const path = await bundled(dir)
  const result = await verifyBundle(path)
  expect(result).toMatchObject({
    ok: true,
    bad: [],
    evidence: [
      { name: 'a.log', state: 'verified' },
      { name: 'b.log', state: 'verified' },
    ],
    journal: { ok: true, operations: 5, files: [{ ok: true, operations: 5 }] },
    signature: { ok: true, signer: testIdentity().fingerprint },
  })
  const target = join(scratch(), 'deep', 'Second.case')
  const opened = await openBundle(path, target)
  expect(opened.folder.caseId).toBe(openCaseFolder(dir).caseId)
  const evidence = readdirSync(opened.folder.evidenceDir)
  expect(evidence).toEqual(readdirSync(join(dir, 'evidence')))
  expect(evidence.map((name) => statSync(join(opened.folder.evidenceDir, name)).mode & 0o777)).toEqual([0o444, 0o444])
  expect(statSync(join(target, 'case.json')).mode & 0o777).toBe(0o600)
  expect(readdirSync(dirname(target))).toEqual(['Second.case'])
  expect(await verifyCase(target)).toMatchObject({ ok: true, evidence: [{ state: 'verified' }, { state: 'verified' }] })
  expect(readFileSync(await bundled(target))).toEqual(readFileSync(path))
})

test('an opened bundle is edited in a journal file of its own', async () => {
  const made = await caseWith()
  const target = join(scratch(), 'Second.case')
  await openBundle(await bundled(made.dir), target)
  const journal = made.open(testIdentity(), 9, target)
  await journal.append('entry.created', entryPayload('e2'))
  expect(journal.fileName).not.toBe(made.journalName)
  expect(journal.state.entries.map((entry) => entry.id)).toEqual(['e1', 'e2'])
})

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
  expect(await unnoticed(await bundled(dir), 5)).toEqual([])
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

const zeros = '0'.repeat(64)
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

test('a passphrase or a key opens an encrypted bundle, another does not', async () => {
  const { dir } = await caseWith()
  const identity = await generateX25519Identity()
  const byPassphrase = await bundled(dir, { passphrase: 'correct horse', scryptLogN: 10 })
  const byKey = await bundled(dir, { recipients: [await identityToRecipient(identity)] })
  expect(readFileSync(byPassphrase).includes('case.json')).toBe(false)
  expect(await verifyBundle(byPassphrase, { passphrase: 'correct horse' })).toMatchObject({ ok: true })
  expect(await verifyBundle(byKey, { identities: [identity] })).toMatchObject({ ok: true })
  const codes = [
    verifyBundle(byPassphrase),
    verifyBundle(byPassphrase, { passphrase: 'wrong' }),
    verifyBundle(byKey, { identities: [await generateX25519Identity()] }),
    openBundle(byKey, join(scratch(), 'T.case'), { passphrase: 'wrong' }),
    bundled(dir, { recipients: ['age1nonsense'] }),
  ].map((asked) => asked.then(() => 'opened').catch((error: { code: string }) => error.code))
  expect(await Promise.all(codes)).toEqual(['BND-010', 'BND-009', 'BND-009', 'BND-009', 'BND-017'])
  const root = scratch()
  await openBundle(byPassphrase, join(root, 'T.case'), { passphrase: 'correct horse' })
  expect(readdirSync(root)).toEqual(['T.case'])
})

test('an encrypted bundle that was changed or cut short is found so', async () => {
  const { dir } = await caseWith()
  const path = await bundled(dir, { passphrase: 'p', scryptLogN: 4 })
  const whole = readFileSync(path)
  const header = whole.indexOf('\n---') + 1
  for (let index = 0; index < whole.length; index += index < header ? 7 : 97) {
    const bytes = Buffer.from(whole)
    bytes[index]! ^= 1
    writeFileSync(path, bytes)
    const outcome = await verifyBundle(path, { passphrase: 'p' }).then(
      ({ ok }) => ok,
      () => false,
    )
    expect(outcome, `byte ${index}`).toBe(false)
  }
  writeFileSync(path, whole)
  truncateSync(path, whole.length - 20)
  expect(await verifyBundle(path, { passphrase: 'p' })).toMatchObject({
    ok: false,
    bad: [{ code: 'BND-016', member: '(encryption)' }],
  })
})

test('a case whose evidence is altered or gone is not bundled, and nothing is left behind', async () => {
  const { dir, open } = await caseWith()
  const path = join(scratch(), 'T.btz')
  const file = join(dir, evidencePath('three\n'))
  chmodSync(file, 0o644)
  writeFileSync(file, 'there\n')
  await expect(writeBundle(dir, path, WRITING)).rejects.toMatchObject({ code: 'BND-013', params: { name: 'b.log' } })
  unlinkSync(file)
  await expect(writeBundle(dir, path, WRITING)).rejects.toMatchObject({ code: 'BND-013' })
  expect(readdirSync(dirname(path))).toEqual([])
  const journal = open()
  await journal.append('evidence.excluded', { sha256: sha256Hex('three\n'), reason: 'lost' })
  await journal.close()
  await writeBundle(dir, path, WRITING)
  expect(await verifyBundle(path)).toMatchObject({ ok: true, evidence: [{ state: 'verified' }, { state: 'missing' }] })
})

test('evidence left in place goes into the bundle', async () => {
  const { dir } = await caseWith({ 'a.log': 'one\n' })
  const outside = join(scratch(), 'a.log')
  const copy = join(dir, evidencePath('one\n'))
  writeFileSync(outside, 'one\n')
  unlinkSync(copy)
  writeFileSync(`${copy}.ref.json`, JSON.stringify({ path: outside, size_bytes: 4 }))
  const target = join(scratch(), 'T.case')
  await openBundle(await bundled(dir), target)
  expect(readFileSync(join(target, evidencePath('one\n')), 'utf8')).toBe('one\n')
})

test('an occupied target is left alone; a stopped opening leaves nothing', async () => {
  const { dir } = await caseWith()
  const path = await bundled(dir)
  await expect(openBundle(path, dir)).rejects.toMatchObject({ code: 'CAS-002' })
  const stop = new AbortController()
  stop.abort(new Error('stopped'))
  const root = scratch()
  await expect(openBundle(path, join(root, 'T.case'), { signal: stop.signal })).rejects.toThrow('stopped')
  await expect(writeBundle(dir, join(root, 'T.btz'), { ...WRITING, signal: stop.signal })).rejects.toThrow('stopped')
  await expect(writeBundle(dir, join(root, 'no', 'T.btz'), WRITING)).rejects.toMatchObject({ code: 'BND-015' })
  await expect(verifyBundle(root)).rejects.toMatchObject({ code: 'BND-001' })
  expect(readdirSync(root)).toEqual([])
  expect(existsSync(path)).toBe(true)
})

test('a case is verified file by file: altered, missing and unknown evidence, and a damaged journal', async () => {
  const { dir, journalName } = await caseWith()
  const file = join(dir, evidencePath('three\n'))
  chmodSync(file, 0o644)
  writeFileSync(file, 'thrEe\n')
  writeFileSync(join(dir, 'evidence', zeros), 'stranger')
  const journalFile = join(dir, 'journal', journalName)
  writeFileSync(journalFile, readFileSync(journalFile, 'utf8').replace('198.18', '198.19'))
  const result = await verifyCase(dir)
  expect(result).toMatchObject({ ok: false, evidence: [{ state: 'verified' }, { state: 'changed' }], journal: { ok: false } })
  expect(result.bad.map((each) => each.member)).toEqual([evidencePath('three\n'), `evidence/${zeros}`, `journal/${journalName}`])
})
