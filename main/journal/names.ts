/** How the objects, files and people that operations name by id are called in a sentence. */
import { accessText } from './access'
import { authorLabel } from './fold'
import type { KnownOperation } from './operation'
import type { JournalState } from './projection'
import type { History } from './standing'

const LONGEST = 80

/** Shape: text → one line of at most 80 characters, control characters shown as spaces. */
export function short(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}

export const count = (number: number, one: string, many: string): string =>
  `${String(number).replace(/\B(?=(\d{3})+$)/g, ',')} ${number === 1 ? one : many}`

/** Names that payloads refer to by id. */
export interface Names {
  file(sha256: string): string
  entry(id: string): string
  access(id: string): string
  citation(entry: string, id: string): string
  records(sha256: string): number | null
  author(fingerprint: string): string
  /** What an operation did, in its own sentence. */
  operation(id: string): string
  /** Of an object as `touches.ts` names it. */
  object(object: string): string
}

/** Shape: history and its state, records of a file (null = not known), the sentence of an operation → names. */
export function namesOf(
  history: History,
  state: JournalState,
  recordsOf: (sha256: string) => number | null = () => null,
  sentence: (operation: KnownOperation) => string = ({ kind }) => kind,
): Names {
  const files = new Map<string, string>()
  const entries = new Map<string, string>()
  const accesses = new Map<string, string>()
  const labels = new Map<string, string>()
  const known = new Map(history.known.map((operation) => [operation.id, operation]))
  for (const { kind, payload } of history.known) {
    if (kind === 'evidence.added') files.set(payload.sha256, short(payload.name))
    if (kind === 'entry.created') entries.set(payload.id, `the ${payload.kind} “${short(payload.title)}”`)
    if (kind === 'access.added') accesses.set(payload.id, `the access ${short(accessText(payload))}`)
    if (kind === 'entry.cited') labels.set(payload.citation.id, payload.citation.label)
  }
  for (const row of state.access) accesses.set(row.id, `the access ${short(accessText(row))}`)
  for (const entry of state.entries) entries.set(entry.id, `the ${entry.kind} “${short(entry.title)}”`)
  const names: Names = {
    file: (sha256) => files.get(sha256) ?? `a file that is not here (${sha256.slice(0, 12)}…)`,
    entry: (id) => entries.get(id) ?? 'an entry that is not here',
    access: (id) => accesses.get(id) ?? 'an access that is not here',
    citation: (_, id) => labels.get(id) ?? 'a citation',
    records: recordsOf,
    author: (fingerprint) => authorLabel(fingerprint, state.authors),
    operation: (id) => {
      const operation = known.get(id)
      // WHY: an undoing of an undoing is named as such; a chain of them has no end that anybody would read.
      return operation === undefined
        ? 'an operation that is not here'
        : operation.kind === 'operation.undone'
          ? 'an undoing'
          : sentence(operation)
    },
    object: (object) => objectName(object, names),
  }
  return names
}

function objectName(object: string, names: Names): string {
  const slash = object.indexOf('/')
  const id = object.slice(slash + 1)
  switch (object.slice(0, slash)) {
    case 'case':
      return 'the case'
    case 'entry':
      return names.entry(id)
    case 'access':
      return names.access(id)
    case 'evidence': {
      const [sha256, ...member] = id.split('!')
      return `${names.file(sha256!)}${member.length === 0 ? '' : `!${short(member.join('!'))}`}`
    }
    default:
      return `${object.slice(0, slash)} ${short(id)}`
  }
}
