/** The chain of custody of one evidence file, from the words of those who had it and from the journal. */
import type { Custody, CustodyStep } from '#contract/custody'
import { stampTime } from './clock'
import { authorLabel } from './fold'
import type { KnownOperation } from './operation'
import type { JournalState } from './projection'
import { standingOperations, type History } from './standing'

/** What leaves the case with every evidence file in it. */
const GIVES_EVIDENCE_AWAY: ReadonlySet<string> = new Set(['bundle'])

/**
 * Tell the chain of custody.
 *
 * Shape: history, its state, hash of a file → what is stated of it and every step in order: acquired, received, added, read otherwise,
 *        left out or taken in again, and each export since that gave it away. Null where the case does not have it.
 */
export function custodyOf(history: History, state: JournalState, sha256: string): Custody | null {
  const record = state.evidence.find((candidate) => candidate.sha256 === sha256)
  if (record === undefined) return null
  const steps: CustodyStep[] = []
  let isHere = false
  for (const operation of standingOperations(history)) {
    const what = stepOf(operation, sha256, isHere)
    if (operation.kind === 'evidence.added' && operation.payload.sha256 === sha256) isHere = true
    const who = authorLabel(operation.author, state.authors)
    const kind = operation.kind === 'export.made' ? 'export' : 'done'
    if (what !== null) steps.push({ at: stampTime(operation.hlc), who, what, kind })
  }
  return { sha256, fields: record.custody, steps: [...statedSteps(record.custody), ...steps] }
}

function statedSteps(fields: Custody['fields']): CustodyStep[] {
  const { acquired_by: by, acquired_where: where, acquired_how: how, acquired_at: at } = fields
  const acquired = [where === '' ? '' : `at ${where}`, how === '' ? '' : `with ${how}`].filter((part) => part !== '')
  const { received_from: from, received_at: receivedAt } = fields
  return [
    ...(by === '' && acquired.length === 0 && at === null
      ? []
      : [{ at, who: by, what: ['acquired', ...acquired].join(' '), kind: 'stated' as const }]),
    ...(from === '' && receivedAt === null
      ? []
      : [{ at: receivedAt, who: '', what: from === '' ? 'received' : `received from ${from}`, kind: 'stated' as const }]),
  ]
}

function stepOf(operation: KnownOperation, sha256: string, isHere: boolean): string | null {
  switch (operation.kind) {
    case 'evidence.added':
      if (operation.payload.sha256 !== sha256) return null
      return `added from ${operation.payload.path}${operation.payload.in_place ? ', kept in place' : ', copied'}`
    case 'evidence.excluded':
      if (operation.payload.sha256 !== sha256 || operation.payload.member !== undefined) return null
      return operation.payload.reason === null ? 'taken in again' : `left out: ${operation.payload.reason}`
    case 'export.made':
      if (!isHere || !GIVES_EVIDENCE_AWAY.has(operation.payload.what)) return null
      return `left the case in the ${operation.payload.what} ${operation.payload.path_name} (SHA-256 ${operation.payload.sha256})`
    default:
      return null
  }
}
