/** Event names as data: looking one up, and finding a name that no table holds. */
import type { FormatDefinition, TaxonomyEntry } from './format'

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function matches(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return pattern === name
  return new RegExp(`^${pattern.split('*').map(escaped).join('.+')}$`, 's').test(name)
}

/** Shape: (format, event name) → its entry; a full name before a pattern, an earlier pattern before a later one. */
export function entryOf(format: FormatDefinition, name: string): TaxonomyEntry | undefined {
  return format.taxonomy.find((entry) => entry.name === name) ?? format.taxonomy.find((entry) => matches(entry.name, name))
}

/** Shape: (format, event name) → whether the format's table holds it. */
export function isNamed(format: FormatDefinition, name: string): boolean {
  return entryOf(format, name) !== undefined
}

/** Shape: any text out of the evidence → a word fit for an event name: letters, digits, dots, dashes; at most 80 characters. */
export function nameWord(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}.:-]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 80)
}
