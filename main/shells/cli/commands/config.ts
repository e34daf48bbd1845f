/** `config`: what is known of a host's configuration, at a moment or between two. */
import type { ConfigAnswer } from '#contract/config-facts'
import { fault } from '#contract/errors'
import { microsFromIso } from '#contract/units'
import type { Register } from '../command'
import { withCase } from '../engine'
import { table } from '../table'

interface ConfigOptions {
  host?: string
  key?: string
  at?: string
  against?: string
}

function timeOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const tsUs = microsFromIso(text)
  if (tsUs === null) throw fault('SHL-006', { reason: `${option} takes a time such as 2009-06-28T01:08:00Z, not "${text}"` })
  return tsUs
}

function textOf({ items, topics, at, differences }: ConfigAnswer, { at: moment, against }: ConfigOptions): string {
  if (against !== undefined)
    return table(
      ['host', 'key', 'before', 'after', 'because'],
      differences.map(({ host, key, before, after }) => [host, key, before.value, after.value, after.because]),
    )
  if (moment !== undefined)
    return table(
      ['host', 'key', 'state', 'value', 'because'],
      at.map(({ host, key, state, value, because }) => [host, key, state, value, because]),
    )
  const known = items.map((item) => [item.host, item.key, item.value, item.method, item.source, item.first_ts, item.last_ts])
  const said = topics.map(({ title, says }) => [title, says])
  return `${table(['host', 'key', 'value', 'method', 'source', 'first', 'last'], known)}\n\n${table(['subject', 'observed'], said)}`
}

export const register: Register = ({ program, action }) => {
  const command = program
    .command('config')
    .description('configuration as dated facts: known, assumed between observations that agree, or unknown since when')
    .argument('<dir>', 'case folder')
    .option('--host <ip>', 'of this host only, by address or name')
    .option('--key <key>', 'a key such as sshd/PasswordAuthentication, or what keys begin with, such as sshd')
    .option('--at <time>', 'what was known at this moment')
    .option('--against <time>', 'with --at: what differs between the two moments')
  action<ConfigOptions>(command, ({ args, options }) => {
    const { host, key } = options
    const [atUs, againstUs] = [timeOf('--at', options.at), timeOf('--against', options.against)]
    if (againstUs !== undefined && atUs === undefined) throw fault('SHL-006', { reason: '--against goes with --at' })
    return withCase(args[0]!, async (client) => {
      const answer = await client.hosts.config({ host, key, atUs, againstUs })
      return { json: answer, text: textOf(answer, options) }
    })
  })
}
