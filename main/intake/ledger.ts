/** The rows that say which sources are in, and how far: `source` and `batch`. */
import type { FileResult } from '#contract/evidence'
import type { FormatId } from '#contract/formats'
import { BOOLEAN, COUNT, nullable, TEXT } from '#main/store/rows'
import { REPEATABLE_TABLES, repeatTable } from '#main/store/columns'
import { sql, type Sql } from '#main/store/sql'
import type { Store } from '#main/store/store'
import type { FormatDefinition } from '#main/formats/kit/format'
import { attrKeys } from './attr-packer'
import { containerKey } from './container-ledger'

/** WHY: event ids of a source lie in a range of its own, so that a load that was cut off gives the same ids when it is taken up again. */
export const EVENT_IDS_PER_SOURCE = 2 ** 32
/** The member of a file that is no container. */
export const PLAIN_MEMBER = '-'

export interface SourceRow {
  sourceId: number
  /** What the source was read with, as text: equal text means the same batches. */
  plan: string
  complete: boolean
  result: FileResult | null
}

/** A source by its evidence and the member's address; `PLAIN_MEMBER` where the evidence is no container. */
export interface SourceId {
  sha256: string
  member: string
}

/** Shape: evidence × member → its row, or null where it is not in. */
export async function sourceOf(store: Store, sha256: string, member: string = PLAIN_MEMBER): Promise<SourceRow | null> {
  const row = await store.first(
    sql`SELECT source_id, options AS plan, complete, result FROM source WHERE sha256 = ${sha256} AND member = ${encodeURIComponent(member)}`,
    { source_id: COUNT, plan: TEXT, complete: BOOLEAN, result: nullable(TEXT) },
  )
  if (row === undefined) return null
  const result = row.result === null ? null : (JSON.parse(row.result) as FileResult)
  return { sourceId: row.source_id, plan: row.plan, complete: row.complete, result }
}

/** Shape: → the id of the next source. */
export async function nextSourceId(store: Store): Promise<number> {
  const { last } = (await store.first(sql`SELECT coalesce(max(source_id), 0) AS last FROM source`, { last: COUNT }))!
  return last + 1
}

/** Shape: a new source → the statement that begins it; it counts as unfinished until `finishSource`. */
export function beginSource(sourceId: number, id: SourceId, format: FormatDefinition, plan: string): Sql {
  const firstEvent = sourceId * EVENT_IDS_PER_SOURCE
  return sql`INSERT INTO source (source_id, sha256, member, format, record_unit, layout, attr_keys, options, complete,
    first_event_id, next_event_id) VALUES (${sourceId}, ${id.sha256}, ${encodeURIComponent(id.member)}, ${format.id}, ${format.recordUnit},
    ${JSON.stringify(format.attrs ?? {})}, [${sql.join(attrKeys(format.attrs ?? {}))}], ${plan}, false, ${firstEvent}, ${firstEvent})`
}

export async function finishSource(store: Store, sourceId: number, sensorId: number, result: FileResult): Promise<void> {
  await store.run(sql`UPDATE source SET complete = true, result = ${JSON.stringify(result)}, sensor = ${sensorId === 0 ? null : sensorId},
    next_event_id = first_event_id + ${result.events} WHERE source_id = ${sourceId}`)
}

/** Shape: source → ordinals of the batches that are in. */
export async function batchesIn(store: Store, sourceId: number): Promise<Set<number>> {
  const rows = await store.all(sql`SELECT ordinal FROM batch WHERE source_id = ${sourceId}`, { ordinal: COUNT })
  return new Set(rows.map((row) => row.ordinal))
}

/** Tables whose rows belong to one source. */
export const TABLES_BY_SOURCE: readonly string[] = [
  ...['event_settled', 'event_unsettled', 'event_open', ...REPEATABLE_TABLES.map(repeatTable)],
  ...['reject', 'fact', 'batch', 'source'],
]

/**
 * Take a source out of the case database: its events, rejects, facts and ledger rows. Its evidence file stays. What is derived must be
 * derived again. Without a member everything of the evidence is taken out.
 */
export async function deleteSource(store: Store, sha256: string, member?: string): Promise<boolean> {
  const encoded = member === undefined ? null : encodeURIComponent(member)
  const rows = await store.all(
    sql`SELECT source_id FROM source WHERE sha256 = ${sha256} AND (${encoded}::VARCHAR IS NULL OR member = ${encoded})`,
    { source_id: COUNT },
  )
  await store.transaction(async (transaction) => {
    if (member === undefined) await transaction.run(sql`DELETE FROM meta WHERE key = ${containerKey(sha256)}`)
    for (const { source_id } of rows)
      for (const table of TABLES_BY_SOURCE)
        await transaction.run(sql`DELETE FROM ${sql.raw(table)} WHERE source_id = ${source_id}`)
  })
  return rows.length > 0
}

/** Sources whose load was cut off; loading them again brings what is missing. */
export async function unfinishedSources(store: Store): Promise<{ sha256: string; format: FormatId }[]> {
  const rows = await store.all(sql`SELECT sha256, format FROM source WHERE NOT complete ORDER BY source_id`, {
    sha256: TEXT,
    format: TEXT,
  })
  return rows as { sha256: string; format: FormatId }[]
}
