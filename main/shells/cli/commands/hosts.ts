/** `sessions`, `host`, `assets`, `vulns`: what is derived from events. */
import { SEVERITIES } from '#contract/event'
import { emptyAnswer } from '../absence'
import type { Register } from '../command'
import { withCase } from '../engine'
import { table } from '../table'
import { addViewOptions, countOf, secondsOf, selectionOf } from '../view-options'

interface SessionOptions {
  where?: string
  min?: string
  limit?: string
}

const SESSION_HEAD = ['start', 'direction', 'client', 'server', 'seconds', 'to server', 'to client', 'ladder', 'witnesses']

const registerSessions: Register = ({ program, action }) => {
  const command = program
    .command('sessions')
    .description('connections, each once with every sensor that saw it, in order of start')
    .argument('<dir>', 'case folder')
    .option('--min <length>', 'measured to last at least this long, such as 60s')
    .option('--limit <n>', 'at most n; all if left out')
  action<SessionOptions>(addViewOptions(command, false), ({ args, options }) => {
    const minSeconds = options.min === undefined ? undefined : secondsOf('--min', options.min)
    const limit = options.limit === undefined ? undefined : countOf('--limit', options.limit)
    return withCase(args[0]!, async (client) => {
      const rows = await client.hosts.sessions({ where: options.where ?? '', minSeconds, limit })
      const lines = rows.map((row) => [
        row.start,
        row.direction,
        `${row.client_ip}:${row.client_port}`,
        `${row.server_ip}:${row.server_port}`,
        row.duration_s,
        row.client_bytes,
        row.server_bytes,
        row.ladder,
        row.witnesses.map(({ label, format }) => label ?? format).join(', '),
      ])
      const selection = selectionOf({ where: options.where })
      const empty = await emptyAnswer(client, rows.length === 0, { selection, classes: ['flow', 'packets'] })
      return { json: { rows, ...empty.json }, text: table(SESSION_HEAD, lines) + empty.text }
    })
  })
}

const registerVulnerabilities: Register = ({ program, action }) => {
  const command = program
    .command('vulns')
    .description('vulnerabilities that scans and passive discovery reported')
    .argument('<dir>', 'case folder')
    .option('--host <ip>', 'of this host only')
  action<{ host?: string }>(command, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const rows = await client.hosts.vulnerabilities({ host: options.host })
      const lines = rows.map((row) => [
        row.host,
        row.port,
        row.plugin_id,
        SEVERITIES[row.severity] ?? row.severity,
        row.name,
        row.first_ts,
        row.last_ts,
      ])
      const hosts = options.host === undefined ? undefined : [options.host]
      const empty = await emptyAnswer(client, rows.length === 0, { hosts, classes: ['vulnerability-scan'] })
      const text = table(['host', 'port', 'plugin', 'severity', 'name', 'first', 'last'], lines)
      return { json: { rows, ...empty.json }, text: text + empty.text }
    }),
  )
}

export const register: Register = (set) => {
  const { program, action } = set
  registerSessions(set)
  registerVulnerabilities(set)
  action(
    program
      .command('host')
      .description('everything known about one host')
      .argument('<dir>', 'case folder')
      .argument('<ip>', 'address'),
    ({ args }) =>
      withCase(args[0]!, async (client) => {
        const dossier = await client.hosts.dossier({ ip: args[1]! })
        return { json: dossier, text: dossier === null ? 'No event or scan names this host.' : JSON.stringify(dossier, null, 2) }
      }),
  )
  action(
    program.command('assets').description('host lists, each host with the reason it is in').argument('<dir>', 'case folder'),
    ({ args }) =>
      withCase(args[0]!, async (client) => {
        const lists = await client.hosts.assets()
        const lines = lists.flatMap(({ id, hosts }) => hosts.map(({ ip, because }) => [id, ip, because]))
        return { json: { lists }, text: table(['list', 'host', 'because'], lines) }
      }),
  )
}
