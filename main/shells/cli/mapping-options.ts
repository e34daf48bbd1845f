/** Options that say what the columns of a table mean, and how a result says what they were read as. */
import type { Command } from 'commander'
import { fault } from '#contract/errors'
import type { FileResult } from '#contract/evidence'
import { MAPPED_FIELDS, TIME_FORMS, type MappedField, type StatedMapping, type TimeForm } from '#contract/mapping'
import { visible } from './table'

export interface MappingOptions {
  map?: string[]
  timeForm?: string
}

/** Adds the options to a command. */
export function addMappingOptions(command: Command): Command {
  const collect = (value: string, before: string[] = []): string[] => [...before, value]
  return command
    .option(
      '--map <field=column>',
      'read this column of a table as the field, such as time=Date; unnamed columns are attributes',
      collect,
    )
    .option('--time-form <form>', `how the times of the table are written: ${TIME_FORMS.join(', ')}`)
}

/** Shape: options as typed → the mapping, or undefined where none is stated. Errors: SHL-006. */
export function mappingOf({ map, timeForm }: MappingOptions): StatedMapping | undefined {
  if (map === undefined && timeForm === undefined) return undefined
  if (timeForm !== undefined && !(TIME_FORMS as readonly string[]).includes(timeForm))
    throw fault('SHL-006', { reason: `--time-form is one of ${TIME_FORMS.join(', ')}, not "${timeForm}"` })
  return {
    ...(map === undefined ? {} : { columns: Object.fromEntries(map.map(pairOf)) }),
    ...(timeForm === undefined ? {} : { time_form: timeForm as TimeForm }),
  }
}

function pairOf(text: string): [MappedField, string] {
  const at = text.indexOf('=')
  const field = text.slice(0, Math.max(at, 0))
  if (!(MAPPED_FIELDS as readonly string[]).includes(field) || at === text.length - 1)
    throw fault('SHL-006', { reason: `--map takes FIELD=COLUMN with a field of ${MAPPED_FIELDS.join(', ')}, not "${text}"` })
  return [field as MappedField, text.slice(at + 1)]
}

/** Shape: result → what its columns were read as, as lines for people; none for formats that know it. */
export function mappingText({ mapping }: FileResult): string[] {
  if (mapping === undefined) return []
  const { columns, time_form: form, time_rule: rule } = mapping
  const read = Object.entries(columns).map(([field, column]) => `${field}=${visible(column)}`)
  const times = form === undefined ? [] : [`  times: ${form} (${visible(rule ?? 'stated by the analyst')})`]
  return [`  columns: ${read.join(', ') || 'none is read; state them with --map'}`, ...times]
}
