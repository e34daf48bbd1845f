/** The two readings of an event: as its sensor wrote it, and as it was read. */
import type { EventRow } from '#contract/event'
import { SEVERITIES } from '#contract/event'
import { formatDuration } from '../../format/duration'
import { formatBytes, formatCount } from '../../format/number'
import { text } from '../../text/en'
import { endpoint } from './event-columns'

export interface Reading {
  key: string
  label: string
  value: string | number
}

const words = text.investigate
const present = (rows: (Omit<Reading, 'value'> & { value: string | number | null })[]): Reading[] =>
  rows.flatMap((row) => (row.value === null || row.value === '' ? [] : [{ ...row, value: row.value }]))

const sent = (bytes: number | null, packets: number | null): string | null =>
  bytes === null ? null : words.bytesAndPackets(formatBytes(bytes), packets === null ? null : formatCount(packets))

/** Shape: event → what the sensor wrote: sides as they stood, then every other field under its own name. */
export function asWritten(row: EventRow): Reading[] {
  const attributes = Object.entries(row.attrs).map(([name, value]) => ({
    key: `attr-${name}`,
    label: name,
    value: typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value),
  }))
  return present([
    { key: 'src', label: words.wrote_.src, value: endpoint(row.src_ip, row.src_port) },
    { key: 'dst', label: words.wrote_.dst, value: endpoint(row.dst_ip, row.dst_port) },
    { key: 'sensor', label: words.wrote_.sensor, value: row.sensor },
    ...attributes,
    { key: 'disagrees', label: words.wrote_.disagrees, value: row.sensor_disagrees },
  ])
}

/** Shape: event, writer of times → what was read from it; `rule` stands in the head of its column. */
export function asRead(row: EventRow, time: (ts: string | null) => string): Reading[] {
  const read = words.read_
  return present([
    { key: 'name', label: read.name, value: row.name },
    { key: 'type', label: read.type, value: row.type },
    { key: 'specificity', label: read.specificity, value: row.specificity === 'specific' ? null : row.specificity },
    { key: 'client', label: read.client, value: endpoint(row.client_ip, row.client_port) },
    { key: 'server', label: read.server, value: endpoint(row.server_ip, row.server_port) },
    { key: 'direction', label: read.direction, value: row.direction === 'unknown' ? null : row.direction },
    { key: 'start', label: read.start, value: time(row.ts) },
    { key: 'end', label: read.end, value: time(row.ts_end) },
    { key: 'quality', label: read.quality, value: row.ts_quality.replaceAll('-', ' ') },
    { key: 'measured', label: read.measured, value: row.duration_s === null ? null : formatDuration(row.duration_s) },
    { key: 'toServer', label: read.toServer, value: sent(row.client_bytes, row.client_pkts) },
    { key: 'toClient', label: read.toClient, value: sent(row.server_bytes, row.server_pkts) },
    { key: 'service', label: read.service, value: row.service },
    { key: 'state', label: read.state, value: row.session_state },
    { key: 'severity', label: read.severity, value: row.severity === null ? null : (SEVERITIES[row.severity] ?? row.severity) },
    { key: 'outcome', label: read.outcome, value: row.outcome },
    { key: 'user', label: read.user, value: row.user_name },
    { key: 'host', label: read.host, value: row.host_name },
    { key: 'process', label: read.process, value: row.process_name },
    {
      key: 'signature',
      label: read.signature,
      value: row.signature === null ? null : `${row.signature}${row.signature_id === null ? '' : ` (${row.signature_id})`}`,
    },
    { key: 'message', label: read.message, value: row.message },
  ])
}
