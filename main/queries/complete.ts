/** What could be typed at the caret of the filter line: fields with their meaning, words of a vocabulary, values with their counts. */
import { caretAt } from '#contract/query-language/caret'
import { fieldDefinition, FIELD_NAMES, type FieldName } from '#contract/query-language/fields'
import { printValue } from '#contract/query-language/print'
import { PIVOT_FIELDS, type Completion, type CompletionResult, type PivotField } from '#contract/query'
import type { Selection } from '#contract/selection'
import type { Asking, Store } from '#main/store/store'
import { facets } from './facets'

const MOST = 20

/** Fields that ask about several columns, and the column whose values are offered for them. */
const OFFERED: Partial<Record<string, PivotField>> = {
  ip: 'client_ip',
  port: 'server_port',
  client: 'client_ip',
  server: 'server_ip',
}

function fieldCompletions(prefix: string): Completion[] {
  const lower = prefix.toLowerCase()
  const fits = (name: string) =>
    [name, ...(fieldDefinition(name as FieldName).aliases ?? [])].some((word) => word.includes(lower))
  const begins = (name: string): number => (name.startsWith(lower) ? 0 : 1)
  return FIELD_NAMES.filter(fits)
    .sort((a, b) => begins(a) - begins(b))
    .slice(0, MOST)
    .map((name) => ({ label: name, detail: fieldDefinition(name).doc, apply: `${name}:` }))
}

const pivotField = (name: FieldName): PivotField | null =>
  OFFERED[name] ?? PIVOT_FIELDS.find((field) => field === (name as string)) ?? null

/** Values the events in view have, most frequent first, and words of the vocabulary they do not have. */
async function valueCompletions(
  store: Store,
  name: FieldName,
  prefix: string,
  selection: Selection,
  asking: Asking,
): Promise<Completion[]> {
  const { words = [], doc } = fieldDefinition(name)
  const by = pivotField(name)
  const request = by === null ? [] : [{ id: 'completion', by, top: MOST, order: 'count' as const, sparkBins: 0, search: prefix }]
  const found = (await facets(store, selection, request, asking)).facets[0]?.rows ?? []
  const counted = found.flatMap(({ key, count }): Completion[] =>
    key === null ? [] : [{ label: String(key), detail: '', count, apply: printValue(String(key)) }],
  )
  const others = words.filter((word) => word.includes(prefix.toLowerCase()) && !counted.some(({ label }) => label === word))
  return [...counted, ...others.map((word) => ({ label: word, detail: doc, count: 0, apply: printValue(word) }))].slice(0, MOST)
}

/**
 * Offer completions.
 *
 * Shape: (text, position, selection) → where the text to replace begins, and at most 20 options; counts are over the selection.
 */
export async function complete(
  store: Store,
  text: string,
  position: number,
  selection: Selection,
  asking: Asking = {},
): Promise<CompletionResult> {
  const caret = caretAt(text, position)
  if (caret.wants === 'nothing') return { from: position, options: [] }
  if (caret.wants === 'field') return { from: caret.from, options: fieldCompletions(caret.prefix) }
  return { from: caret.from, options: await valueCompletions(store, caret.field, caret.prefix, selection, asking) }
}
