import type { EvidencePreview, FileResult } from '#contract/evidence'
import { expect, it } from 'vitest'
import { itemsOf, membersOf, takeMessage, takePreview, type IntakeFile } from './intake'

const result = (path: string, change: Partial<FileResult> = {}): FileResult => ({
  path,
  sha256: null,
  size_bytes: 1,
  format: 'tnm',
  zone: null,
  zone_rule: null,
  year: null,
  records: 1,
  represented: 1,
  rejected: 0,
  structural: 0,
  recovered: 0,
  events: 1,
  first_ts: null,
  last_ts: null,
  checks: [],
  status: 'added',
  ...change,
})
const preview = (path: string, change: Partial<FileResult> = {}): EvidencePreview => ({
  path,
  size_bytes: 1,
  candidates: [],
  result: result(path, change),
  whole: true,
  sample: [],
  rejects: [],
  head: [],
})
const job = { id: 'j', title: 't', detail: '', state: 'running', done: 1, total: 2, unit: 'bytes' } as const
const all = (previews: EvidencePreview[]) => previews.reduce<IntakeFile[]>((files, one) => takePreview(files, one), [])

it('chooses what can be added, and nothing else', () => {
  const files = all([
    preview('a'),
    preview('b', { format: null, status: 'unrecognised' }),
    preview('c', { status: 'already-there' }),
  ])
  expect(files.map(({ chosen }) => chosen)).toEqual([true, false, false])
  expect(itemsOf(files)).toEqual([{ path: 'a', options: {} }])
})

it('keeps place and choice of a file that is read again', () => {
  const files = all([preview('a'), preview('b', { format: null, status: 'unrecognised' })]).map((file) => ({
    ...file,
    chosen: false,
  }))
  expect(
    takePreview(files, preview('a'), { zone: '-04:00' }).map(({ path, chosen, options }) => [path, chosen, options]),
  ).toEqual([
    ['a', false, { zone: '-04:00' }],
    ['b', false, {}],
  ])
  expect(takePreview(files, preview('b'), { format: 'tnm' })[1]!.chosen).toBe(true)
})

it('puts progress on its file, and results in its place', () => {
  const files = all([preview('a'), preview('b')])
  const first = takeMessage(files, { kind: 'progress', progress: job })
  expect(first.map(({ progress }) => progress?.done ?? null)).toEqual([1, null])
  const second = takeMessage(first, { kind: 'file', file: result('a') })
  expect(second.map(({ result, progress }) => [result?.status ?? null, progress])).toEqual([
    ['added', null],
    [null, null],
  ])
  expect(takeMessage(second, { kind: 'progress', progress: { ...job, path: 'b', done: 2 } })[1]!.progress?.done).toBe(2)
})

it('takes an archive whole: its members are looked at and counted, and none is chosen by itself', () => {
  const files = all([
    preview('x.zip', { format: null, container: 'zip' }),
    preview('x.zip!a.log', { member: 'a.log' }),
    preview('x.zip!b', { member: 'b', format: null, status: 'unrecognised' }),
    preview('x.zip!c', { member: 'c', format: null, status: 'failed' }),
  ])
  expect(itemsOf(files)).toEqual([{ path: 'x.zip', options: {} }])
  expect(membersOf(files, 'x.zip')).toEqual({ all: 3, known: 1, failed: 1 })
})
