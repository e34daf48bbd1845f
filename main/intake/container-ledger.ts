/** What is kept of a container that was read to its end: its own result and those of its members, the unread ones included. */
import type { FileResult } from '#contract/evidence'
import { TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'

const KEY = 'container:'
export const containerKey = (sha256: string): string => `${KEY}${sha256}`

export interface ContainerRow {
  /** What it was read with; equal text means the same members, read the same way. */
  plan: string
  /** The container first, then its members in their order. */
  results: FileResult[]
}

/** Shape: evidence → what was kept of it, or null where it is no container or was not read to its end. */
export async function containerRow(store: Store, sha256: string): Promise<ContainerRow | null> {
  const row = await store.first(sql`SELECT value FROM meta WHERE key = ${containerKey(sha256)}`, { value: TEXT })
  return row === undefined ? null : (JSON.parse(row.value) as ContainerRow)
}

/** Shape: every container of the case, by its SHA-256. */
export async function containerRows(store: Store): Promise<Map<string, ContainerRow>> {
  const rows = await store.all(sql`SELECT key, value FROM meta WHERE starts_with(key, ${KEY})`, { key: TEXT, value: TEXT })
  return new Map(rows.map(({ key, value }) => [key.slice(KEY.length), JSON.parse(value) as ContainerRow]))
}

export async function keepContainer(store: Store, sha256: string, row: ContainerRow): Promise<void> {
  await store.transaction(async (transaction) => {
    await transaction.run(sql`DELETE FROM meta WHERE key = ${containerKey(sha256)}`)
    await transaction.run(sql`INSERT INTO meta VALUES (${containerKey(sha256)}, ${JSON.stringify(row)})`)
  })
}
