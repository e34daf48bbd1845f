/** How a made-up event is drafted and becomes a row. */
import type { EventRow, EventType } from '#contract/event'
import { isoFromMicros } from '#contract/units'

export const DAY_US = 86_400_000_000
export const HOUR_US = 3_600_000_000
/** 2009-06-05T00:00:00Z. */
export const CASE_START_US = Date.UTC(2009, 5, 5) * 1000
export const CASE_DAYS = 35
export const SERVER = '198.18.20.14'
export const IRC_HOST = '203.0.113.200'
export const SOURCES = ['snort', 'zeek', 'tnm', 'pvs', 'syslog'] as const
export type SourceName = (typeof SOURCES)[number]
export const FORMATS = { snort: 'snort-fast', zeek: 'zeek', tnm: 'tnm', pvs: 'nnm-syslog', syslog: 'syslog' } as const

/** Shape: seed → numbers in [0, 1), the same sequence every time (Park–Miller). */
export function sequence(seed: number): () => number {
  let state = seed
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}

/** Shape: source → its made-up SHA-256. */
export const shaOf = (source: SourceName): string => (SOURCES.indexOf(source) + 7).toString(16).repeat(64).slice(0, 64)

export type Draft = { at: number; type: EventType; name: string; source: SourceName } & Partial<
  Omit<EventRow, 'type' | 'name' | 'ts'>
>

export const BLANK = {
  ts_end: null,
  ts_quality: 'exact',
  specificity: 'specific',
  sensor: 'sensor-1',
  src_ip: null,
  src_port: null,
  dst_ip: null,
  dst_port: null,
  client_ip: null,
  client_port: null,
  server_ip: null,
  server_port: null,
  role_rule: 'handshake',
  role_confidence: 'high',
  direction: 'unknown',
  proto: 'tcp',
  service: null,
  duration_s: null,
  client_bytes: null,
  server_bytes: null,
  client_pkts: null,
  server_pkts: null,
  session_state: null,
  user_name: null,
  host_name: null,
  process_name: null,
  severity: null,
  signature_id: null,
  signature: null,
  outcome: null,
  message: null,
  attrs: {},
  sensor_disagrees: null,
} satisfies Partial<EventRow>

const isHome = (ip: string | null | undefined) => ip?.startsWith('198.18.') ?? false
export function directionOf(draft: Draft): EventRow['direction'] {
  if (!draft.client_ip || !draft.server_ip) return 'unknown'
  const key = `${isHome(draft.client_ip)}-${isHome(draft.server_ip)}`
  return (
    ({ 'true-true': 'internal', 'true-false': 'outbound', 'false-true': 'inbound', 'false-false': 'external' } as const)[key] ??
    'unknown'
  )
}

export function rowOf(draft: Draft, index: number): EventRow {
  const { at, source, ...given } = draft
  const seconds = given.duration_s ?? null
  return {
    ...BLANK,
    direction: directionOf(draft),
    src_ip: draft.client_ip ?? null,
    src_port: draft.client_port ?? null,
    dst_ip: draft.server_ip ?? null,
    dst_port: draft.server_port ?? null,
    ...given,
    ts: isoFromMicros(at),
    ts_end: seconds === null ? null : isoFromMicros(at + Math.round(seconds * 1e6)),
    event_id: index + 1,
    event_key: `${shaOf(source)}/-/${index + 1}/0`,
    format: FORMATS[source],
    evidence: shaOf(source),
    line: index + 1,
    byte_offset: index * 140,
    byte_length: 140,
  }
}

export const conn = (client: string, clientPort: number, server: string, serverPort: number) => ({
  client_ip: client,
  client_port: clientPort,
  server_ip: server,
  server_port: serverPort,
})
