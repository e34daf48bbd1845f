/** `export DIR -o FILE`: the events in view as a file. */
import { resolve } from 'node:path'
import { fault } from '#contract/errors'
import { ExportFormat } from '#contract/query'
import type { Register } from '../command'
import { withCase } from '../engine'
import { addViewOptions, selectionOf, type ViewOptions } from '../view-options'

interface ExportOptions extends ViewOptions {
  output: string
}

export const register: Register = ({ program, action }) => {
  const command = program
    .command('export')
    .description('write the events in view to a file: .csv (safe for spreadsheets), .jsonl or .parquet')
    .argument('<dir>', 'case folder')
    .requiredOption('-o, --output <file>', 'file to write; its ending says the format')
  action<ExportOptions>(addViewOptions(command), ({ args, options }) => {
    const format = ExportFormat.safeParse(/\.([a-z]+)$/i.exec(options.output)?.[1]?.toLowerCase())
    if (!format.success) throw fault('SHL-006', { reason: '-o takes a file that ends in .csv, .jsonl or .parquet' })
    return withCase(args[0]!, async (client) => {
      const written = await client.query.exportEvents({
        selection: selectionOf(options),
        format: format.data,
        path: resolve(options.output),
      })
      return { json: written, text: `${written.rows} events in ${written.path} (SHA-256 ${written.sha256})` }
    })
  })
}
