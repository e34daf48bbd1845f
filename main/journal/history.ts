/** The journal in plain words, newest first, for the history view. */
import type { JournalLine } from '#contract/notebook'
import { stampTime } from './clock'
import { authorLabel } from './fold'
import { knownOperation, type KnownOperation, type Operation } from './operation'
import type { PayloadOf } from './operation-kinds'
import type { JournalState } from './projection'

const LONGEST = 80

/** Shape: text → one line of at most 80 characters, control characters shown as spaces. */
function short(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}

const count = (number: number, one: string, many: string): string =>
  `${String(number).replace(/\B(?=(\d{3})+$)/g, ',')} ${number === 1 ? one : many}`

const networks = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.map(short).join(', '))

/** Names that payloads refer to by id. */
interface Names {
  file(sha256: string): string
  entry(id: string): string
  citation(entry: string, id: string): string
  records(sha256: string): number | null
}

function settings(payload: PayloadOf<'case.set'>): string {
  const said: string[] = []
  if (payload.name !== undefined) said.push(`named the case “${short(payload.name)}”`)
  if (payload.home_networks !== undefined) said.push(`stated home networks ${networks(payload.home_networks)}`)
  if (payload.display_zone !== undefined) said.push(`shows times in ${short(payload.display_zone)}`)
  if (payload.tlp !== undefined) said.push(`marked the case ${payload.tlp}`)
  return said.join('; ') || 'changed nothing'
}

function options(payload: PayloadOf<'evidence.set'>['options']): string {
  const said: string[] = []
  if (payload.format !== undefined) said.push(`format ${payload.format}`)
  if (payload.zone !== undefined) said.push(`zone ${short(payload.zone)}`)
  if (payload.year !== undefined) said.push(`year ${payload.year}`)
  if (payload.sensor !== undefined) said.push(`sensor ${short(payload.sensor)}`)
  if (payload.skewSeconds !== undefined) said.push(`clock skew ${payload.skewSeconds} s`)
  return said.join(', ') || 'nothing'
}

/** The member of an archive that a decision is about, as its path ends. */
const member = (payload: { member?: string | undefined }): string =>
  payload.member === undefined ? '' : `!${short(payload.member)}`

function added(payload: PayloadOf<'evidence.added'>, names: Names): string {
  const records = names.records(payload.sha256)
  const detail = [
    payload.format ?? 'format not recognised',
    records === null ? count(payload.size_bytes, 'byte', 'bytes') : count(records, 'record', 'records'),
  ]
  return `added ${short(payload.name)} (${detail.join(', ')})${payload.in_place ? ', kept in place' : ''}`
}

function changed(payload: PayloadOf<'entry.changed'>, names: Names): string {
  const fields: string[] = []
  if (payload.title !== undefined) fields.push('title')
  if (payload.body !== undefined) fields.push('text')
  if (payload.tlp !== undefined) fields.push('mark')
  if (payload.control !== undefined) fields.push('control')
  return `changed the ${fields.join(', ') || 'nothing'} of ${names.entry(payload.id)}`
}

function cited({ entry, citation }: PayloadOf<'entry.cited'>, names: Names): string {
  const what =
    citation.kind === 'row'
      ? `${short(citation.file_name)}${citation.line === null ? '' : ` line ${citation.line}`}`
      : `“${short(citation.title)}”`
  return `cited ${what} as ${citation.label} in ${names.entry(entry)}`
}

function summarise(operation: KnownOperation, names: Names): string {
  const { kind, payload } = operation
  switch (kind) {
    case 'replica.opened':
      return payload.display_name === '' ? 'began to edit this copy' : `began to edit this copy as ${short(payload.display_name)}`
    case 'case.created':
      return `made the case “${short(payload.name)}”, home networks ${networks(payload.home_networks)}`
    case 'case.set':
      return settings(payload)
    case 'evidence.added':
      return added(payload, names)
    case 'evidence.set':
      return `read ${names.file(payload.sha256)}${member(payload)} with ${options(payload.options)}`
    case 'evidence.excluded':
      return payload.reason === null
        ? `took in ${names.file(payload.sha256)}${member(payload)} again`
        : `left out ${names.file(payload.sha256)}${member(payload)}: ${short(payload.reason)}`
    case 'entry.created':
      return `wrote the ${payload.kind} “${short(payload.title)}”`
    case 'entry.changed':
      return changed(payload, names)
    case 'entry.removed':
      return `removed ${names.entry(payload.id)}`
    case 'entry.cited':
      return cited(payload, names)
    case 'entry.uncited':
      return `took ${names.citation(payload.entry, payload.citation)} out of ${names.entry(payload.entry)}`
    case 'event.added':
      return `added an event at ${payload.ts}: ${short(payload.message)}`
    case 'event.tagged':
      return `tagged ${count(payload.keys.length, 'event', 'events')} “${short(payload.tag)}”`
    case 'event.untagged':
      return `took the tag “${short(payload.tag)}” off ${count(payload.keys.length, 'event', 'events')}`
    case 'export.made':
      return `exported the ${short(payload.what)} ${short(payload.path_name)} (SHA-256 ${payload.sha256.slice(0, 12)}…)`
  }
}

function namesOf(operations: readonly Operation[], state: JournalState, recordsOf: (sha256: string) => number | null): Names {
  const files = new Map(state.evidence.map((record) => [record.sha256, short(record.name)]))
  const entries = new Map(state.entries.map((entry) => [entry.id, `the ${entry.kind} “${short(entry.title)}”`]))
  const labels = new Map<string, string>()
  for (const operation of operations) {
    const known = operation.kind === 'entry.cited' ? knownOperation(operation) : null
    if (known?.kind === 'entry.cited') labels.set(known.payload.citation.id, known.payload.citation.label)
  }
  return {
    file: (sha256) => files.get(sha256) ?? `a file that is not here (${sha256.slice(0, 12)}…)`,
    entry: (id) => entries.get(id) ?? 'an entry that is not here',
    citation: (_, id) => labels.get(id) ?? 'a citation',
    records: recordsOf,
  }
}

/** What the history is told from; an open journal is one. */
export interface Chronicle {
  operations(): readonly Operation[]
  readonly state: JournalState
  readonly damage: readonly { name: string; line: number; why: string }[]
}

/**
 * Tell the history of a case.
 *
 * Shape: journal, how many lines there may be, records of an evidence file (null = not known) → lines, newest first; lines of the journal
 *        that are not as they were written come before all others, with `verified: false`.
 */
export function journalHistory(
  journal: Chronicle,
  limit: number,
  recordsOf: (sha256: string) => number | null = () => null,
): JournalLine[] {
  const { state } = journal
  const operations = journal.operations()
  const names = namesOf(operations, state, recordsOf)
  const damaged = journal.damage.map(({ name, line, why }) => {
    const summary = `line ${line} of ${name} cannot be trusted: ${why}`
    return { id: `${name}:${line}`, at: '', author: name.slice(0, 32), kind: 'damaged', summary, verified: false }
  })
  const told = operations
    .slice(Math.max(0, operations.length - limit))
    .reverse()
    .map((operation) => {
      const known = knownOperation(operation)
      const summary = known === null ? `something this version does not know (${short(operation.kind)})` : summarise(known, names)
      const author = authorLabel(operation.author, state.authors)
      return { id: operation.id, at: stampTime(operation.hlc), author, kind: operation.kind, summary, verified: true }
    })
  return [...damaged, ...told]
}
