/** The `sql` area of the contract in memory: every statement is answered with the same count, by type. */
import type { SqlResult, SqlView } from '#contract/sql'
import type { Calls } from './call'
import { shaOf } from './events'
import type { MemoryQuestions } from './questions'

const VIEWS: readonly SqlView[] = [
  {
    name: 'events',
    doc: 'One row per event.',
    columns: [
      { name: 'ts', type: 'TIMESTAMP', doc: 'When it happened, UTC.' },
      { name: 'type', type: 'VARCHAR', doc: 'What kind of event.' },
    ],
  },
]

export function sqlAnswer({ rows }: MemoryQuestions): SqlResult {
  const counts = new Map<string, number>()
  for (const { type } of rows) counts.set(type, (counts.get(type) ?? 0) + 1)
  const columns = [
    { name: 'type', type: 'VARCHAR' },
    { name: 'events', type: 'BIGINT' },
  ]
  return { columns, rows: [...counts], truncated: false, sha256: shaOf('zeek') }
}

export const sqlCalls = (questions: MemoryQuestions): Calls => ({ run: () => sqlAnswer(questions), views: () => VIEWS })

/** Shape: title and statement → what a citation of that result holds but its id and label. */
export function sqlCitation(questions: MemoryQuestions, { title, statement }: { title: string; statement: string }) {
  const { columns, rows } = sqlAnswer(questions)
  const digest = { view_version: 1, rows_sha256: shaOf('zeek'), row_count: rows.length }
  return { kind: 'sql' as const, title, statement, ...digest, columns, frozen: rows }
}
