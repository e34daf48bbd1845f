import { chmodSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import { sha256Hex } from '#main/journal/canonical'
import { openCaseFolder } from '#main/journal/case-folder'
import { entryPayload, scratch, testIdentity } from '#main/journal/test/journals'
import { openBundle } from './open'
import { bundled, caseWith, WRITING } from './test/bundles'
import { verifyBundle } from './verify-bundle'
import { verifyCase } from './verify-case'
import { writeBundle } from './write'

const evidencePath = (content: string) => `evidence/${sha256Hex(content)}`

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

const zeros = '0'.repeat(64)
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

test('cited records are read again inside a bundle, compressed evidence too; numbers wait for an opened case', async () => {
  const made = await caseWith({ 'a.log': 'one\ntwo\n', 'b.log.gz': gzipSync('three\nfour\n') })
  const [plain, packed] = (await verifyCase(made.dir)).evidence.map((each) => each.sha256) as [string, string]
  const record = (id: string, sha256: string, byte_offset: number, said: string) => {
    const place = { event_key: `${sha256}/-/1/0`, sha256, file_name: 'f', member: '-', line: 1, byte_offset, byte_length: 4 }
    const digests = { bytes_sha256: sha256Hex(said), fields_sha256: sha256Hex('') }
    return { id, label: id, kind: 'row' as const, ...place, ...digests, raw: said, summary: '', ts: '' }
  }
  const window = { kind: 'all' as const }
  const query = { by: ['type' as const], measure: 'count' as const, order: 'count' as const, selection: { clauses: [], window } }
  const counted = { view_version: 1, rows_sha256: sha256Hex(''), row_count: 0, total: 0, frozen: [] }
  const journal = made.open(testIdentity(), 4)
  for (const citation of [
    record('E1', plain, 4, 'two\n'),
    record('E2', packed, 6, 'four'),
    record('E3', packed, 6, 'five'),
    record('E4', plain, 6, 'o\n'),
    record('E5', zeros, 0, 'none'),
    { id: 'E6', label: 'E6', kind: 'aggregate' as const, title: 't', query, ...counted },
  ]) {
    await journal.append('entry.cited', { entry: 'e1', citation })
  }
  await journal.close()
  const { ok, bad, citations } = await verifyBundle(await bundled(made.dir))
  expect([ok, bad]).toEqual([false, []])
  expect(citations.map((each) => each.state)).toEqual(['verified', 'verified', 'changed', 'changed', 'missing', 'not-checked'])
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
