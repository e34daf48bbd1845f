/** `finding`, `note`, `hypothesis`, `lesson`: entries of the notebook with their citations. */
import type { Command } from 'commander'
import type { Entry, EntryKind } from '#contract/notebook'
import { statementTitle } from '#contract/sql'
import { fault } from '#contract/errors'
import { collect, type CommandSet, type Register } from '../command'
import { withCase, type EngineClient } from '../engine'
import { table, visible } from '../table'
import { addViewOptions, type ViewOptions } from '../view-options'
import { pivotOf } from './pivot'

interface AddOptions extends ViewOptions {
  title: string
  body?: string
  tlp?: string
  control?: string
  cite?: string[]
  citePivot?: string
  citeSql?: string[]
}

/** Cites what the options name: events by key, results of SQL, and one pivot of the view. */
async function citeAll(client: EngineClient, entry: Entry, options: AddOptions): Promise<Entry> {
  let latest = entry
  for (const key of options.cite ?? [])
    latest = await client.notebook.cite({ entry: entry.id, cite: { kind: 'row', event_key: key } })
  for (const statement of options.citeSql ?? [])
    latest = await client.notebook.cite({ entry: entry.id, cite: { kind: 'sql', title: statementTitle(statement), statement } })
  if (options.citePivot === undefined) return latest
  const query = pivotOf({ ...options, by: options.citePivot })
  const title = `${options.citePivot}${options.where === undefined ? '' : ` where ${options.where}`}`
  return client.notebook.cite({ entry: entry.id, cite: { kind: 'aggregate', title, query: { ...query, order: 'count' } } })
}

function registerAdd({ action }: CommandSet, parent: Command, kind: EntryKind): void {
  const add = parent
    .command('add')
    .description(`write a ${kind}`)
    .argument('<dir>', 'case folder')
    .requiredOption('--title <text>', 'one line')
    .option('--body <markdown>', 'text')
    .option('--tlp <level>', 'TLP mark, such as TLP:AMBER')
    .option('--cite <event_key>', 'an event it rests on; repeatable', collect)
    .option('--cite-pivot <fields>', 'a count it rests on: by these fields, over --where and the window')
    .option('--cite-sql <statement>', 'a result of SQL it rests on; repeatable', collect)
  if (kind === 'lesson') add.option('--control <text>', 'what would have caught it')
  action<AddOptions>(addViewOptions(add), ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const { title, body = '', tlp = null, control = null } = options
      const entry = await citeAll(client, await client.notebook.create({ kind, title, body, tlp, control }), options)
      return { json: entry, text: `${kind} ${entry.id} with ${entry.citations.length} citations.` }
    }),
  )
}

const entriesOf = async (client: EngineClient, kind: EntryKind): Promise<Entry[]> =>
  (await client.notebook.list()).filter((entry) => entry.kind === kind && !entry.removed)

function registerKind(set: CommandSet, kind: EntryKind): void {
  const { group, action } = set
  const parent = group(kind, `${kind}s of the notebook`)
  registerAdd(set, parent, kind)
  action(parent.command('list').description(`every ${kind}`).argument('<dir>', 'case folder'), ({ args }) =>
    withCase(args[0]!, async (client) => {
      const rows = await entriesOf(client, kind)
      return {
        json: { rows },
        text: table(
          ['id', 'title', 'citations', 'changed'],
          rows.map((row) => [row.id, row.title, row.citations.length, row.changed_at]),
        ),
      }
    }),
  )
  action(
    parent.command('show').description(`one ${kind}`).argument('<dir>', 'case folder').argument('<id>', 'its id'),
    ({ args }) =>
      withCase(args[0]!, async (client) => {
        const entry = (await entriesOf(client, kind)).find(({ id }) => id === args[1])
        if (entry === undefined) throw fault('ENG-003', { what: kind, id: args[1]! })
        const exhibits = entry.citations.map(
          (citation) => `  [${citation.label}] ${visible(citation.kind === 'row' ? citation.raw : citation.title)}`,
        )
        return { json: entry, text: [visible(entry.title), entry.body, ...exhibits].filter((line) => line !== '').join('\n') }
      }),
  )
}

export const register: Register = (set) => {
  for (const kind of ['finding', 'note', 'hypothesis', 'lesson'] as const) registerKind(set, kind)
}
