/** `sql DIR "SELECT …"`: a statement of one's own over the documented views; reads only. */
import type { SqlCell, SqlResult } from '#contract/sql'
import type { Register } from '../command'
import { withCase } from '../engine'
import { table } from '../table'
import { countOf } from '../view-options'

interface SqlOptions {
  limit?: string
}

const shown = (cell: SqlCell): string | number | null =>
  cell === null || typeof cell === 'number' || typeof cell === 'string' ? cell : JSON.stringify(cell)

const textOf = ({ columns, rows, truncated }: SqlResult): string =>
  `${table(
    columns.map(({ name }) => name),
    rows.map((row) => row.map(shown)),
  )}${truncated ? `\nmore rows follow after the first ${rows.length}` : ''}`

export const register: Register = ({ program, action }) => {
  const command = program
    .command('sql')
    .description('run one SELECT over the views of the case; reads only, reaches no file, network or setting')
    .argument('<dir>', 'case folder')
    .argument('<statement>', 'SELECT …; `SELECT * FROM (DESCRIBE events)` lists the columns of a view')
    .option('--limit <n>', 'only the first n rows')
  action<SqlOptions>(command, ({ args, options }) => {
    const limit = options.limit === undefined ? undefined : countOf('--limit', options.limit)
    return withCase(args[0]!, async (client) => {
      const result = await client.sql.run({ statement: args[1]!, limit })
      return { json: { columns: result.columns, rows: result.rows }, text: textOf(result) }
    })
  })
}
