import type { Relation } from './relation'

export const findings: Relation = {
  name: 'findings',
  doc: 'Entries of the notebook of every kind that are not removed.',
  columns: {
    id: ['VARCHAR', 'Sorts by age.'],
    kind: ['VARCHAR', 'finding, note, lesson, hypothesis, question or action.'],
    title: ['VARCHAR', 'One line.'],
    body: ['VARCHAR', 'Markdown.'],
    tlp: ['VARCHAR', 'TLP mark of its own, or null.'],
    author: ['VARCHAR', 'Who wrote it.'],
    created_at: ['TIMESTAMP', 'When it was written, UTC, by the clock of who wrote it.'],
    changed_at: ['TIMESTAMP', 'Last change, UTC.'],
    citations: ['UBIGINT', 'How many it has.'],
  },
  from: 'handed',
}

export const citations: Relation = {
  name: 'citations',
  doc: 'What the entries of the notebook rest on.',
  columns: {
    entry: ['VARCHAR', 'Id of the entry.'],
    label: ['VARCHAR', 'E1, E2, … within the entry.'],
    kind: ['VARCHAR', 'row: a record; aggregate: a count; sql: a result of SQL.'],
    event_key: ['VARCHAR', 'Of a record.'],
    title: ['VARCHAR', 'Summary of the record, or what the number is called.'],
    digest: ['VARCHAR', 'SHA-256 of the record’s bytes, or of the rows.'],
  },
  from: 'handed',
}

export const lessons: Relation = {
  name: 'lessons',
  doc: 'Lessons of the notebook, with what would have caught it.',
  columns: {
    id: ['VARCHAR', 'As in findings.'],
    title: ['VARCHAR', 'The lesson.'],
    control: ['VARCHAR', 'What would have caught it, in words.'],
    citations: ['UBIGINT', 'How many it has.'],
  },
  from: 'handed',
}

export const journal: Relation = {
  name: 'journal',
  doc: 'Decisions of the analysts, in words, one row per operation.',
  columns: {
    id: ['VARCHAR', 'Hash of the operation.'],
    at: ['TIMESTAMP', 'When, UTC, by the clock of who decided.'],
    author: ['VARCHAR', 'Who decided.'],
    kind: ['VARCHAR', 'case.set, evidence.added, entry.cited, …'],
    summary: ['VARCHAR', 'What was decided.'],
  },
  from: 'handed',
}
