/** The events in view as a file, in time order: CSV that a spreadsheet cannot mistake for formulas, JSON lines, or Parquet. */
import { open, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fault } from '#contract/errors'
import { EventRow } from '#contract/event'
import type { ExportFormat } from '#contract/query'
import type { Selection } from '#contract/selection'
import type { Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { eventBatches } from './event-rows'
import { sha256OfFile } from './file-digest'
import { writeParquet } from './parquet'
import { whereOf } from './selection'

export interface Exported {
  path: string
  rows: number
  sha256: string
}

const COLUMNS = Object.keys(EventRow.shape) as (keyof EventRow)[]
/** A cell that begins like this would be a formula, or be moved into another cell, in a spreadsheet. Source: OWASP, CSV Injection. */
const FORMULA = /^[=+\-@\t\r]/

/** Shape: value → CSV cell by RFC 4180; text that could be a formula gets an apostrophe before it. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const csvLine = (event: EventRow): string => `${COLUMNS.map((column) => csvCell(event[column])).join(',')}\r\n`
const jsonLine = (event: EventRow): string => `${JSON.stringify(event)}\n`

async function writeLines(store: Store, condition: Sql, format: 'csv' | 'jsonl', path: string, asking: Asking): Promise<number> {
  const handle = await open(path, 'wx', 0o600)
  const line = format === 'csv' ? csvLine : jsonLine
  let rows = 0
  try {
    if (format === 'csv') await handle.writeFile(`${COLUMNS.join(',')}\r\n`)
    await eventBatches(
      store,
      condition,
      async (events) => {
        rows += events.length
        await handle.writeFile(events.map(line).join(''))
      },
      asking,
    )
    await handle.sync()
    return rows
  } finally {
    await handle.close()
  }
}

/**
 * Write the events in view to a file; a file that is there is replaced once the new one is whole.
 *
 * Shape:  selection, format, path → path, rows, SHA-256 of the file. Columns and order as in the `events` view; `attrs` as JSON text.
 * Errors: QRY-001 for a filter that cannot be read; QRY-004 the file cannot be written; the signal's reason.
 */
export async function exportEvents(
  store: Store,
  selection: Selection,
  format: ExportFormat,
  path: string,
  asking: Asking = {},
): Promise<Exported> {
  const { condition } = await whereOf(store, selection, asking)
  const target = resolve(path)
  const draft = `${target}.${process.pid}.new`
  try {
    const rows =
      format === 'parquet'
        ? await writeParquet(store, condition, draft, asking)
        : await writeLines(store, condition, format, draft, asking)
    await rename(draft, target)
    return { path: target, rows, sha256: await sha256OfFile(target, asking.signal) }
  } catch (error) {
    await rm(draft, { force: true })
    if (typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error
    throw fault('QRY-004', { path: target, reason: (error as Error).message }, error)
  }
}
