/** The questions a citation asks of the case when it is made and when it is checked. */
import type { EventRow } from '#contract/event'
import type { PivotQuery, PivotResult, RawRecord } from '#contract/query'
import type { Selection } from '#contract/selection'
import type { SqlResult } from '#contract/sql'

/** An evidence file that is gone, or no longer the one that was added. */
export interface SpoiltFile {
  name: string
  state: 'changed' | 'missing'
}

export interface Questions {
  /** Layout of the event view the answers come from. */
  readonly viewVersion: number
  /** Errors: QRY-002 no such event. */
  event(key: string, signal?: AbortSignal): Promise<EventRow>
  /** The record's bytes read again from the evidence file. */
  raw(key: string, signal?: AbortSignal): Promise<RawRecord>
  pivot(query: PivotQuery, signal?: AbortSignal): Promise<PivotResult>
  /** Meaning of the views that SQL is asked of. */
  readonly sqlViewVersion: number
  /** The whole result of a statement, its rows in the one order there is. Errors: SQL-001 to SQL-011. */
  sql(statement: string, signal?: AbortSignal): Promise<SqlResult>
  /** A file that events of the selection come from and that is not what was added, or null where all of them are. */
  spoiltFile(selection: Selection, signal?: AbortSignal): Promise<SpoiltFile | null>
  /** Name of an evidence file as the journal tells it, or null. */
  fileName(sha256: string): string | null
}
