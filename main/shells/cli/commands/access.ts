/** `access list|add|remove|check|suggest|sheet`: who may use which service, and what that says of the sessions. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { AccessRow } from '#contract/access'
import { collect, type CommandSet, type Register } from '../command'
import { withCase } from '../engine'
import { table, visible } from '../table'
import { addViewOptions, countOf, secondsOf } from '../view-options'

interface AddOptions {
  source: string[]
  target: string[]
  service: string
  hours?: string
  purpose?: string
  owner?: string
  attestedBy?: string
  attestation?: string
  from?: string
  to?: string
}

const lineOf = (row: AccessRow) => [
  row.id,
  row.source.join(', '),
  row.target.join(', '),
  row.service,
  row.hours,
  row.purpose,
  row.owner,
  row.attested_by,
  row.valid_from,
  row.valid_to,
  row.by_address_alone.join(', '),
]
const HEADS = [
  ...['id', 'source', 'target', 'service', 'hours', 'purpose', 'owner', 'attested by'],
  ...['from', 'to', 'by address alone'],
]

const accessOf = ({ group }: CommandSet): Command =>
  group('access', 'who may use which service, and what that says of the sessions')

function registerList(set: CommandSet): void {
  set.action(accessOf(set).command('list').description('the access register').argument('<dir>', 'case folder'), ({ args }) =>
    withCase(args[0]!, async (client) => {
      const rows = await client.access.list()
      return { json: { rows }, text: table(HEADS, rows.map(lineOf)) }
    }),
  )
}

function registerAdd(set: CommandSet): void {
  const command = accessOf(set)
    .command('add')
    .description('state an access; sessions on its service that no row covers are then not authorised')
    .argument('<dir>', 'case folder')
    .requiredOption('--source <cidr>', 'network or address that may begin a session; repeatable', collect)
    .requiredOption('--target <ip>', 'host or network whose service it is; repeatable', collect)
    .requiredOption('--service <proto/port>', 'such as tcp/22 or tcp/8000-8100')
    .option('--hours <from-to>', "such as 08-18 or 22:30-06:00, on the clock of the case's display zone; any hour if left out")
    .option('--purpose <text>', 'what it is for')
    .option('--owner <text>', 'who answers for the service')
    .option('--attested-by <text>', 'who stated that it is so')
    .option('--attestation <text>', 'where that can be looked up')
    .option('--from <time>', 'valid from (ISO 8601)')
    .option('--to <time>', 'valid until, this moment excluded (ISO 8601)')
  set.action<AddOptions>(command, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const { source, target, service, hours, purpose, owner, attestedBy, attestation, from, to } = options
      const row = await client.access.add({
        ...{ source, target, service, hours, purpose, owner, attestation },
        ...{ attested_by: attestedBy, valid_from: from, valid_to: to },
      })
      return { json: row, text: table(HEADS, [lineOf(row)]) }
    }),
  )
}

function registerRemove(set: CommandSet): void {
  const command = accessOf(set)
    .command('remove')
    .description('take an access out of the register')
    .argument('<dir>', 'case folder')
    .argument('<id>', 'its id, as `access list` prints it')
  set.action(command, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const row = await client.access.remove({ id: args[1]! })
      return { json: row, text: `${row.service} on ${row.target.join(', ')} taken out.` }
    }),
  )
}

function registerCheck(set: CommandSet): void {
  const command = accessOf(set)
    .command('check')
    .description('sessions, each with what the register says of it and why')
    .argument('<dir>', 'case folder')
    .option('--min <length>', 'measured to last at least this long, such as 60s')
    .option('--limit <n>', 'at most n; all if left out')
  set.action<{ where?: string; min?: string; limit?: string }>(addViewOptions(command, false), ({ args, options }) => {
    const minSeconds = options.min === undefined ? undefined : secondsOf('--min', options.min)
    const limit = options.limit === undefined ? undefined : countOf('--limit', options.limit)
    return withCase(args[0]!, async (client) => {
      const rows = await client.hosts.sessions({ where: options.where ?? '', minSeconds, limit })
      const lines = rows.map((row) => [
        row.start,
        `${row.client_ip}:${row.client_port}`,
        `${row.server_ip}:${row.server_port}`,
        row.duration_s,
        row.verdict,
        row.access?.because ?? 'the register says nothing of this service',
      ])
      return { json: { rows }, text: table(['start', 'client', 'server', 'seconds', 'verdict', 'because'], lines) }
    })
  })
}

function registerSuggest(set: CommandSet): void {
  const command = accessOf(set)
    .command('suggest')
    .description('accesses that sessions show again and again; none counts before it is added')
    .argument('<dir>', 'case folder')
  set.action(command, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const answer = await client.access.suggestions()
      const lines = answer.rows.map((row) => [row.source, row.target, row.service, row.days, row.sessions, row.because])
      const text = table(['source', 'target', 'service', 'days', 'sessions', 'rests on'], lines)
      return { json: answer, text: `${visible(answer.because)}\n${text}` }
    }),
  )
}

function registerSheet(set: CommandSet): void {
  const command = accessOf(set)
    .command('sheet')
    .description('a PDF for the owner of a server: its sessions, with boxes to attest each')
    .argument('<dir>', 'case folder')
    .requiredOption('-o, --output <file>', 'PDF to write')
    .option('--target <ip>', 'of this server only; repeatable', collect)
  set.action<{ output: string; target?: string[] }>(command, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const sheet = { targets: options.target ?? [] }
      const written = await client.access.exportSheet({ options: sheet, path: resolve(options.output) })
      return { json: written, text: `${written.pages} pages in ${written.path} (SHA-256 ${written.sha256})` }
    }),
  )
}

export const register: Register = (set) => {
  for (const one of [registerList, registerAdd, registerRemove, registerCheck, registerSuggest, registerSheet]) one(set)
}
