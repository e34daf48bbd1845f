import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { canonicalCase } from '#main/journal/canonical-case'
import { sha256Hex } from '#main/journal/canonical'
import { openCaseFolder } from '#main/journal/case-folder'
import type { Journal } from '#main/journal/journal'
import { historyOf } from '#main/journal/standing'
import { entryPayload, scratch, testIdentity } from '#main/journal/test/journals'
import { undoingOf } from '#main/journal/undo'
import { mergeBundle } from './merge'
import { openBundle } from './open'
import { bundled, caseWith, CASE_JSON, craft } from './test/bundles'
import { verifyCase } from './verify-case'

const NEW_EVIDENCE = 'seen by B alone\n'
const added = {
  ...{
    sha256: sha256Hex(NEW_EVIDENCE),
    size_bytes: NEW_EVIDENCE.length,
    name: 'b-only.log',
    path: '/in/b-only.log',
    format: null,
  },
  ...{ options: {}, zone: null, zone_rule: null, year: null, in_place: false },
}

/** Shape: → two copies opened from one bundle and edited apart: a field changed on both sides, a removal against a change, a finding and a file each. */
async function apart() {
  const made = await caseWith()
  const before = made.open()
  await before.append('entry.created', entryPayload('e2'))
  await before.close()
  const bundle = await bundled(made.dir)
  const copy = async (name: string, number: number) => {
    const dir = join(scratch(), name)
    await openBundle(bundle, dir)
    return { dir, journal: made.open(testIdentity(number), number * 10, dir) }
  }
  const [a, b] = [await copy('A.case', 2), await copy('B.case', 3)]
  await a.journal.append('entry.changed', { id: 'e1', title: 'as A sees it' })
  await b.journal.append('entry.changed', { id: 'e1', title: 'as B sees it' })
  await a.journal.append('entry.removed', { id: 'e2' })
  await b.journal.append('entry.changed', { id: 'e2', body: 'more on this' })
  await a.journal.append('entry.created', entryPayload('of-a'))
  await b.journal.append('entry.created', entryPayload('of-b'))
  const file = join(b.dir, 'evidence', added.sha256)
  writeFileSync(file, NEW_EVIDENCE)
  chmodSync(file, 0o444)
  await b.journal.append('evidence.added', added)
  return { made, a, b, bundles: { a: await bundled(a.dir), b: await bundled(b.dir) } }
}

const into = ({ dir, journal }: { dir: string; journal: Journal }) => ({ folder: openCaseFolder(dir), journal })
const textOf = (journal: Journal) => canonicalCase(journal.operations())
const filesOf = (dir: string) =>
  ['evidence', 'journal'].flatMap((folder) =>
    readdirSync(join(dir, folder)).map((name) => [name, readFileSync(join(dir, folder, name), 'utf8')]),
  )

test('A takes in B and B takes in A: the same bytes, one conflict of each kind, and again nothing', async () => {
  const { a, b, bundles } = await apart()
  const ab = await mergeBundle(into(a), bundles.b, { dryRun: false })
  expect(ab.added).toEqual({
    decisions: 4,
    evidence: 1,
    by_kind: { 'entry.changed': 2, 'entry.created': 1, 'evidence.added': 1 },
  })
  expect(ab.conflicts.map(({ kind, name, field, ours, theirs }) => [kind, name, field, ours, theirs])).toEqual([
    ['changed-twice', 'the finding “as B sees it”', 'title', 'as A sees it', 'as B sees it'],
    ['removed-and-changed', 'the finding “e2”', 'removed', null, 'body: more on this'],
  ])
  expect([ab.already_there, ab.signer, ab.evidence]).toEqual([
    5,
    testIdentity().fingerprint,
    [{ sha256: added.sha256, name: 'b-only.log', size_bytes: NEW_EVIDENCE.length }],
  ])
  expect(statSync(join(a.dir, 'evidence', added.sha256)).mode & 0o777).toBe(0o444)
  const ba = await mergeBundle(into(b), bundles.a, { dryRun: false })
  expect(ba.conflicts.map(({ ours, theirs }) => [ours, theirs])).toEqual([
    ['as B sees it', 'as A sees it'],
    ['body: more on this', null],
  ])
  expect(textOf(a.journal)).toBe(textOf(b.journal))
  expect(a.journal.head()).toBe(b.journal.head())
  const again = await mergeBundle(into(a), bundles.b, { dryRun: false })
  expect([again.added.decisions, again.added.evidence, again.conflicts.length, again.merge]).toEqual([0, 0, 2, null])
  expect(await verifyCase(a.dir)).toMatchObject({ ok: true, bad: [] })
})

