/** `add DIR PATH…`: evidence goes in. */
import { resolve } from 'node:path'
import type { FileResult, SourceOptions } from '#contract/evidence'
import type { FormatId } from '#contract/formats'
import type { Register } from '../command'
import { withCase } from '../engine'
import { addMappingOptions, mappingOf, mappingText, type MappingOptions } from '../mapping-options'
import { ProgressBar } from '../progress'
import { visible } from '../table'
import { countOf } from '../view-options'

interface AddOptions extends MappingOptions {
  format?: string
  zone?: string
  year?: string
  sensor?: string
  inPlace?: boolean
}

/** Shape: the options as typed → what the analyst states about each file. */
export function sourceOptionsOf({ format, zone, year, sensor, ...mapping }: AddOptions): SourceOptions {
  return {
    ...{ format: format as FormatId | undefined, zone, year: year === undefined ? undefined : countOf('--year', year), sensor },
    mapping: mappingOf(mapping),
  }
}

/** What its checks say of the members of an archive. */
const membersText = (file: FileResult): string =>
  visible(file.checks.find(({ id }) => id === 'members')?.text ?? 'Nothing in it could be read')

/** Where it stands among files that one program wrote one after another. */
const setText = ({ set }: FileResult): string =>
  set === undefined ? '' : `; file ${set.position} of ${set.of} of ${visible(set.name)}, oldest first`

function describe(file: FileResult): string {
  const head = `${visible(file.path)}: ${file.status}`
  if (file.error !== undefined) return `${head}. ${file.error.message} ${file.error.fix} (${file.error.code})`
  const failed = file.checks
    .filter(({ id, level }) => level !== 'ok' && id !== 'members')
    .map((check) => `  ${check.level}: ${visible(check.text)}`)
  if (file.container !== undefined) return [`${head}, ${file.container} archive. ${membersText(file)}`, ...failed].join('\n')
  if (file.status === 'already-there' && file.format === null) return [`${head}.`, ...failed].join('\n')
  if (file.format === null)
    return file.status === 'unrecognised'
      ? `${head}. Nothing in it is of a known format, so nothing of it is in the case. If you know its format, state it with --format.`
      : `${head}.`
  const counts = `${file.records} records = ${file.represented} represented + ${file.rejected} rejected; ${file.events} events`
  return [
    `${head}, ${file.format}. ${counts}; zone ${file.zone ?? 'as written'} (${file.zone_rule ?? 'times are absolute'})${setText(file)}`,
    ...mappingText(file),
    ...failed,
    ...(file.rejected > 0 ? ['  `backtrail rejects` shows each rejected record and why.'] : []),
  ].join('\n')
}

export const register: Register = ({ program, action }) => {
  const command = program
    .command('add')
    .description('add evidence files and folders to a case')
    .argument('<dir>', 'case folder')
    .argument('<path...>', 'files and folders')
    .option('--format <id>', 'read them as this format')
    .option('--zone <zone>', 'zone of times that state none')
    .option('--year <year>', 'year of the first record where none is written')
    .option('--sensor <name>', 'sensor that wrote them')
    .option('--in-place', 'leave the files where they are; the case keeps their hash')
  addMappingOptions(command)
  action<AddOptions>(command, ({ args, rest, options }) =>
    withCase(args[0]!, async (client) => {
      const files: FileResult[] = []
      const bar = new ProgressBar()
      const items = rest.map((path) => ({ path: resolve(path), options: sourceOptionsOf(options) }))
      for await (const message of await client.evidence.add({ items, in_place: options.inPlace === true })) {
        if (message.kind === 'file') files.push(message.file)
        else bar.show(message.progress)
      }
      bar.end()
      return { json: { files }, text: files.map(describe).join('\n') }
    }),
  )
}
