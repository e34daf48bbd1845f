/**
 * The event: its vocabularies and its row. Every list is append-only; its order is the code stored in the case database.
 */
import { z } from 'zod'

/** First level of the taxonomy: what kind of event. */
export const EVENT_TYPES = [
  'unnormalized',
  'intrusion',
  'network',
  'connection',
  'login',
  'login-failure',
  'logout',
  'access-denied',
  'firewall',
  'web-access',
  'web-error',
  'dns',
  'vulnerability',
  'compliance',
  'detected-change',
  'process',
  'application',
  'system',
  'error',
  'dhcp',
  'file-access',
  'data-leak',
  'dos',
  'virus',
  'scanning',
  'continuous',
  'stats',
  'indicator',
  'manual',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** How sure we are of `ts`: `exact` needed no help, `solved` was worked out from the record itself. */
export const TS_QUALITIES = ['exact', 'zone-assumed', 'year-assumed', 'zone-and-year-assumed', 'solved'] as const
export type TsQuality = (typeof TS_QUALITIES)[number]

/** How much the normalised name says; `fallback` = the sensor had no better word. */
export const SPECIFICITIES = ['specific', 'generic', 'fallback'] as const
export type Specificity = (typeof SPECIFICITIES)[number]

export const DIRECTIONS = ['unknown', 'inbound', 'outbound', 'internal', 'external'] as const
export type Direction = (typeof DIRECTIONS)[number]

/**
 * Which rule decided client and server, surest first.
 * `handshake` the sensor saw who opened it · `same-session` another sensor saw the handshake of this session ·
 * `server-log` the server's own log names the client · `first-packet` the sensor saw who spoke first ·
 * `service-port` · `ephemeral-port` · `fan-in` many peers share one side's port · `arrow` order as written.
 */
export const ROLE_RULES = [
  'none',
  'handshake',
  'same-session',
  'server-log',
  'first-packet',
  'service-port',
  'ephemeral-port',
  'fan-in',
  'arrow',
] as const
export type RoleRule = (typeof ROLE_RULES)[number]

export const ROLE_CONFIDENCES = ['none', 'low', 'medium', 'high'] as const
export type RoleConfidence = (typeof ROLE_CONFIDENCES)[number]

/** Ladder class of a session. */
export const SESSION_STATES = [
  'none',
  'no-answer',
  'refused',
  'probe',
  'open',
  'complete',
  'half-closed',
  'aborted',
  'one-sided',
] as const
export type SessionState = (typeof SESSION_STATES)[number]

export const OUTCOMES = ['none', 'success', 'failure', 'unknown'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Severity by its number, 0 info … 4 critical. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const
export type SeverityWord = (typeof SEVERITIES)[number]

/** One row of the `events` view, exactly as the command line prints it. */
export const EventRow = z.object({
  event_id: z.number(),
  event_key: z.string(),
  ts: z.string(),
  ts_end: z.string().nullable(),
  ts_quality: z.enum(TS_QUALITIES),
  type: z.enum(EVENT_TYPES),
  name: z.string(),
  specificity: z.enum(SPECIFICITIES),
  format: z.string(),
  sensor: z.string().nullable(),
  src_ip: z.string().nullable(),
  src_port: z.number().nullable(),
  dst_ip: z.string().nullable(),
  dst_port: z.number().nullable(),
  client_ip: z.string().nullable(),
  client_port: z.number().nullable(),
  server_ip: z.string().nullable(),
  server_port: z.number().nullable(),
  role_rule: z.enum(ROLE_RULES).nullable(),
  role_confidence: z.enum(ROLE_CONFIDENCES).nullable(),
  direction: z.enum(DIRECTIONS),
  proto: z.string().nullable(),
  service: z.string().nullable(),
  duration_s: z.number().nullable(),
  client_bytes: z.number().nullable(),
  server_bytes: z.number().nullable(),
  client_pkts: z.number().nullable(),
  server_pkts: z.number().nullable(),
  session_state: z.enum(SESSION_STATES).nullable(),
  user_name: z.string().nullable(),
  host_name: z.string().nullable(),
  process_name: z.string().nullable(),
  severity: z.number().nullable(),
  signature_id: z.string().nullable(),
  signature: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  message: z.string().nullable(),
  attrs: z.record(z.string(), z.unknown()),
  sensor_disagrees: z.string().nullable(),
  evidence: z.string(),
  line: z.number().nullable(),
  byte_offset: z.number(),
  byte_length: z.number(),
})
export type EventRow = z.infer<typeof EventRow>

/** The parts of an `event_key`: `<evidence sha256>/<member>/<record>/<ordinal>`; the member of a plain file is `-`. */
export interface EventKeyParts {
  sha256: string
  member: string
  record: number
  ordinal: number
}

const KEY = /^([0-9a-f]{64})\/(.+)\/(\d+)\/(\d+)$/

/** Shape: event key → its parts, or null where the text is not a key. A member name is percent-encoded in the key. */
export function parseEventKey(key: string): EventKeyParts | null {
  const match = KEY.exec(key)
  if (match === null) return null
  return { sha256: match[1]!, member: decodeURIComponent(match[2]!), record: Number(match[3]), ordinal: Number(match[4]) }
}

/** Shape: parts → event key. */
export function formatEventKey(parts: EventKeyParts): string {
  return `${parts.sha256}/${encodeURIComponent(parts.member)}/${parts.record}/${parts.ordinal}`
}
