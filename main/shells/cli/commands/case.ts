/** `case new`, `case info`, `case set`. */
import { resolve } from 'node:path'
import type { CaseInfo } from '#contract/case'
import { collect, type Register } from '../command'
import { withCase, withEngine } from '../engine'
import { visible } from '../table'

interface NewOptions {
  name?: string
  home?: string[]
  displayZone?: string
}

/** Shape: case → the lines a person reads first. */
function describe(info: CaseInfo): string {
  const spanText = info.first_ts === null ? 'no events' : `${info.events} events, ${info.first_ts} to ${info.last_ts}`
  return [
    `${visible(info.name)} (${info.case_id})`,
    `home networks: ${info.home_networks.join(', ') || 'none stated'}; zone shown: ${info.display_zone}; ${info.tlp}`,
    spanText,
    ...info.evidence.map(
      (file) =>
        `  ${visible(file.name)}  ${file.format ?? 'not recognised'}  ${file.records} records, ${file.rejected} rejected  ${file.status}`,
    ),
    ...(info.journal.repaired === null ? [] : [`journal: ${info.journal.repaired}`]),
  ].join('\n')
}

export const register: Register = ({ group, action }) => {
  const cases = () => group('case', 'make a case, see what is in it, state what it needs')
  const create = cases()
    .command('new')
    .description('make an empty case')
    .argument('<dir>', 'folder to make')
    .option('--name <name>', 'name of the case; the folder name if left out')
    .option('--home <cidr>', "a network of the case's own; repeatable", collect)
    .option('--display-zone <zone>', 'zone in which times are shown beside UTC', 'UTC')
  action<NewOptions>(create, ({ args, options }) =>
    withEngine(async (client) => {
      const path = resolve(args[0]!)
      const name = options.name ?? path.replace(/^.*[\\/]/, '').replace(/\.case$/, '')
      const info = await client.case.create({
        path,
        name,
        home_networks: options.home ?? [],
        display_zone: options.displayZone ?? 'UTC',
      })
      return { json: { case_id: info.case_id, path: info.path }, text: `${info.path} made.` }
    }),
  )
  action(cases().command('info').description('what is in a case').argument('<dir>', 'case folder'), ({ args }) =>
    withCase(args[0]!, async (client) => {
      const info = (await client.case.info())!
      return { json: info, text: describe(info) }
    }),
  )
  const set = cases()
    .command('set')
    .description('state home networks or the zone shown; roles and direction are derived again')
    .argument('<dir>', 'case folder')
    .option('--home <cidr>', 'a home network, in place of those stated before; repeatable', collect)
    .option('--display-zone <zone>', 'zone in which times are shown beside UTC')
  action<NewOptions>(set, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      await client.case.set({ home_networks: options.home, display_zone: options.displayZone })
      return { json: {}, text: 'Set.' }
    }),
  )
}
