/** `sql DIR "SELECT …"`: a statement of one's own over the documented views; reads only. Without a statement, the views. */
import type { SqlCell, SqlResult, SqlView } from '#contract/sql'
import type { Register } from '../command'
import { withCase } from '../engine'
import type { Answer } from '../output'
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

const viewsOf = (views: SqlView[]): Answer => ({
  json: { views },
  text: views
    .map(
      ({ name, doc, columns }) =>
        `${name}: ${doc}\n${table(
          ['column', 'type', 'means'],
          columns.map((one) => [one.name, one.type, one.doc]),
        )}`,
    )
    .join('\n\n'),
})

export const register: Register = ({ program, action }) => {
  const command = program
    .command('sql')
    .description('run one SELECT over the views of the case; reads only, reaches no file, network or setting')
    .argument('<dir>', 'case folder')
    .argument('[statement]', 'SELECT …; left out, the views and their columns are listed')
    .option('--limit <n>', 'only the first n rows')
  action<SqlOptions>(command, ({ args, options }) => {
    const limit = options.limit === undefined ? undefined : countOf('--limit', options.limit)
    return withCase(args[0]!, async (client) => {
      if (args[1] === undefined) return viewsOf(await client.sql.views())
      const result = await client.sql.run({ statement: args[1], limit })
      return { json: { columns: result.columns, rows: result.rows }, text: textOf(result) }
    })
  })
}
