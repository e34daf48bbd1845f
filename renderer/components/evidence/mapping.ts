/** What the columns of a table are read as, changed one column at a time. */
import type { ColumnMapping, MappedField, StatedMapping, TimeForm } from '#contract/mapping'
import { text } from '../../text/en'

const WHEN: ReadonlySet<string> = new Set<MappedField>(['time', 'date'])

/** Shape: (mapping, column) → the field it is read as, or empty. */
export function fieldOf({ columns }: ColumnMapping, column: string): MappedField | '' {
  const found = Object.entries(columns).find(([, name]) => name === column)
  return found === undefined ? '' : (found[0] as MappedField)
}

/**
 * Read a column as a field, or as an attribute where the field is empty; whatever was read as that field before is an attribute then.
 *
 * Shape: mapping → the new one. How times are written is decided again where another column holds them.
 */
export function withField(mapping: ColumnMapping, column: string, field: MappedField | ''): ColumnMapping {
  const before = fieldOf(mapping, column)
  const columns = { ...mapping.columns }
  if (before !== '') delete columns[before]
  if (field !== '') columns[field] = column
  return WHEN.has(before) || WHEN.has(field) ? { columns } : { ...mapping, columns }
}

/** Shape: mapping → the same with the form that the analyst states. */
export const withForm = ({ columns }: ColumnMapping, form: TimeForm): ColumnMapping => ({ columns, time_form: form })

/**
 * What to show while a change is not read yet.
 *
 * Shape: (what is stated, what the columns were read as last) → mapping; the form of the times of last time only for the same times.
 */
export function shownMapping(stated: StatedMapping | undefined, read: ColumnMapping = { columns: {} }): ColumnMapping {
  const { columns, ...form } = stated ?? {}
  if (columns === undefined) return { ...read, ...form }
  const isSame = columns.time === read.columns.time && columns.date === read.columns.date
  return form.time_form === undefined && isSame ? { ...read, columns } : { ...form, columns }
}

/** Shape: mapping → whether the values leave open how its times are written. */
export const isFormAssumed = ({ time_rule }: ColumnMapping): boolean => /^assumed/.test(time_rule ?? '')

/** Shape: mapping → one line that says it. */
export function mappingLine(mapping: ColumnMapping): string {
  const read = Object.entries(mapping.columns).map(([field, name]) => `${text.mapping.fields[field as MappedField]}: ${name}`)
  const form = mapping.time_form === undefined ? [] : [text.mapping.forms[mapping.time_form]]
  return [...read, ...form].join(' · ') || '–'
}
