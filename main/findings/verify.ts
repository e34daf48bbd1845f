/** Checking citations: every record is read again, every number counted again, and what differs is said. */
import { Fault } from '#contract/errors'
import type { AggregateCitation, Citation, CitationState, Entry, RowCitation, SqlCitation } from '#contract/notebook'
import { EVERYTHING, type Selection } from '#contract/selection'
import { canonicalDigest, canonicalJson } from '#main/journal/canonical'
import { bytesDigest, fieldsOf, rowsOf } from './cite'
import type { Questions } from './questions'

type Verdict = Pick<CitationState, 'state' | 'why'>

/**
 * Check every citation of the entries that are not removed, in their order.
 *
 * Errors: the signal's reason once it is aborted.
 */
export async function* verifyAll(ask: Questions, entries: readonly Entry[], signal?: AbortSignal): AsyncGenerator<CitationState> {
  for (const entry of entries) {
    if (entry.removed) continue
    for (const citation of entry.citations) {
      signal?.throwIfAborted()
      yield { entry: entry.id, citation: citation.id, ...(await verifyCitation(ask, citation, signal)) }
    }
  }
}

/**
 * Check one citation.
 *
 * Shape: citation → `verified` the same bytes, fields, rows · `changed` they differ · `missing` the record is no longer to be had ·
 *        `engine-differs` they differ and another layout of the event view made them; `why` in plain words.
 */
export async function verifyCitation(ask: Questions, citation: Citation, signal?: AbortSignal): Promise<Verdict> {
  try {
    return await checkOf(ask, citation, signal)
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    if (error instanceof Fault) return { state: 'missing', why: error.message }
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { state: 'missing', why: 'The evidence file is not in the case.' }
    throw error
  }
}

function checkOf(ask: Questions, citation: Citation, signal?: AbortSignal): Promise<Verdict> {
  switch (citation.kind) {
    case 'row':
      return verifyRow(ask, citation, signal)
    case 'aggregate':
      return verifyAggregate(ask, citation, signal)
    case 'sql':
      return verifySql(ask, citation, signal)
  }
}

async function verifyRow(ask: Questions, citation: RowCitation, signal?: AbortSignal): Promise<Verdict> {
  const raw = await ask.raw(citation.event_key, signal)
  if (bytesDigest(raw) !== citation.bytes_sha256)
    return { state: 'changed', why: 'The bytes of the record are not those that were cited.' }
  if (!raw.verified)
    return { state: 'changed', why: 'The record is the same, but its evidence file is no longer the one that was added.' }
  const fields = fieldsOf(await ask.event(citation.event_key, signal))
  if (canonicalDigest(fields) === citation.fields_sha256) {
    return { state: 'verified', why: 'The same bytes are in the same file and are read the same way.' }
  }
  const differences = citation.fields === undefined ? 'its fields differ' : fieldDifferences(citation.fields, fields)
  const why = `The bytes are the same, but they are read differently now: ${differences}.`
  return { state: engineDiffers(ask, citation.view_version) ? 'engine-differs' : 'changed', why }
}

const engineDiffers = (ask: Questions, version: number | undefined): boolean =>
  version !== undefined && version !== ask.viewVersion

const SAID = 4

function fieldDifferences(before: Record<string, unknown>, now: Record<string, unknown>): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort()
  const changed = names.filter((name) => canonicalJson(before[name] ?? null) !== canonicalJson(now[name] ?? null))
  if (changed.length === 0) return 'a field was added or taken away'
  const said = changed.slice(0, SAID).map((name) => `${name} was ${shown(before[name])}, is ${shown(now[name])}`)
  return changed.length > SAID ? `${said.join('; ')}; and ${changed.length - SAID} more` : said.join('; ')
}

function shown(value: unknown): string {
  const text = value === undefined || value === null ? 'empty' : typeof value === 'string' ? value : canonicalJson(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

async function verifyAggregate(ask: Questions, citation: AggregateCitation, signal?: AbortSignal): Promise<Verdict> {
  const result = await ask.pivot(citation.query, signal)
  const rows = rowsOf(result)
  const sameRows = canonicalDigest(rows) === citation.rows_sha256
  if (sameRows && result.total === citation.total) {
    return (
      (await spoilt(ask, citation.query.selection, signal)) ?? { state: 'verified', why: 'Counted again with the same result.' }
    )
  }
  const why = `Counted again, it is not the same: ${rowDifferences(citation, rows, result.total)}.`
  return { state: engineDiffers(ask, citation.view_version) ? 'engine-differs' : 'changed', why }
}

/** WHY: events are read once and kept; a number drawn from them stays the same though the file they came from was altered since. */
async function spoilt(ask: Questions, selection: Selection, signal?: AbortSignal): Promise<Verdict | null> {
  const file = await ask.spoiltFile(selection, signal)
  if (file === null) return null
  const says = file.state === 'missing' ? 'is not in the case any more' : 'is no longer the one that was added'
  return { state: file.state, why: `The result is the same, but the evidence file ${file.name} that it was drawn from ${says}.` }
}

async function verifySql(ask: Questions, citation: SqlCitation, signal?: AbortSignal): Promise<Verdict> {
  const { columns, rows, sha256 } = await ask.sql(citation.statement, signal)
  if (sha256 === citation.rows_sha256) {
    // WHY: what a statement reads is not known before it runs; it may be any file.
    return (await spoilt(ask, EVERYTHING, signal)) ?? { state: 'verified', why: 'Asked again with the same result.' }
  }
  const names = canonicalJson(columns) === canonicalJson(citation.columns) ? [] : ['its columns are others']
  const why = `Asked again, it is not the same: ${[...names, rowDifferences(citation, rows)].join('; ')}.`
  return { state: citation.view_version === ask.sqlViewVersion ? 'changed' : 'engine-differs', why }
}

function rowDifferences(
  citation: Pick<AggregateCitation | SqlCitation, 'row_count'> & { frozen: readonly unknown[][]; total?: number },
  rows: readonly unknown[][],
  total?: number,
): string {
  const said: string[] = []
  if (total !== citation.total) said.push(`the total was ${citation.total}, is ${total}`)
  if (rows.length !== citation.row_count) said.push(`there were ${citation.row_count} rows, there are ${rows.length}`)
  const index = citation.frozen.findIndex((row, at) => canonicalJson(row) !== canonicalJson(rows[at] ?? null))
  if (index >= 0) said.push(`row ${index + 1} was ${cells(citation.frozen[index])}, is ${cells(rows[index])}`)
  return said.join('; ') || `a row after the first ${citation.frozen.length} differs`
}

const cells = (row: readonly unknown[] | undefined): string =>
  row === undefined ? 'not there' : row.map((cell) => shown(cell)).join(' · ')
