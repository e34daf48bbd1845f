/** The questions that citations and reports ask of an open case. */
import type { Questions } from '#main/findings/questions'
import type { RawRecord } from '#contract/query'
import { manualRecord } from '#main/findings/manual-record'
import { eventByKey } from '#main/queries/event'
import { pivot } from '#main/queries/pivot'
import { rawRecord } from '#main/queries/raw'
import { runCell } from '#main/sql-cell/cell'
import { SQL_VIEW_VERSION } from '#main/sql-cell/relations/all'
import { SCHEMA_VERSION } from '#main/store/schema'
import type { OpenCase } from './open-case'
import { cellCaseOf } from './sql'

/** Shape: event key → its record: of an evidence file, or of an event that was stated by hand. */
export async function rawOf(
  { store, folder, journal }: OpenCase,
  key: string,
  context: number,
  signal?: AbortSignal,
): Promise<RawRecord> {
  return manualRecord(journal.state, key) ?? rawRecord(store, folder.evidenceDir, key, context, { signal })
}

export function questionsOf(open: OpenCase): Questions {
  const { store, journal } = open
  return {
    viewVersion: SCHEMA_VERSION,
    event: (key, signal) => eventByKey(store, key, { signal }),
    raw: (key, signal) => rawOf(open, key, 0, signal),
    pivot: (query, signal) => pivot(store, query, { signal }),
    sqlViewVersion: SQL_VIEW_VERSION,
    sql: (statement, signal) => runCell(cellCaseOf(open), { statement, settled: true }, signal),
    fileName: (sha256) => journal.state.evidence.find((record) => record.sha256 === sha256)?.name ?? null,
  }
}
