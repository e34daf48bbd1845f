/** What an analyst states about a source, as the fields of a form hold it. */
import type { SourceOptions } from '#contract/evidence'
import { FORMAT_IDS, type FormatId } from '#contract/formats'
import type { StatedMapping } from '#contract/mapping'

/** Empty text = leave it to the file. */
export interface OptionsText {
  format: FormatId | ''
  zone: string
  year: string
  sensor: string
  skew: string
  /** Goes through as it is: columns have a table of their own. */
  mapping?: StatedMapping | undefined
}

/** Shape: stated options → the fields of the form. */
export const toText = (options: SourceOptions): OptionsText => ({
  format: options.format ?? '',
  zone: options.zone ?? '',
  year: options.year === undefined ? '' : String(options.year),
  sensor: options.sensor ?? '',
  skew: options.skewSeconds === undefined ? '' : String(options.skewSeconds),
  mapping: options.mapping,
})

/** Shape: fields → what is wrong with each, in words; a field that is well has none. */
export function problems(fields: OptionsText): Partial<Record<keyof OptionsText, string>> {
  const found: Partial<Record<keyof OptionsText, string>> = {}
  if (fields.year !== '' && !/^(19[7-9]\d|2[01]\d\d|22[0-4]\d|225[0-5])$/.test(fields.year))
    found.year = 'a year from 1970 to 2255'
  if (fields.skew !== '' && !/^[+-]?\d{1,9}(\.\d{1,6})?$/.test(fields.skew)) found.skew = 'seconds, for example -2.5'
  return found
}

/** Shape: fields without problems → the options they state; what is empty is not stated. */
export function fromText(fields: OptionsText): SourceOptions {
  const options: SourceOptions = {}
  if (fields.format !== '') options.format = fields.format
  if (fields.zone !== '') options.zone = fields.zone
  if (fields.year !== '') options.year = Number(fields.year)
  if (fields.sensor.trim() !== '') options.sensor = fields.sensor.trim()
  if (fields.skew !== '') options.skewSeconds = Number(fields.skew)
  if (fields.mapping !== undefined) options.mapping = fields.mapping
  return options
}

/** Formats to choose from, in the order of their ids; `manual` is never a file. */
export const FORMATS: readonly FormatId[] = FORMAT_IDS.filter((id) => id !== 'manual').toSorted()
