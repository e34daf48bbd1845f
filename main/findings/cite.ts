/** Making a citation: the record's bytes and fields, or the number's query and rows, frozen with their digests. */
import { parseEventKey, type EventRow } from '#contract/event'
import { fault } from '#contract/errors'
import type { AggregateCitation, CiteRequest, RowCitation, SqlCitation } from '#contract/notebook'
import type { PivotQuery, PivotResult, RawRecord } from '#contract/query'
import { canonicalDigest, sha256Hex } from '#main/journal/canonical'
import type { Questions } from './questions'

/** Characters of a record that are kept as text (chosen): a page of text; a record may be as long as its file. */
const RAW_KEPT = 16_384
/** Rows of a number that are kept to be read and printed (chosen); the digest is over all rows. */
export const FROZEN_ROWS = 50

type Unlabelled<T> = Omit<T, 'id' | 'label'>
export type UnlabelledCitation = Unlabelled<RowCitation> | Unlabelled<AggregateCitation> | Unlabelled<SqlCitation>

/** Shape: what to cite → everything of a citation but its id and label. */
export function cite(ask: Questions, request: CiteRequest, signal?: AbortSignal): Promise<UnlabelledCitation> {
  switch (request.kind) {
    case 'row':
      return citeRow(ask, request.event_key, signal)
    case 'aggregate':
      return citeAggregate(ask, request.title, request.query, signal)
    case 'sql':
      return citeSql(ask, request.title, request.statement, signal)
  }
}

/** Shape: event → what was read from its record; `event_id` is no part of it, since a rebuild gives another. */
export function fieldsOf(event: EventRow): Record<string, unknown> {
  const { event_id: _, ...fields } = event
  return fields
}

/** Shape: raw record → SHA-256 of its bytes. */
export function bytesDigest(raw: RawRecord): string {
  if (raw.bytes_sha256 !== undefined) return raw.bytes_sha256
  return raw.hex === undefined ? sha256Hex(raw.raw) : sha256Hex(Buffer.from(raw.hex, 'hex'))
}

async function citeRow(ask: Questions, key: string, signal?: AbortSignal): Promise<Unlabelled<RowCitation>> {
  const event = await ask.event(key, signal)
  const raw = await ask.raw(key, signal)
  const fields = fieldsOf(event)
  return {
    kind: 'row',
    event_key: event.event_key,
    sha256: raw.sha256,
    file_name: ask.fileName(raw.sha256) ?? raw.evidence,
    member: parseEventKey(event.event_key)?.member ?? raw.member,
    line: raw.line,
    byte_offset: raw.byte_offset,
    byte_length: raw.byte_length,
    bytes_sha256: bytesDigest(raw),
    fields_sha256: canonicalDigest(fields),
    raw: raw.raw.slice(0, RAW_KEPT),
    summary: summaryOf(event),
    ts: event.ts,
    fields,
    view_version: ask.viewVersion,
  }
}

/** Shape: event → one line for people: its message, or its name and who talked to whom. */
export function summaryOf(event: EventRow): string {
  const end = (ip: string | null, port: number | null) => {
    if (ip === null) return null
    const address = ip.includes(':') && port !== null ? `[${ip}]` : ip
    return port === null ? address : `${address}:${port}`
  }
  const client = end(event.client_ip, event.client_port)
  const server = end(event.server_ip, event.server_port)
  const written = [end(event.src_ip, event.src_port), end(event.dst_ip, event.dst_port)]
  const ends = (client !== null && server !== null ? [client, server] : written).filter((side) => side !== null)
  return [event.name, ends.join(' → '), event.message ?? ''].filter((part) => part !== '').join(' · ')
}

/** Shape: pivot result → its rows as lists of cells: the key, the start of the bin where there is one, the value. */
export function rowsOf(result: PivotResult): (string | number | null)[][] {
  return result.rows.map((row) => [...row.key, ...(row.binUs === undefined ? [] : [row.binUs]), row.value])
}

async function citeAggregate(
  ask: Questions,
  title: string,
  query: PivotQuery,
  signal?: AbortSignal,
): Promise<Unlabelled<AggregateCitation>> {
  const result = await ask.pivot(query, signal)
  const rows = rowsOf(result)
  const rows_sha256 = canonicalDigest(rows)
  const pinned = pinnedQuery(query, result)
  const samePinned = pinned !== query && canonicalDigest(rowsOf(await ask.pivot(pinned, signal))) === rows_sha256
  return {
    kind: 'aggregate',
    title,
    query: samePinned ? pinned : query,
    view_version: ask.viewVersion,
    rows_sha256,
    row_count: rows.length,
    total: result.total,
    frozen: rows.slice(0, FROZEN_ROWS),
  }
}

/** Errors: SQL-012 a result of which only a part is known. */
async function citeSql(ask: Questions, title: string, statement: string, signal?: AbortSignal): Promise<Unlabelled<SqlCitation>> {
  const { columns, rows, sha256 } = await ask.sql(statement, signal)
  if (sha256 === null) throw fault('SQL-012', { rows: rows.length })
  return {
    kind: 'sql',
    title,
    statement,
    view_version: ask.sqlViewVersion,
    rows_sha256: sha256,
    row_count: rows.length,
    columns,
    frozen: rows.slice(0, FROZEN_ROWS),
  }
}

/** WHY: "the last 24 hours" moves when later evidence is added; what is cited is the window that was seen. */
function pinnedQuery(query: PivotQuery, { fromUs, toUs }: PivotResult): PivotQuery {
  if (query.selection.window.kind !== 'last' || fromUs === null || toUs === null) return query
  return { ...query, selection: { ...query.selection, window: { kind: 'between', fromUs, toUs } } }
}
