/** Columns of the tables of a dossier. */
import type { HostDossier, SessionRow, VulnerabilityRow } from '#contract/hosts'
import { microsFromIso } from '#contract/units'
import { formatBytes, formatCount } from '../../format/number'
import { formatDuration } from '../../format/duration'
import { text } from '../../text/en'
import { exactColumn, numberColumn, wordColumn, type Column } from '../table/columns'

type Service = HostDossier['services'][number]
type Peer = HostDossier['peers']['top'][number]
type TimeText = (ts: string | null) => string

const at = (ts: string | null) => (ts === null ? null : microsFromIso(ts))
const dates = <Row extends { first_ts: string | null; last_ts: string | null }>(
  time: TimeText,
  titles: { first: string; last: string },
): Column<Row>[] => [
  exactColumn('first', titles.first, (row) => time(row.first_ts), { sortBy: (row) => at(row.first_ts) }),
  exactColumn('last', titles.last, (row) => time(row.last_ts), { sortBy: (row) => at(row.last_ts) }),
]

/** Shape: port and protocol → `22/tcp`; a finding about the whole host has neither. */
export const portText = (port: number | null, proto: string | null): string =>
  port === null || port === 0 ? '–' : `${port}/${proto ?? 'tcp'}`
/** Shape: `198.18.20.14:22`, `[2001:db8::1]:22`; without a port the address alone. */
export function endpoint(ip: string | null, port: number | null): string {
  if (ip === null) return '–'
  if (port === null) return ip
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`
}

export function serviceColumns(time: TimeText): Column<Service>[] {
  const words = text.dossier.services
  return [
    exactColumn('port', words.port, (row) => portText(row.port, row.proto), { sortBy: (row) => row.port }),
    exactColumn('service', words.service, (row) => row.service ?? '–', { sortBy: (row) => row.service, width: '9rem' }),
    numberColumn('observed', words.observed, (row) => formatCount(row.observed), { sortBy: (row) => row.observed }),
    wordColumn('scanned', words.scanned, (row) => (row.scanned ? words.yes : words.no), {
      sortBy: (row) => Number(row.scanned),
    }),
    ...dates<Service>(time, words),
    wordColumn('source', words.source, (row) => row.source, { width: '12rem' }),
  ]
}

/** Shape: finding → who reached its port and when, in short; nothing where nobody did. */
function reachText({ reachability }: VulnerabilityRow): string {
  if (reachability === undefined) return '–'
  const words = text.dossier.vulnerabilities
  const { sessions, attempts, by_direction, before_first_report, after_first_report } = reachability
  if (sessions === 0) return attempts === 0 ? words.noSession : words.attemptsOnly(formatCount(attempts))
  return words.reachedBy(
    formatCount(by_direction['inbound'] ?? 0),
    formatCount(before_first_report),
    formatCount(after_first_report),
  )
}

export function vulnerabilityColumns(time: TimeText): Column<VulnerabilityRow>[] {
  const words = text.dossier.vulnerabilities
  return [
    wordColumn('severity', words.severity, (row) => row.severity, { sortBy: (row) => row.severity }),
    wordColumn('name', words.name, (row) => row.name, { sortBy: (row) => row.name.toLowerCase(), width: '24rem' }),
    exactColumn('plugin', words.plugin, (row) => row.plugin_id, { sortBy: (row) => Number(row.plugin_id) || row.plugin_id }),
    exactColumn('port', words.port, (row) => portText(row.port, row.proto), { sortBy: (row) => row.port }),
    numberColumn('sessions', words.sessions, (row) => (row.sessions === undefined ? words.unknown : formatCount(row.sessions)), {
      hint: words.sessionsHint,
      sortBy: (row) => row.sessions ?? null,
    }),
    wordColumn('reached', words.reached, (row) => reachText(row), { hint: words.reachedHint, width: '15rem' }),
    ...dates<VulnerabilityRow>(time, words),
  ]
}

export function peerColumns(time: TimeText): Column<Peer>[] {
  const words = text.dossier.peers
  return [
    exactColumn('ip', words.ip, (row) => row.ip, { sortBy: (row) => row.ip }),
    wordColumn('direction', words.direction, (row) => row.direction, { sortBy: (row) => row.direction }),
    numberColumn('port', words.port, (row) => row.server_port ?? '–', { sortBy: (row) => row.server_port }),
    numberColumn('sessions', words.sessions, (row) => formatCount(row.sessions), { sortBy: (row) => row.sessions }),
    numberColumn('bytes', words.bytes, (row) => formatBytes(row.bytes), { sortBy: (row) => row.bytes }),
    wordColumn('known', words.known, (row) => (row.is_new === true ? words.isNew : words.fromStart), {
      hint: words.knownHint,
      sortBy: (row) => Number(row.is_new === true),
    }),
    ...dates<Peer>(time, words),
  ]
}

export function sessionColumns(time: TimeText): Column<SessionRow>[] {
  const words = text.dossier.sessions
  const bytes = (n: number | null) => (n === null ? '–' : `${formatCount(n)} B`)
  const length = (seconds: number | null) => (seconds === null ? '–' : formatDuration(seconds))
  return [
    exactColumn('start', words.start, (row) => time(row.start), { sortBy: (row) => at(row.start) }),
    wordColumn('direction', words.direction, (row) => row.direction, { sortBy: (row) => row.direction }),
    exactColumn('client', words.client, (row) => endpoint(row.client_ip, row.client_port), { sortBy: (row) => row.client_ip }),
    exactColumn('server', words.server, (row) => endpoint(row.server_ip, row.server_port), { sortBy: (row) => row.server_ip }),
    numberColumn('measured', words.measured, (row) => length(row.duration_s), { sortBy: (row) => row.duration_s }),
    numberColumn('toServer', words.toServer, (row) => bytes(row.client_bytes), { sortBy: (row) => row.client_bytes }),
    numberColumn('toClient', words.toClient, (row) => bytes(row.server_bytes), { sortBy: (row) => row.server_bytes }),
    wordColumn('state', words.state, (row) => row.state ?? '–', { sortBy: (row) => row.state }),
    wordColumn('witnesses', words.witnesses, (row) => row.witnesses.map((one) => one.format).join(', '), { width: '12rem' }),
  ]
}
