/** `evidence set`, `evidence exclude`: a wrong decision about a source is corrected and recorded. */
import type { StatedMapping } from '#contract/mapping'
import type { CommandSet, Register } from '../command'
import { withCase, type EngineClient } from '../engine'
import { addMappingOptions, type MappingOptions } from '../mapping-options'
import { table, visible } from '../table'
import { secondsOf } from '../view-options'
import { sourceOptionsOf } from './add'

interface SetOptions extends MappingOptions {
  format?: string
  zone?: string
  year?: string
  sensor?: string
  skew?: string
}

/** Shape: `2.5s`, `-3s` → seconds. */
function skewOf(text: string): number {
  return text.startsWith('-') ? -secondsOf('--skew', text.slice(1)) : secondsOf('--skew', text)
}

/** Shape: what is stated → the same with the columns of now, where it names none. */
async function wholeMapping(
  client: EngineClient,
  sha256: string,
  stated: StatedMapping | undefined,
): Promise<StatedMapping | undefined> {
  if (stated === undefined || stated.columns !== undefined) return stated
  const now = (await client.evidence.list()).find((source) => source.sha256 === sha256)?.mapping
  return { columns: now?.columns, ...stated }
}

/** Option → the field it states. */
const CUSTODY = {
  acquiredBy: 'acquired_by',
  acquiredWhere: 'acquired_where',
  acquiredHow: 'acquired_how',
  acquiredAt: 'acquired_at',
  receivedFrom: 'received_from',
  receivedAt: 'received_at',
} as const

function registerCustody({ group, action }: Pick<CommandSet, 'group' | 'action'>): void {
  const custody = group('evidence', 'correct what was decided about a source')
    .command('custody')
    .description('what happened to an evidence file before the case and since; options state more of it')
    .argument('<dir>', 'case folder')
    .argument('<sha256>', 'hash of the evidence file')
    .option('--acquired-by <text>', 'who took it')
    .option('--acquired-where <text>', 'machine, device, place')
    .option('--acquired-how <text>', 'tool, command')
    .option('--acquired-at <time>', 'when')
    .option('--received-from <text>', 'who handed it over')
    .option('--received-at <time>', 'when')
  action<{ [K in keyof typeof CUSTODY]?: string }>(custody, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const stated = Object.entries(CUSTODY).flatMap(([option, field]) => {
        const value = options[option as keyof typeof CUSTODY]
        return value === undefined ? [] : [[field, value]]
      })
      const sha256 = args[1]!
      const told =
        stated.length === 0
          ? await client.journal.custody({ sha256 })
          : await client.journal.setCustody({ sha256, ...(Object.fromEntries(stated) as object) })
      const lines = told.steps.map(({ at, who, what, kind }) => [at ?? '', kind, visible(who), visible(what)])
      return { json: told, text: table(['when', 'kind', 'who', 'what'], lines) }
    }),
  )
}

export const register: Register = ({ group, action }) => {
  const evidence = () => group('evidence', 'correct what was decided about a source')
  const set = evidence()
    .command('set')
    .description('correct the zone, year, format, sensor, clock skew or columns of a source')
    .argument('<dir>', 'case folder')
    .argument('<sha256>', 'hash of the evidence file')
    .option('--zone <zone>', 'zone of times that state none')
    .option('--year <year>', 'year of the first record where none is written')
    .option('--format <id>', 'read it as this format')
    .option('--sensor <name>', 'sensor that wrote it')
    .option('--skew <seconds>', 'added to every time of the source, such as 2.5s or -3s')
  addMappingOptions(set)
  action<SetOptions>(set, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const skewSeconds = options.skew === undefined ? undefined : skewOf(options.skew)
      const stated = sourceOptionsOf(options)
      const mapping = await wholeMapping(client, args[1]!, stated.mapping)
      await client.evidence.set({ sha256: args[1]!, options: { ...stated, mapping, skewSeconds } })
      return { json: {}, text: 'Corrected and read again.' }
    }),
  )
  registerCustody({ group, action })
  const clocks = evidence()
    .command('clocks')
    .description('how the clocks of sources compare, from the sessions that two of them saw')
    .argument('<dir>', 'case folder')
  action(clocks, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const rows = await client.evidence.clocks(undefined)
      const lines = rows.map((row) => [
        ...[row.name, row.other_name, row.sessions, row.reading],
        ...[row.later_s, row.lower_quartile_s, row.upper_quartile_s].map((seconds) => seconds.toFixed(3)),
      ])
      const head = ['source', 'other', 'sessions', 'reading', 'later by s', 'lower quartile', 'upper quartile']
      return { json: { rows }, text: table(head, lines) }
    }),
  )
  const exclude = evidence()
    .command('exclude')
    .description('leave a source out of every question; its bytes stay in the case')
    .argument('<dir>', 'case folder')
    .argument('<sha256>', 'hash of the evidence file')
    .requiredOption('--reason <text>', 'why')
  action<{ reason: string }>(exclude, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      await client.evidence.exclude({ sha256: args[1]!, reason: options.reason })
      return { json: {}, text: 'Excluded.' }
    }),
  )
}
