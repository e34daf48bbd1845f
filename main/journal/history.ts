/** The journal in plain words, newest first, for the history view. */
import type { JournalLine } from '#contract/notebook'
import { accessText } from './access'
import { stampTime } from './clock'
import { differencesOf } from './differences'
import { authorLabel, stated } from './fold'
import { count, namesOf, short, type Names } from './names'
import type { KnownOperation, Operation } from './operation'
import type { OperationKind, PayloadOf } from './operation-kinds'
import type { JournalState } from './projection'
import { historyOf } from './standing'
import { canBeUndone } from './undo'

const networks = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.map(short).join(', '))

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

function accessChanged({ id, ...payload }: PayloadOf<'access.changed'>, names: Names): string {
  const fields = Object.entries(payload).filter(([, value]) => value !== undefined)
  return `changed the ${fields.map(([field]) => field.replaceAll('_', ' ')).join(', ') || 'nothing'} of ${names.access(id)}`
}

/** What an operation of each kind did, as the rest of a sentence that begins with its author. */
const SENTENCES: { [K in OperationKind]: (payload: PayloadOf<K>, names: Names) => string } = {
  'replica.opened': (payload) =>
    payload.display_name === '' ? 'began to edit this copy' : `began to edit this copy as ${short(payload.display_name)}`,
  'author.named': ({ author, name, same_as: sameAs }, names) =>
    [
      ...(name === undefined
        ? []
        : [
            name === null
              ? `took back the name of key ${author.slice(0, 8)}`
              : `calls key ${author.slice(0, 8)} “${short(name)}”`,
          ]),
      ...(sameAs === undefined
        ? []
        : [
            sameAs === null
              ? `holds key ${author.slice(0, 8)} for a person of its own`
              : `holds key ${author.slice(0, 8)} for another of ${names.author(sameAs)}`,
          ]),
    ].join('; ') || 'named nobody',
  'case.created': (payload) => `made the case “${short(payload.name)}”, home networks ${networks(payload.home_networks)}`,
  'case.set': (payload) => settings(payload),
  'evidence.added': (payload, names) => added(payload, names),
  'evidence.set': (payload, names) => `read ${names.file(payload.sha256)}${member(payload)} with ${options(payload.options)}`,
  'evidence.custody': ({ sha256, ...fields }, names) =>
    `stated of ${names.file(sha256)}: ${Object.entries(stated(fields))
      .map(([field, value]) => `${field.replaceAll('_', ' ')} ${short(String(value ?? 'nothing'))}`)
      .join(', ')}`,
  'evidence.excluded': (payload, names) =>
    payload.reason === null
      ? `took in ${names.file(payload.sha256)}${member(payload)} again`
      : `left out ${names.file(payload.sha256)}${member(payload)}: ${short(payload.reason)}`,
  'entry.created': (payload) => `wrote the ${payload.kind} “${short(payload.title)}”`,
  'entry.changed': (payload, names) => changed(payload, names),
  'entry.removed': (payload, names) => `removed ${names.entry(payload.id)}`,
  'entry.cited': (payload, names) => cited(payload, names),
  'entry.uncited': (payload, names) =>
    `took ${names.citation(payload.entry, payload.citation)} out of ${names.entry(payload.entry)}`,
  'event.added': (payload) => `added an event at ${payload.ts}: ${short(payload.message)}`,
  'event.tagged': (payload) => `tagged ${count(payload.keys.length, 'event', 'events')} “${short(payload.tag)}”`,
  'event.untagged': (payload) => `took the tag “${short(payload.tag)}” off ${count(payload.keys.length, 'event', 'events')}`,
  'operation.undone': (payload, names) => `undid: ${names.operation(payload.operation)}`,
  'conflict.resolved': (payload, names) =>
    `settled the ${short(payload.field)} of ${names.object(payload.object)}, which had been decided in two ways`,
  'merge.made': (payload, names) =>
    `took in ${count(payload.operations.length, 'operation', 'operations')} of a bundle signed by ${names.author(payload.signer)}`,
  'access.added': (payload) =>
    `stated the access ${short(accessText(payload))}${payload.attested_by === '' ? '' : `, attested by ${short(payload.attested_by)}`}`,
  'access.changed': (payload, names) => accessChanged(payload, names),
  'access.removed': (payload, names) => `took ${names.access(payload.id)} out of the register`,
  'explanation.set': (payload, names) => `marked ${names.entry(payload.id)} as ${payload.role}`,
  'observation.added': (payload) => `put the observation “${short(payload.text)}” before the explanations`,
  'observation.changed': (payload) => `reworded an observation: “${short(payload.text ?? '')}”`,
  'observation.removed': () => 'took an observation out of the explanations',
  'rating.made': (payload, names) =>
    payload.rating === null
      ? `took back a rating under ${names.entry(payload.explanation)}`
      : `rated an observation under ${names.entry(payload.explanation)}`,
  'ratings.revealed': () => 'revealed their ratings of explanations',
  'detector.set': ({ id, params }) =>
    params === null
      ? `took the usual thresholds of the detector ${short(id)} again`
      : `set thresholds of the detector ${short(id)}: ${short(
          Object.entries(params)
            .map(([name, value]) => `${name} ${value}`)
            .join(', '),
        )}`,
  'detection.dismissed': ({ detector, key, reason }) =>
    reason === null
      ? `took back the dismissal of ${short(detector)} ${short(key)}`
      : `dismissed ${short(detector)} ${short(key)}: ${short(reason)}`,
  'export.made': (payload) =>
    `exported the ${short(payload.what)} ${short(payload.path_name)} (SHA-256 ${payload.sha256.slice(0, 12)}…)`,
}

const summarise = ({ kind, payload }: KnownOperation, names: Names): string =>
  (SENTENCES[kind] as (payload: unknown, names: Names) => string)(payload, names)

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
  const history = historyOf(journal.operations())
  const known = new Map(history.known.map((operation) => [operation.id, operation]))
  const names = namesOf(history, state, recordsOf, (operation) => summarise(operation, names))
  const damaged = journal.damage.map(({ name, line, why }) => {
    const summary = `line ${line} of ${name} cannot be trusted: ${why}`
    return { id: `${name}:${line}`, at: '', author: name.slice(0, 32), kind: 'damaged', summary, verified: false }
  })
  const differences = differencesOf(history)
  const tell = (operation: Operation): JournalLine => {
    const reading = known.get(operation.id)
    const summary =
      reading === undefined ? `something this version does not know (${short(operation.kind)})` : summarise(reading, names)
    return {
      ...{ id: operation.id, at: stampTime(operation.hlc), author: authorLabel(operation.author, state.authors) },
      ...{ kind: operation.kind, summary, verified: true, changes: differences.get(operation.id) ?? [] },
      undone_by: history.aside.get(operation.id) ?? null,
      can_undo: reading !== undefined && canBeUndone(reading, history),
    }
  }
  return [
    ...damaged,
    ...history.all
      .slice(Math.max(0, history.all.length - limit))
      .reverse()
      .map(tell),
  ]
}
