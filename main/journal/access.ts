/** The access register's part of the fold: rows, their changes, without those that were removed. */
import { marksOf, type AccessFields, type AccessRow } from '#contract/access'
import { stampTime } from './clock'
import { authorLabel, stated, type OperationOf } from './fold'

type AccessOperation = OperationOf<'access.added' | 'access.changed' | 'access.removed'>

/** Shape: operations in order → rows in the order they were added; what was removed stays removed. */
export function foldAccess(operations: AccessOperation[], authors: ReadonlyMap<string, string>): AccessRow[] {
  const rows = new Map<string, AccessRow>()
  const removed = new Set<string>()
  for (const operation of operations) {
    if (operation.kind === 'access.removed') removed.add(operation.payload.id)
    if (operation.kind !== 'access.added' || rows.has(operation.payload.id)) continue
    const at = stampTime(operation.hlc)
    const author = authorLabel(operation.author, authors)
    rows.set(operation.payload.id, { ...operation.payload, author, added_at: at, changed_at: at, by_address_alone: [] })
  }
  // WHY: after all were added, so that a change dated before the adding (a clock that was set back) still finds its row.
  for (const operation of operations) {
    const row = rows.get(operation.payload.id)
    if (row === undefined || operation.kind !== 'access.changed') continue
    Object.assign(row, stated(operation.payload))
    const at = stampTime(operation.hlc)
    if (at > row.changed_at) row.changed_at = at
  }
  return [...rows.values()].filter(({ id }) => !removed.has(id)).map((row) => ({ ...row, by_address_alone: marksOf(row) }))
}

/** Shape: what a row states → `tcp/22 on 198.18.20.14 from 198.18.0.0/16`. */
export const accessText = ({ source, target, service }: Pick<AccessFields, 'source' | 'target' | 'service'>): string =>
  `${service} on ${target.join(', ')} from ${source.join(', ')}`
