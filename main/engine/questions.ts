/** The questions that citations and reports ask of an open case. */
import { Fault } from '#contract/errors'
import type { RawRecord } from '#contract/query'
import type { Selection } from '#contract/selection'
import type { Questions, SpoiltFile } from '#main/findings/questions'
import { evidencePlace } from '#main/intake/files'
import { sha256OfFile } from '#main/queries/file-digest'
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

async function spoiltFile(
  { store, folder, journal }: OpenCase,
  selection: Selection,
  signal?: AbortSignal,
): Promise<SpoiltFile | null> {
  const { rows } = await pivot(store, { by: ['evidence'], measure: 'count', order: 'count', selection }, { signal })
  const names = new Map(journal.state.evidence.map(({ sha256, name }) => [sha256, name]))
  for (const sha256 of rows.map(({ key }) => String(key[0])).sort()) {
    const name = names.get(sha256)
    const state = name === undefined ? null : await stateOf(folder.evidenceDir, sha256, signal)
    if (name !== undefined && state !== null) return { name, state }
  }
  return null
}

async function stateOf(evidenceDir: string, sha256: string, signal?: AbortSignal): Promise<SpoiltFile['state'] | null> {
  try {
    const { path } = await evidencePlace(evidenceDir, sha256)
    return (await sha256OfFile(path, signal)) === sha256 ? null : 'changed'
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof Fault) return 'missing'
    throw error
  }
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
    spoiltFile: (selection, signal) => spoiltFile(open, selection, signal),
    fileName: (sha256) => journal.state.evidence.find((record) => record.sha256 === sha256)?.name ?? null,
  }
}
