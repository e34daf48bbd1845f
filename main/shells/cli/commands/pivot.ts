/** `pivot DIR --by FIELD`: counts and sums by fields and time. */
import { isoFromMicros } from '#contract/units'
import { Bin, Measure, PIVOT_FIELDS, PivotField, type PivotResult } from '#contract/query'
import { fault } from '#contract/errors'
import { emptyAnswer } from '../absence'
import type { Register } from '../command'
import { withCase } from '../engine'
import { table } from '../table'
import { addViewOptions, countOf, selectionOf, type ViewOptions } from '../view-options'

export interface PivotOptions extends ViewOptions {
  by: string
  bin?: string
  measure?: string
  top?: string
}

/** Shape: `--by a,b` → fields. Errors: SHL-006 naming the fields there are. */
export function fieldsOf(text: string): PivotField[] {
  return text.split(',').map((word) => {
    const field = PivotField.safeParse(word.trim())
    if (!field.success) throw fault('SHL-006', { reason: `--by does not know "${word}"; it takes ${PIVOT_FIELDS.join(', ')}` })
    return field.data
  })
}

/** Shape: options → the pivot they ask for. */
export function pivotOf(options: PivotOptions) {
  const bin = options.bin === undefined ? undefined : Bin.safeParse(options.bin)
  if (bin?.success === false) throw fault('SHL-006', { reason: `--bin takes ${Bin.options.join(', ')}` })
  const measure = Measure.safeParse(options.measure ?? 'count')
  if (!measure.success)
    throw fault('SHL-006', { reason: '--measure takes count, client_bytes, server_bytes, duration or distinct:FIELD' })
  const top = options.top === undefined ? undefined : countOf('--top', options.top)
  return { by: fieldsOf(options.by), bin: bin?.data, measure: measure.data, top, selection: selectionOf(options) }
}

const iso = (us: number | null): string | null => (us === null ? null : isoFromMicros(us))

function documentOf(by: readonly PivotField[], result: PivotResult) {
  const rows = result.rows.map((row) => ({
    ...Object.fromEntries(by.map((field, index) => [field, row.key[index] ?? null])),
    ...(row.binUs === undefined ? {} : { bin: isoFromMicros(row.binUs) }),
    value: row.value,
  }))
  return { rows, total: result.total, from: iso(result.fromUs), to: iso(result.toUs) }
}

export const register: Register = ({ program, action }) => {
  const command = program
    .command('pivot')
    .description('count events by fields, over time where asked')
    .argument('<dir>', 'case folder')
    .requiredOption('--by <fields>', 'one or more fields with commas between them')
    .option('--bin <step>', `over time: ${Bin.options.join(', ')}`)
    .option('--measure <measure>', 'count, client_bytes, server_bytes, duration, distinct:FIELD', 'count')
    .option('--top <n>', 'only the first n groups')
  action<PivotOptions>(addViewOptions(command), ({ args, options }) => {
    const query = pivotOf(options)
    return withCase(args[0]!, async (client) => {
      const document = documentOf(query.by, await client.query.pivot(query))
      const head = [...query.by, ...(query.bin === undefined ? [] : ['bin']), 'value']
      const lines = document.rows.map((row) =>
        head.map((column) => (row as Record<string, string | number | null>)[column] ?? null),
      )
      const empty = await emptyAnswer(client, document.rows.length === 0, { selection: query.selection })
      return { json: { ...document, ...empty.json }, text: `${table(head, lines)}\ntotal ${document.total}${empty.text}` }
    })
  })
}
