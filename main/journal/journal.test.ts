import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hybridClock } from './clock'
import { openJournal, type Journal } from './journal'
import { mendingOf, parseJournalFile } from './journal-file'
import { verifyJournal, verifyJournalFiles } from './verification'
import { entryPayload, testCase, testIdentity, testSurroundings } from './test/journals'

const fileOf = (dir: string, journal: Journal) => join(dir, 'journal', journal.fileName)

async function written(entries: number) {
  const made = testCase()
  const journal = made.open()
  await journal.append('case.created', { name: 'T', home_networks: ['198.18.0.0/16'], display_zone: 'UTC' })
  for (let number = 1; number <= entries; number++) await journal.append('entry.created', entryPayload(`e${number}`))
  await journal.close()
  return { ...made, journal, file: fileOf(made.dir, journal) }
}

test('what is appended is there after opening again, in a file of mode 0600', async () => {
  const { dir, open, file } = await written(2)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const again = open()
  expect(again.state.settings).toEqual({ name: 'T', home_networks: ['198.18.0.0/16'], display_zone: 'UTC', tlp: 'TLP:AMBER' })
  expect(again.state.entries.map((entry) => [entry.id, entry.author, entry.created_at])).toEqual([
    ['e1', `Analyst 1 (${testIdentity().fingerprint.slice(0, 8)})`, '2009-06-28T01:00:03Z'],
    ['e2', `Analyst 1 (${testIdentity().fingerprint.slice(0, 8)})`, '2009-06-28T01:00:04Z'],
  ])
  expect(again.verify()).toMatchObject({ ok: true, operations: 4 })
  await again.append('entry.removed', { id: 'e1' })
  expect(readdirSync(join(dir, 'journal'))).toHaveLength(1)
})

test('an append that was cut short at any byte loses nothing that was acknowledged and is said', async () => {
  const { dir, open, file } = await written(2)
  const whole = readFileSync(file)
  const lastStart = whole.lastIndexOf(0x0a, whole.length - 2) + 1
  const end = whole.length - 1
  const mendings = Array.from(whole.subarray(lastStart), (_, index) =>
    mendingOf(whole.subarray(lastStart, lastStart + index + 1)),
  )
  expect(mendings.slice(0, end - lastStart)).toEqual([...Array<string>(end - lastStart - 1).fill('move'), 'finish'])
  for (const length of [lastStart, lastStart + 1, lastStart + 2, lastStart + 100, end - 100, end - 1, end, end + 1]) {
    writeFileSync(file, whole.subarray(0, length))
    rmSync(`${file}.torn`, { force: true })
    const journal = open()
    const ids = journal.state.entries.map((entry) => entry.id)
    expect(ids).toEqual(length >= whole.length - 1 ? ['e1', 'e2'] : ['e1'])
    expect(journal.repaired === null).toBe(length === lastStart || length === whole.length)
    expect(journal.verify().ok).toBe(true)
    const torn = length > lastStart && length < whole.length - 1
    if (torn) expect(readFileSync(`${file}.torn`)).toEqual(Buffer.concat([whole.subarray(lastStart, length), Buffer.from('\n')]))
    await journal.append('entry.created', entryPayload('later'))
    expect(journal.verify().ok).toBe(true)
    await journal.close()
    for (const name of readdirSync(join(dir, 'journal'))) if (!file.endsWith(name)) rmSync(join(dir, 'journal', name))
  }
})

test('a flipped bit anywhere in a journal file is found', async () => {
  const { dir, file } = await written(2)
  const whole = readFileSync(file)
  const name = file.slice(dir.length + '/journal/'.length)
  for (let index = 0; index < whole.length; index++) {
    const bytes = Buffer.from(whole)
    bytes[index]! ^= 1 << (index % 8)
    expect(verifyJournalFiles([parseJournalFile(name, bytes)]).ok, `byte ${index}`).toBe(false)
  }
})

test('any flipped bit is still found after the case was opened for editing', async () => {
  const { dir, open, file } = await written(1)
  const whole = readFileSync(file)
  const anyBit = fc.integer({ min: 0, max: whole.length * 8 - 1 })
  await fc.assert(
    fc.asyncProperty(anyBit, async (bit) => {
      const bytes = Buffer.from(whole)
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      writeFileSync(file, bytes)
      await open().close()
      expect(verifyJournal(join(dir, 'journal')).ok).toBe(false)
    }),
    { numRuns: 150, examples: [[whole.length * 8 - 1], [whole.length * 8 - 8], [0]] },
  )
})

test('a damaged line in the middle is reported, kept in the file, and the rest still counts', async () => {
  const { open, file } = await written(3)
  const lines = readFileSync(file, 'utf8').split('\n')
  lines[2] = lines[2]!.replace('"title":"e1"', '"title":"XX"')
  writeFileSync(file, lines.join('\n'))
  const journal = open()
  expect(journal.state.entries.map((entry) => entry.id)).toEqual(['e2', 'e3'])
  expect(journal.damage.map(({ line, why }) => [line, why])).toEqual([[3, 'its content is not what its id names']])
  expect(journal.verify()).toMatchObject({ ok: false, files: [{ ok: false }] })
  await journal.append('entry.created', entryPayload('e4'))
  expect(readFileSync(file, 'utf8')).toContain('"title":"XX"')
})