test('a dry run says the same and writes nothing', async () => {
  const { a, bundles } = await apart()
  const before = filesOf(a.dir)
  const { merge: _, dry_run: dry, ...said } = await mergeBundle(into(a), bundles.b, { dryRun: true })
  expect([dry, filesOf(a.dir)]).toEqual([true, before])
  const { merge, dry_run: wet, ...done } = await mergeBundle(into(a), bundles.b, { dryRun: false })
  expect([wet, typeof merge, done]).toEqual([false, 'string', said])
})

test('a merge that is undone leaves the decisions as they were, its evidence stays for taking it up again', async () => {
  const { a, bundles } = await apart()
  const before = textOf(a.journal)
  const { merge } = await mergeBundle(into(a), bundles.b, { dryRun: false })
  const together = a.journal.state
  const undoing = () => undoingOf(historyOf(a.journal.operations()), a.journal.operations().at(-1)!.id).decision
  expect(a.journal.operations().at(-1)!.id).toBe(merge)
  await a.journal.appendAll([undoing()])
  const { everAdded, head, authors: _, people: __, ...undone } = JSON.parse(textOf(a.journal)) as Record<string, unknown>
  expect(JSON.parse(before)).toMatchObject(undone)
  expect([everAdded, typeof head]).toEqual([expect.arrayContaining([added.sha256]), 'string'])
  expect(await verifyCase(a.dir)).toMatchObject({ ok: true })
  await a.journal.appendAll([undoing()])
  expect(a.journal.state).toEqual(together)
})

test('an encrypted bundle is merged by its passphrase, and nothing of it is left lying about', async () => {
  const { a, b } = await apart()
  const locked = await bundled(b.dir, { passphrase: 'correct horse', scryptLogN: 10 })
  await expect(mergeBundle(into(a), locked, { dryRun: false, passphrase: 'wrong' })).rejects.toMatchObject({ code: 'BND-009' })
  await mergeBundle(into(a), locked, { dryRun: false, passphrase: 'correct horse' })
  expect(readdirSync(a.dir).sort()).toEqual(['case.json', 'evidence', 'journal', 'journal.owner'])
})

test('a bundle of another case, an altered one and one whose journal went on in two ways are refused before a byte is written', async () => {
  const { made, a, b, bundles } = await apart()
  const before = filesOf(a.dir)
  const altered = join(scratch(), 'altered.btz')
  const bytes = readFileSync(bundles.b)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(altered, bytes)
  // A copy put back from a backup by hand goes on in the file it had; so the same file has two ends.
  const forked = join(scratch(), 'Forked.case')
  mkdirSync(join(forked, 'journal'), { recursive: true })
  mkdirSync(join(forked, 'evidence'))
  writeFileSync(join(forked, 'case.json'), readFileSync(join(b.dir, 'case.json')))
  for (const [name, text] of filesOf(b.dir)) {
    const isOwn = name === b.journal.fileName
    const content = isOwn ? text!.slice(0, text!.slice(0, -1).lastIndexOf('\n') + 1) : text!
    writeFileSync(join(forked, name!.endsWith('.jsonl') ? 'journal' : 'evidence', name!), content)
  }
  await mergeBundle(into(a), bundles.b, { dryRun: true })
  await expect(mergeBundle(into(a), altered, { dryRun: false })).rejects.toMatchObject({ code: expect.stringMatching(/^BND-/) })
  await expect(mergeBundle(into(a), craft([CASE_JSON]), { dryRun: false })).rejects.toMatchObject({
    code: 'BND-018',
  })
  expect(filesOf(a.dir)).toEqual(before)
  const behind = made.open(testIdentity(4), 40, forked)
  await behind.append('entry.changed', { id: 'e1', title: 'elsewhere' })
  await mergeBundle(into({ dir: forked, journal: behind }), bundles.b, { dryRun: false })
  expect(behind.state.entries.find(({ id }) => id === 'of-b')).toBeDefined()
  const path = join(forked, 'journal', b.journal.fileName)
  writeFileSync(path, readFileSync(path, 'utf8').replace('more on this', 'less on this'))
  await expect(mergeBundle(into({ dir: forked, journal: behind }), bundles.b, { dryRun: true })).rejects.toMatchObject({
    code: 'BND-019',
  })
  expect(existsSync(`${path}.torn`)).toBe(false)
})

test('a bundle whose journal has an altered line is refused', async () => {
  const { a, b } = await apart()
  const path = join(b.dir, 'journal', b.journal.fileName)
  writeFileSync(path, readFileSync(path, 'utf8').replace('as B sees it', 'as X sees it'))
  await expect(mergeBundle(into(a), await bundled(b.dir), { dryRun: false })).rejects.toMatchObject({ code: 'BND-020' })
})
