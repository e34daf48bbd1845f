/** Every evidence format there is, found by folder. */
import type { FormatId } from '#contract/formats'
import type { FormatDefinition } from './format'

const modules = import.meta.glob<FormatDefinition>(['../*/format.ts', '!../kit/*'], { eager: true, import: 'default' })

/** Shape: folder name → definition, ordered by folder. */
export const FORMAT_FOLDERS: ReadonlyMap<string, FormatDefinition> = new Map(
  Object.entries(modules).map(([path, definition]) => [path.split('/')[1]!, definition]),
)

/** Every format, ordered by id. */
export const FORMATS: readonly FormatDefinition[] = [...FORMAT_FOLDERS.values()].sort((a, b) => (a.id < b.id ? -1 : 1))

/** Shape: id → definition, or undefined where the id is known but nothing reads it. */
export function formatOf(id: FormatId): FormatDefinition | undefined {
  return FORMATS.find((format) => format.id === id)
}