test('a line taken out, doubled or moved is reported', async () => {
  const { file, dir } = await written(3)
  const [a, b, c, d, e] = readFileSync(file, 'utf8').split('\n')
  const ok = (...lines: (string | undefined)[]) => {
    writeFileSync(file, `${lines.join('\n')}\n`)
    return verifyJournal(join(dir, 'journal')).ok
  }
  expect([ok(a, b, c, d, e), ok(b, c, d, e), ok(a, b, d, e), ok(a, b, c, c, d, e), ok(a, c, b, d, e)]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})

test('a copied case writes to a file of its own, and both lines of work join', async () => {
  const { dir, open, file } = await written(1)
  const copy = `${dir.slice(0, -6)}-copy.case`
  cpSync(dir, copy, { recursive: true })
  const here = open()
  const there = open(testIdentity(), 5, copy)
  await here.append('entry.created', entryPayload('here'))
  await there.append('entry.created', entryPayload('there'))
  expect(here.fileName).not.toBe(there.fileName)
  cpSync(fileOf(copy, there), join(dir, 'journal', there.fileName))
  await here.close()
  const joined = open()
  expect(joined.state.entries.map((entry) => entry.id).sort()).toEqual(['e1', 'here', 'there'])
  expect(joined.verify().ok).toBe(true)
  expect(file.endsWith(joined.fileName)).toBe(true)
})

test('a renamed case stays the same copy; one put back from a backup is a new one', async () => {
  const { dir, open, file } = await written(2)
  const moved = `${dir.slice(0, -6)}-moved.case`
  renameSync(dir, moved)
  const journal = open(testIdentity(), 2, moved)
  expect(file.endsWith(journal.fileName)).toBe(true)
  await journal.close()
  const path = fileOf(moved, journal)
  const lines = readFileSync(path, 'utf8').split('\n')
  truncateSync(path, lines.slice(0, 2).join('\n').length + 1)
  const restored = open(testIdentity(), 3, moved)
  expect(restored.fileName).not.toBe(journal.fileName)
  await restored.append('entry.created', entryPayload('after'))
  expect(restored.verify().ok).toBe(true)
})

test('an operation that follows one that is not here is reported', async () => {
  const { dir, open } = await written(1)
  const other = open(testIdentity(2))
  await other.append('entry.created', entryPayload('other'))
  await other.close()
  const names = readdirSync(join(dir, 'journal')).filter((name) => name.endsWith('.jsonl') && name !== other.fileName)
  for (const name of names) rmSync(join(dir, 'journal', name))
  expect(verifyJournal(join(dir, 'journal')).files[0]?.why).toContain('follow others that are not here')
})

test('a second editor is refused while the first lives; a reader is not', async () => {
  const { dir, caseId, configDir, open } = testCase()
  const journal = open()
  expect(() => open()).toThrow(expect.objectContaining({ code: 'CAS-003' }))
  const clock = hybridClock(testSurroundings())
  const reader = openJournal({ dir, caseId, identity: testIdentity(), clock, configDir, mode: 'read' })
  await expect(reader.append('entry.removed', { id: 'x' })).rejects.toMatchObject({ code: 'CAS-025' })
  await journal.close()
  await open().close()
})

test('a lock whose owner is gone is taken over; a living owner is named', () => {
  const { dir, open } = testCase()
  mkdirSync(join(dir, 'journal'), { recursive: true })
  writeFileSync(join(dir, 'journal.owner'), `${2 ** 22 + 1}\n\n`)
  const journal = open()
  expect(journal.repaired).toBeNull()
  void journal.close()
  const other = testCase()
  writeFileSync(join(other.dir, 'journal.owner'), `${process.ppid}\n\n`)
  expect(() => other.open()).toThrow(expect.objectContaining({ code: 'CAS-003', params: { pid: process.ppid } }))
})

test('when another program touched the file nothing is written and it is said', async () => {
  const { open, file } = await written(1)
  const journal = open()
  writeFileSync(file, 'x', { flag: 'a' })
  await expect(journal.append('entry.removed', { id: 'e1' })).rejects.toMatchObject({ code: 'CAS-024' })
  expect(journal.state.entries[0]?.removed).toBe(false)
})

test('the head names the decisions, not the exports', async () => {
  const { open } = testCase()
  const journal = open()
  const empty = journal.head()
  await journal.append('entry.created', entryPayload('e1'))
  const one = journal.head()
  await journal.append('export.made', { what: 'report', path_name: 'r.pdf', sha256: 'a'.repeat(64) })
  const exported = journal.head()
  await journal.append('entry.removed', { id: 'e1' })
  expect([empty, exported === one, journal.head() === one]).toEqual([null, true, false])
  expect(one).toMatch(/^[0-9a-f]{64}$/)
})
