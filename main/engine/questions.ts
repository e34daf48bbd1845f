/** The questions that citations and reports ask of an open case. */
import type { Questions } from '#main/findings/questions'
import { eventByKey } from '#main/queries/event'
import { pivot } from '#main/queries/pivot'
import { rawRecord } from '#main/queries/raw'
import { SCHEMA_VERSION } from '#main/store/schema'
import type { OpenCase } from './open-case'

export function questionsOf({ store, folder, journal }: OpenCase): Questions {
  return {
    viewVersion: SCHEMA_VERSION,
    event: (key, signal) => eventByKey(store, key, { signal }),
    raw: (key, signal) => rawRecord(store, folder.evidenceDir, key, 0, { signal }),
    pivot: (query, signal) => pivot(store, query, { signal }),
    fileName: (sha256) => journal.state.evidence.find((record) => record.sha256 === sha256)?.name ?? null,
  }
}
