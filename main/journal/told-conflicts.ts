/** Conflicts in words people read. */
import type { Conflict, ConflictSide as ToldSide } from '#contract/notebook'
import { canonicalDigest } from './canonical'
import { stampTime } from './clock'
import type { ConflictSide, OpenConflict } from './conflicts'
import { shown } from './differences'
import { authorLabel } from './fold'
import type { Names } from './names'
import type { Operation } from './operation'
import { touchesOf } from './touches'

/** Shape: conflict → its name, the same in every copy that has the same sides. */
export const conflictId = ({ object, field, sides }: OpenConflict): string =>
  canonicalDigest([object, field, sides.map(({ operation }) => operation.id)]).slice(0, 12)

/**
 * Tell conflicts.
 *
 * Shape: conflicts, names, authors' names, which operations are ours → conflicts as the page shows them.
 */
export function tellConflicts(
  conflicts: readonly OpenConflict[],
  names: Names,
  authors: ReadonlyMap<string, string>,
  isOurs: (operation: Operation) => boolean,
): Conflict[] {
  return conflicts.map((conflict) => {
    const sides = conflict.sides.map((side) => tellSide(conflict, side, authors))
    const own = conflict.sides.findIndex(({ operation }) => isOurs(operation))
    const ours = own < 0 ? 0 : own
    const theirs = sides.findIndex(({ text }, index) => index !== ours && text !== sides[ours]!.text)
    return {
      id: conflictId(conflict),
      ...{ object: conflict.object, field: conflict.field, name: names.object(conflict.object), kind: conflict.kind },
      ...{ ours: sides[ours]!.text, theirs: sides[theirs]!.text, sides, standing: conflict.standing },
    }
  })
}

function tellSide({ kind, object }: OpenConflict, side: ConflictSide, authors: ReadonlyMap<string, string>): ToldSide {
  const { operation, value } = side
  return {
    ...{ operation: operation.id, author: authorLabel(operation.author, authors), fingerprint: operation.author },
    ...{ at: stampTime(operation.hlc), value },
    text: kind === 'changed-twice' ? shown(value) : value === true ? null : changeText(side, object),
  }
}

/** What was changed beside a removal: field and text of each. */
function changeText({ operation }: ConflictSide, object: string): string {
  const writes = touchesOf(operation).filter((touch) => touch.object === object && !touch.removes)
  return writes
    .flatMap((touch) => Object.entries(touch.writes ?? {}))
    .map(([field, value]) => `${field}: ${shown(value) ?? ''}`)
    .join('\n')
}
