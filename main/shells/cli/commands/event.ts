/** `event add`, `tag`: what an analyst adds to the events. */
import type { Register } from '../command'
import { withCase } from '../engine'

interface EventOptions {
  ts: string
  type: string
  message: string
}

export const register: Register = ({ program, group, action }) => {
  const add = group('event', 'events of your own')
    .command('add')
    .description('add an event that no file holds')
    .argument('<dir>', 'case folder')
    .requiredOption('--ts <time>', 'when (ISO 8601)')
    .requiredOption('--message <text>', 'what')
    .option('--type <type>', 'kind of event', 'manual')
  action<EventOptions>(add, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const added = await client.notebook.addEvent({ ts: options.ts, type: options.type, message: options.message })
      return { json: added, text: added.event_key }
    }),
  )
  const tag = program
    .command('tag')
    .description('tag events: the last word is the tag')
    .argument('<dir>', 'case folder')
    .argument('<words...>', 'event keys, then the tag')
    .option('--remove', 'take the tag away')
  action<{ remove?: boolean }>(tag, ({ args, rest, options }) =>
    withCase(args[0]!, async (client) => {
      const keys = rest.slice(0, -1)
      const tagged = await client.notebook.tag({ keys, tag: rest.at(-1)!, remove: options.remove === true })
      return { json: tagged, text: `${tagged.tagged} events.` }
    }),
  )
}
