/** Which colour a series has. */
import { OTHER_SERIES } from '../query'
import type { Theme } from '../theme'

export type SeriesKey = string | number | null

/** Shape: key → a text that tells null from `null` and 22 from `22`. */
export const seriesId = (key: SeriesKey): string => (key === null ? 'null' : `${typeof key}:${key}`)

/**
 * Give every key a slot of the palette; a key that had one keeps it, so that filtering never recolours what stays.
 *
 * Shape:  keys in order, slots given before → id → slot (0-based). “Other” and keys beyond the palette have slot −1.
 */
export function assignSlots(keys: readonly SeriesKey[], before: ReadonlyMap<string, number>, size: number): Map<string, number> {
  const ids = keys.filter((key) => key !== OTHER_SERIES).map(seriesId)
  const kept = new Map(ids.filter((id) => before.has(id)).map((id) => [id, before.get(id)!] as const))
  const taken = new Set([...kept.values()].filter((slot) => slot >= 0))
  const free = Array.from({ length: size }, (_, slot) => slot).filter((slot) => !taken.has(slot))
  for (const id of ids) if (!kept.has(id) || kept.get(id) === -1) kept.set(id, free.shift() ?? -1)
  return new Map([...kept, [seriesId(OTHER_SERIES), -1]])
}

/** Shape: slots, key, theme → colour. */
export function colorOf(slots: ReadonlyMap<string, number>, key: SeriesKey, theme: Theme): string {
  return theme.series[slots.get(seriesId(key)) ?? -1] ?? theme.other
}
