/** The `access` area of the contract in memory. */
import { marksOf, type AccessRow } from '#contract/access'
import type { Calls, Inputs } from './call'
import type { MemoryQuestions } from './questions'

const AT = '2026-01-05T09:30:00Z'
const NOTHING_STATED = { hours: null, purpose: '', owner: '', attested_by: '', attestation: '', valid_from: null, valid_to: null }

/** Shape: questions → the operations of `access`; nothing is learned in the page. */
export function accessCalls({ rows: events }: MemoryQuestions): Calls {
  type Input = Inputs<'access'>
  let rows: AccessRow[] = []
  const put = (row: AccessRow): AccessRow => {
    const marked = { ...row, by_address_alone: marksOf(row) }
    rows = [...rows.filter(({ id }) => id !== row.id), marked]
    return marked
  }
  const sessions = events.filter(({ session_state }) => session_state !== null).length
  return {
    list: () => rows,
    add: (draft: Input['add']) =>
      put({
        ...NOTHING_STATED,
        ...draft,
        ...{ id: `row-${rows.length + 1}`, author: 'analyst', added_at: AT, changed_at: AT, by_address_alone: [] },
      }),
    change: ({ id, ...change }: Input['change']) => put({ ...rows.find((row) => row.id === id)!, ...change }),
    remove: ({ id }: Input['remove']) => {
      const gone = rows.find((row) => row.id === id)
      rows = rows.filter((row) => row !== gone)
      return gone
    },
    counts: () => ({ authorised: 0, not_authorised: 0, no_statement: sessions, by_address_alone: 0 }),
    suggestions: () => ({ learned_before: null, because: 'Learned from the whole case.', least_days: 5, rows: [] }),
    exportSheet: () => ({ path: '/sheet.pdf', pages: 1, sha256: '0'.repeat(64) }),
  }
}
