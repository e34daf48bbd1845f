/** What each operation changed: field by field, what stood there before and what it put there. */
import type { FieldChange } from '#contract/notebook'
import { canonicalJson } from './canonical'
import type { KnownOperation } from './operation'
import type { History } from './standing'
import { REMOVED, touchesOf, type Touch } from './touches'

/** A decision about thousands of events shows the first of them (chosen). */
const SHOWN = 20

/**
 * Shape: history → operation id → its changes against the decisions before it in the order of history; a value that was never stated is
 *        null. Operations that change no field are not in it.
 */
export function differencesOf(history: History): Map<string, FieldChange[]> {
  const values = new Map<string, string>()
  const differences = new Map<string, FieldChange[]>()
  for (const operation of history.known) {
    const changes: FieldChange[] = []
    for (const { object, writes = {}, removes } of changesIn(operation)) {
      for (const [field, value] of Object.entries(removes ? { ...writes, [REMOVED]: true } : writes)) {
        const place = `${object}\n${field}`
        const after = shown(value)
        const before = values.get(place) ?? null
        if (after !== before) changes.push({ object, field, before, after })
        if (after === null) values.delete(place)
        else values.set(place, after)
      }
    }
    if (changes.length > 0) differences.set(operation.id, changes.slice(0, SHOWN))
  }
  return differences
}

/** The settling of a conflict changes the field it is about. */
function changesIn(operation: KnownOperation): Touch[] {
  if (operation.kind !== 'conflict.resolved') return touchesOf(operation)
  const { object, field, value } = operation.payload
  return [{ object, writes: { [field]: value } }]
}

/** Shape: JSON value → the text people read of it; null for nothing. */
export const shown = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : canonicalJson(value)
