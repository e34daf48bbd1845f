/** `rebuild` and `sample`. */
import { resolve } from 'node:path'
import type { Register } from '../command'
import { withCase, withEngine } from '../engine'
import { followJob } from '../progress'

export const register: Register = ({ program, action }) => {
  action(
    program
      .command('rebuild')
      .description('make everything derived anew from evidence and journal')
      .argument('<dir>', 'case folder'),
    ({ args }) =>
      withCase(args[0]!, async (client) => {
        const begun = process.hrtime.bigint()
        await followJob(await client.case.rebuild())
        const info = (await client.case.info())!
        const seconds = Number((process.hrtime.bigint() - begun) / 1_000_000n) / 1000
        return { json: { events: info.events, seconds }, text: `${info.events} events in ${seconds} s.` }
      }),
  )
  action(
    program
      .command('sample')
      .description('make a case from a built-in sample')
      .argument('<name>', 'odd-irc-connections')
      .argument('<dir>', 'folder to make'),
    ({ args }) =>
      withEngine(async (client) => {
        await followJob(await client.case.makeSample({ name: args[0]!, path: resolve(args[1]!) }))
        return { json: { path: resolve(args[1]!) }, text: `${resolve(args[1]!)} made.` }
      }),
  )
}
