/** `rejects DIR`: records no event could be made of, with their bytes and the reason. */
import type { RejectRow } from '#contract/evidence'
import type { Register } from '../command'
import { withCase } from '../engine'
import { table } from '../table'

const PAGE = 1000

export const register: Register = ({ program, action }) => {
  const command = program
    .command('rejects')
    .description('records that were rejected, and why')
    .argument('<dir>', 'case folder')
    .option('--evidence <sha256>', 'of this file only')
  action<{ evidence?: string }>(command, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const rows: RejectRow[] = []
      for (let total = 1; rows.length < total;) {
        const page = await client.evidence.rejects({ sha256: options.evidence, after: rows.length, limit: PAGE })
        rows.push(...page.rows)
        total = page.rows.length === 0 ? rows.length : page.total
      }
      const lines = rows.map((row) => [row.evidence.slice(0, 12), row.line, row.byte_offset, row.reason, row.raw.slice(0, 80)])
      return { json: { rows }, text: table(['evidence', 'line', 'offset', 'reason', 'raw'], lines) }
    }),
  )
}
