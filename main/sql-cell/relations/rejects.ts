import type { Relation } from './relation'

export const rejects: Relation = {
  name: 'rejects',
  doc: 'Records that could not be read, with their bytes and the reason.',
  columns: {
    evidence: ['VARCHAR', 'SHA-256 of the evidence file.'],
    member: ['VARCHAR', 'Member of an archive, percent-encoded; - for a file by itself.'],
    format: ['VARCHAR', 'Format it was read as.'],
    record: ['UBIGINT', 'Number of the record, from 1; of formats whose record is a line, the line.'],
    byte_offset: ['UBIGINT', 'Where it begins.'],
    byte_length: ['UBIGINT', 'How many bytes it has.'],
    reason: ['VARCHAR', 'Why it was rejected.'],
    raw: ['BLOB', 'Its bytes, from the beginning, as far as they were kept.'],
  },
  from: {
    select: `SELECT s.sha256 AS evidence, s.member, s.format, r.record, r.byte_offset, r.byte_length, r.reason, r.raw
      FROM reject r JOIN source s USING (source_id)`,
  },
}
