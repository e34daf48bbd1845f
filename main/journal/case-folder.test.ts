import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { caseSizeBytes, createCaseFolder, openCaseFolder } from './case-folder'
import { isSignedBy, loadIdentity, renameIdentity, sealIdentity } from './identity'
import { scratch, testSurroundings } from './test/journals'

const making = { ...testSurroundings(), name: 'Odd connections', version: '1.2.3' }
const code = (wanted: string): unknown => expect.objectContaining({ code: wanted })

test('a new case is private to its owner and opens as what it was made', () => {
  const path = join(scratch(), 'A.case')
  const made = createCaseFolder(path, making)
  expect(openCaseFolder(path)).toEqual(made)
  expect(made.file).toMatchObject({ format: 1, name: 'Odd connections', created: '2009-06-28T01:00:00Z', engine: '1.2.3' })
  expect([path, made.evidenceDir, made.journalDir].map((folder) => statSync(folder).mode & 0o777)).toEqual([0o700, 0o700, 0o700])
  expect(statSync(join(path, 'case.json')).mode & 0o777).toBe(0o600)
  expect(caseSizeBytes(path)).toBe(statSync(join(path, 'case.json')).size)
})

test('what is not a case, is damaged, is newer or is there already is said so', () => {
  const root = scratch()
  const path = join(root, 'A.case')
  expect(() => openCaseFolder(path)).toThrow(code('CAS-001'))
  const { file } = createCaseFolder(path, making)
  expect(() => createCaseFolder(path, making)).toThrow(code('CAS-002'))
  writeFileSync(join(path, 'case.json'), JSON.stringify({ ...file, format: 2 }))
  expect(() => openCaseFolder(path)).toThrow(code('CAS-022'))
  writeFileSync(join(path, 'case.json'), '{')
  expect(() => openCaseFolder(path)).toThrow(code('CAS-020'))
  writeFileSync(join(root, 'file'), '')
  expect(() => createCaseFolder(join(root, 'file', 'A.case'), making)).toThrow(code('CAS-021'))
})

test('a key under a passphrase is the same key, opens with it alone, and can be unsealed', () => {
  const configDir = join(scratch(), 'config')
  const host = (passphrase?: string) => ({ ...testSurroundings(1), keyPassphrase: () => passphrase })
  const first = loadIdentity(configDir, host())
  sealIdentity(configDir, host(), 'correct horse')
  const path = join(configDir, 'identity.json')
  expect([statSync(path).mode & 0o777, readFileSync(path, 'utf8').includes('ed25519_seed')]).toEqual([0o600, false])
  expect(() => loadIdentity(configDir, host())).toThrow(code('CAS-045'))
  expect(() => loadIdentity(configDir, host('Correct horse'))).toThrow(code('CAS-046'))
  expect(loadIdentity(configDir, host('correct horse')).fingerprint).toBe(first.fingerprint)
  expect(renameIdentity(configDir, host('correct horse'), 'Ada').displayName).toBe('Ada')
  expect(() => sealIdentity(configDir, host('wrong'), null)).toThrow(code('CAS-046'))
  sealIdentity(configDir, host('correct horse'), null)
  expect(loadIdentity(configDir, host())).toMatchObject({ fingerprint: first.fingerprint, displayName: 'Ada' })
})

test('an identity is made once, stays, and signs', () => {
  const configDir = join(scratch(), 'config')
  const first = loadIdentity(configDir, testSurroundings(1))
  const again = loadIdentity(configDir, testSurroundings(2))
  expect(again.fingerprint).toBe(first.fingerprint)
  expect(first.fingerprint).toMatch(/^[0-9a-f]{32}$/)
  const content = Buffer.from('content')
  const signature = first.sign(content)
  expect(isSignedBy(content, signature, first.publicKey)).toBe(true)
  expect(isSignedBy(Buffer.from('Content'), signature, first.publicKey)).toBe(false)
  const path = join(configDir, 'identity.json')
  chmodSync(path, 0o644)
  expect(renameIdentity(configDir, testSurroundings(3), 'Ada')).toMatchObject({
    fingerprint: first.fingerprint,
    displayName: 'Ada',
  })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(loadIdentity(configDir, testSurroundings(4)).displayName).toBe('Ada')
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, 20))
  expect(() => loadIdentity(configDir, testSurroundings(5))).toThrow(code('CAS-023'))
})
