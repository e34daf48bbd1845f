/** `report DIR -o FILE.pdf`. */
import { resolve } from 'node:path'
import { fault } from '#contract/errors'
import { TLP_LEVELS, TlpLevel } from '#contract/case'
import { ReportOptions, REPORT_TEMPLATES } from '#contract/report'
import { collect, type Register } from '../command'
import { withCase } from '../engine'

interface Options {
  output: string
  template: string
  tlp?: string
  finding?: string[]
}

/** Shape: options as typed → report options. Errors: SHL-006 naming what there is. */
function reportOptionsOf({ template, tlp, finding }: Options): ReportOptions {
  const level =
    tlp === undefined
      ? undefined
      : TlpLevel.safeParse(tlp.toUpperCase().startsWith('TLP:') ? tlp.toUpperCase() : `TLP:${tlp.toUpperCase()}`)
  if (level?.success === false) throw fault('SHL-006', { reason: `--tlp takes ${TLP_LEVELS.join(', ')}` })
  const options = ReportOptions.safeParse({ template, tlp: level?.data, findings: finding ?? [] })
  if (!options.success) throw fault('SHL-006', { reason: `--template takes ${REPORT_TEMPLATES.join(', ')}` })
  return options.data
}

export const register: Register = ({ program, action }) => {
  const command = program
    .command('report')
    .description('the case as a PDF')
    .argument('<dir>', 'case folder')
    .requiredOption('-o, --output <file>', 'PDF to write')
    .option('--template <id>', REPORT_TEMPLATES.join(', '), 'full')
    .option('--tlp <level>', TLP_LEVELS.join(', '))
    .option('--finding <id>', 'only these findings, in this order; repeatable', collect)
  action<Options>(command, ({ args, options }) => {
    const wanted = reportOptionsOf(options)
    return withCase(args[0]!, async (client) => {
      const written = await client.report.exportPdf({ options: wanted, path: resolve(options.output) })
      return { json: written, text: `${written.pages} pages in ${written.path} (SHA-256 ${written.sha256})` }
    })
  })
}
