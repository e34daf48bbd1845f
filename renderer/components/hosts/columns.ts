/** Columns of the tables of a dossier. */
import type { HostDossier, SessionRow, VulnerabilityRow } from '#contract/hosts'
import { microsFromIso } from '#contract/units'
import { formatBytes, formatCount } from '../../format/number'
import { formatDuration } from '../../format/duration'
import { text } from '../../text/en'
import type { Column } from '../table/columns'

type Service = HostDossier['services'][number]
type Peer = HostDossier['peers']['top'][number]
type TimeText = (ts: string | null) => string

const at = (ts: string | null) => (ts === null ? null : microsFromIso(ts))
const dates = <Row extends { first_ts: string | null; last_ts: string | null }>(
  time: TimeText,
  titles: { first: string; last: string },
): Column<Row>[] => [
  {
    id: 'first',
    title: titles.first,
    value: (row) => time(row.first_ts),
    sortBy: (row) => at(row.first_ts),
    mono: true,
    width: 'auto',
  },
  {
    id: 'last',
    title: titles.last,
    value: (row) => time(row.last_ts),
    sortBy: (row) => at(row.last_ts),
    mono: true,
    width: 'auto',
  },
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
    {
      id: 'port',
      title: words.port,
      value: (row) => portText(row.port, row.proto),
      sortBy: (row) => row.port,
      mono: true,
      width: 'auto',
    },
    {
      id: 'service',
      title: words.service,
      value: (row) => row.service ?? '–',
      sortBy: (row) => row.service,
      mono: true,
      width: '9rem',
    },
    {
      id: 'observed',
      title: words.observed,
      value: (row) => formatCount(row.observed),
      sortBy: (row) => row.observed,
      align: 'right',
      mono: true,
      width: 'auto',
    },
    {
      id: 'scanned',
      title: words.scanned,
      value: (row) => (row.scanned ? words.yes : words.no),
      sortBy: (row) => Number(row.scanned),
      width: 'auto',
    },
    ...dates<Service>(time, words),
    { id: 'source', title: words.source, value: (row) => row.source, width: '12rem' },
  ]
}

export function vulnerabilityColumns(time: TimeText): Column<VulnerabilityRow>[] {
  const words = text.dossier.vulnerabilities
  return [
    { id: 'severity', title: words.severity, value: (row) => row.severity, sortBy: (row) => row.severity, width: 'auto' },
    { id: 'name', title: words.name, value: (row) => row.name, sortBy: (row) => row.name.toLowerCase(), width: '24rem' },
    {
      id: 'plugin',
      title: words.plugin,
      value: (row) => row.plugin_id,
      sortBy: (row) => Number(row.plugin_id) || row.plugin_id,
      mono: true,
      width: 'auto',
    },
    {
      id: 'port',
      title: words.port,
      value: (row) => portText(row.port, row.proto),
      sortBy: (row) => row.port,
      mono: true,
      width: 'auto',
    },
    {
      id: 'sessions',
      title: words.sessions,
      hint: words.sessionsHint,
      value: (row) => (row.sessions === undefined ? words.unknown : formatCount(row.sessions)),
      sortBy: (row) => row.sessions ?? null,
      align: 'right',
      mono: true,
      width: 'auto',
    },
    ...dates<VulnerabilityRow>(time, words),
  ]
}

export function peerColumns(time: TimeText): Column<Peer>[] {
  const words = text.dossier.peers
  return [
    { id: 'ip', title: words.ip, value: (row) => row.ip, sortBy: (row) => row.ip, mono: true, width: 'auto' },
    { id: 'direction', title: words.direction, value: (row) => row.direction, sortBy: (row) => row.direction, width: 'auto' },
    {
      id: 'port',
      title: words.port,
      value: (row) => row.server_port ?? '–',
      sortBy: (row) => row.server_port,
      align: 'right',
      mono: true,
      width: 'auto',
    },
    {
      id: 'sessions',
      title: words.sessions,
      value: (row) => formatCount(row.sessions),
      sortBy: (row) => row.sessions,
      align: 'right',
      mono: true,
      width: 'auto',
    },
    {
      id: 'bytes',
      title: words.bytes,
      value: (row) => formatBytes(row.bytes),
      sortBy: (row) => row.bytes,
      align: 'right',
      mono: true,
      width: 'auto',
    },
    ...dates<Peer>(time, words),
  ]
}

export function sessionColumns(time: TimeText): Column<SessionRow>[] {
  const words = text.dossier.sessions
  const bytes = (n: number | null) => (n === null ? '–' : formatCount(n))
  return [
    {
      id: 'start',
      title: words.start,
      value: (row) => time(row.start),
      sortBy: (row) => at(row.start),
      mono: true,
      width: 'auto',
    },
    { id: 'direction', title: words.direction, value: (row) => row.direction, sortBy: (row) => row.direction, width: 'auto' },
    {
      id: 'client',
      title: words.client,
      value: (row) => endpoint(row.client_ip, row.client_port),
      sortBy: (row) => row.client_ip,
      mono: true,
      width: 'auto',
    },
    {
      id: 'server',
      title: words.server,
      value: (row) => endpoint(row.server_ip, row.server_port),
      sortBy: (row) => row.server_ip,
      mono: true,
      width: 'auto',
    },
    {
      id: 'measured',
      title: words.measured,
      value: (row) => (row.duration_s === null ? '–' : formatDuration(row.duration_s)),
      sortBy: (row) => row.duration_s,
      align: 'right',
      mono: true,
      width: 'auto',
    },
    {
      id: 'toServer',
      title: words.toServer,
      value: (row) => bytes(row.client_bytes),
      sortBy: (row) => row.client_bytes,
      align: 'right',
      mono: true,
      width: 'auto',
    },
    {
      id: 'toClient',
      title: words.toClient,
      value: (row) => bytes(row.server_bytes),
      sortBy: (row) => row.server_bytes,
      align: 'right',
      mono: true,
      width: 'auto',
    },
    { id: 'state', title: words.state, value: (row) => row.state ?? '–', sortBy: (row) => row.state, width: 'auto' },
    {
      id: 'witnesses',
      title: words.witnesses,
      value: (row) => row.witnesses.map((one) => one.format).join(', '),
      width: '12rem',
    },
  ]
}
