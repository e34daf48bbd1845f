import { beforeEach, expect, it } from 'vitest'
import { dropDraft, keepDraft, keptDraft, sameText, textOf } from './drafts'

const draft = { title: 'T', body: 'B', tlp: null, control: null, base: '2026-01-01T00:00:00Z' }
beforeEach(() => localStorage.clear())

it('keeps a draft for its case and entry alone', () => {
  expect(keepDraft(localStorage, 'c1', 'n1', draft)).toBe(true)
  expect(keptDraft(localStorage, 'c1', 'n1')).toEqual(draft)
  expect(keptDraft(localStorage, 'c1', 'n2')).toBeNull()
  expect(keptDraft(localStorage, 'c2', 'n1')).toBeNull()
  dropDraft(localStorage, 'c1', 'n1')
  expect(keptDraft(localStorage, 'c1', 'n1')).toBeNull()
})

it('takes nothing for a draft that is none', () => {
  localStorage.setItem('backtrail.draft.c1.n1', '{"title":3}')
  expect(keptDraft(localStorage, 'c1', 'n1')).toBeNull()
  localStorage.setItem('backtrail.draft.c1.n1', '{')
  expect(keptDraft(localStorage, 'c1', 'n1')).toBeNull()
})

it('compares what is typed', () => {
  expect(sameText(draft, textOf(draft))).toBe(true)
  expect(sameText(draft, { ...draft, control: 'port:22' })).toBe(false)
})
