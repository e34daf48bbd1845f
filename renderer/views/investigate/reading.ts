/** What the drawer says of an event: as its sensor wrote it, and as it was read. */
import type { EventRow } from '#contract/event'
import type { EvidenceSource } from '#contract/evidence'
import { formatDuration } from '../../format/duration'
import { formatBytes, formatCount } from '../../format/number'
import { text } from '../../text/en'
import { endpoint } from './event-columns'

export interface Line {
  key: string
  label: string
  value: string
}
const words = text.investigate

const line = (key: string, label: string, value: string | number | null): Line[] =>
  value === null || value === '' ? [] : [{ key, label, value: String(value) }]
const attribute = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Shape: event → sides as written, then every other field of the record under its own name. */
export function asWritten(row: EventRow): Line[] {
  const { src, dst, sensor, disagrees } = words.wrote_
  return [
    ...line('src', src, endpoint(row.src_ip, row.src_port)),
    ...line('dst', dst, endpoint(row.dst_ip, row.dst_port)),
    ...line('disagrees', disagrees, row.sensor_disagrees),
    ...line('sensor', sensor, row.sensor),
    ...Object.entries(row.attrs).flatMap(([name, value]) => line(`attr-${name}`, name, attribute(value))),
  ]
}

function flow(bytes: number | null, packets: number | null): string {
  if (bytes === null) return ''
  const exact = bytes < 1000 ? formatBytes(bytes) : `${formatBytes(bytes)} (${formatCount(bytes)} B)`
  return words.bytesAndPackets(exact, packets === null ? null : formatCount(packets))
}

/** Shape: event, its source, writer of times → what was read, with what decided it. */
export function asRead(row: EventRow, source: EvidenceSource | undefined, time: (ts: string | null) => string): Line[] {
  const names = words.read_
  const confidence =
    row.role_confidence === null || row.role_confidence === 'none' ? '' : ` · ${words.confidence(row.role_confidence)}`
  return [
    ...line('client', names.client, endpoint(row.client_ip, row.client_port)),
    ...line('server', names.server, endpoint(row.server_ip, row.server_port)),
    ...line('direction', names.direction, row.direction),
    ...line('rule', names.rule, row.role_rule === null ? null : `${words.rules[row.role_rule]}${confidence}`),
    ...line('start', names.start, time(row.ts)),
    ...line('end', names.end, time(row.ts_end)),
    ...line('measured', names.measured, row.duration_s === null ? null : formatDuration(row.duration_s)),
    ...line('quality', names.quality, row.ts_quality.replaceAll('-', ' ')),
    ...line('zone', names.zone, [source?.zone, source?.zone && source.zone_rule].filter(Boolean).join(' · ')),
    ...line('toServer', names.toServer, flow(row.client_bytes, row.client_pkts)),
    ...line('toClient', names.toClient, flow(row.server_bytes, row.server_pkts)),
    ...line('service', names.service, [row.proto, row.service].filter((part) => part !== null).join(' ')),
    ...line('state', names.state, row.session_state),
    ...line('type', names.type, row.type),
    ...line('specificity', names.specificity, row.specificity),
    ...line('severity', names.severity, row.severity),
    ...line('outcome', names.outcome, row.outcome),
    ...line('user', names.user, row.user_name),
    ...line('host', names.host, row.host_name),
    ...line('process', names.process, row.process_name),
    ...line('signature', names.signature, [row.signature_id, row.signature].filter((part) => part !== null).join(' · ')),
    ...line('message', names.message, row.message),
  ]
}
