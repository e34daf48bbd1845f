/** The access register: who may use which service of which host, who attested it, and what it says of a session. */
import { z } from 'zod'
import { network, singleAddress } from './query-language/addresses'

/** What an analyst states of one access. Texts that nobody gave are empty; what is null restricts nothing. */
export const AccessFields = z.object({
  /** Networks or addresses that may begin a session. */
  source: z.array(z.string()),
  /** Hosts or networks whose service it is. */
  target: z.array(z.string()),
  /** `tcp/22`, `tcp/8000-8100`, or a protocol alone for every port of it. */
  service: z.string(),
  /** `08-18` or `22:30-06:00`, on the clock of the case's display zone; half-open, of the session's start. Null: at any hour. */
  hours: z.string().nullable(),
  purpose: z.string(),
  owner: z.string(),
  attested_by: z.string(),
  /** Where it can be looked up that it was attested: a ticket, a letter, a signed sheet. */
  attestation: z.string(),
  /** ISO 8601, UTC; half-open, of the session's start. */
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
})
export type AccessFields = z.infer<typeof AccessFields>

/** As it is handed in; it is checked and written in one spelling before it is recorded. */
export const AccessDraft = z.object({
  source: z.array(z.string()).min(1),
  target: z.array(z.string()).min(1),
  service: z.string(),
  hours: z.string().nullable().default(null),
  purpose: z.string().default(''),
  owner: z.string().default(''),
  attested_by: z.string().default(''),
  attestation: z.string().default(''),
  valid_from: z.string().nullable().default(null),
  valid_to: z.string().nullable().default(null),
})
export type AccessDraft = z.input<typeof AccessDraft>
export const AccessChange = AccessFields.partial().extend({ id: z.string() })
export type AccessChange = z.infer<typeof AccessChange>

/** Why a row authorises by address alone: it is no proof that a source never seen before may be there. */
export const ACCESS_MARKS = ['nobody-attested', 'neither-purpose-nor-hours', 'broad-source'] as const
export const AccessMark = z.enum(ACCESS_MARKS)
export type AccessMark = z.infer<typeof AccessMark>

export const AccessRow = AccessFields.extend({
  id: z.string(),
  author: z.string(),
  added_at: z.string(),
  changed_at: z.string(),
  /** Empty where the row rests on more than an address. */
  by_address_alone: z.array(AccessMark),
})
export type AccessRow = z.infer<typeof AccessRow>

/** What decided: the row covers the session; no row names its source; a row names its source at other hours. */
export const ACCESS_CLAUSES = ['covered', 'source', 'hours'] as const
export const AccessReason = z.object({
  row: z.string(),
  clause: z.enum(ACCESS_CLAUSES),
  /** One sentence. */
  because: z.string(),
  by_address_alone: z.array(AccessMark),
})
export type AccessReason = z.infer<typeof AccessReason>

/** A protocol and its ports; null ports: every one. */
export interface AccessService {
  proto: string
  fromPort: number | null
  toPort: number | null
}

const SERVICE = /^([a-z][a-z0-9-]{0,15})(?:\/(\d{1,5})(?:-(\d{1,5}))?)?$/

/** Shape: `tcp/22`, `TCP/8000-8100`, `icmp` → protocol and ports, or null. */
export function parseService(text: string): AccessService | null {
  const match = SERVICE.exec(text.trim().toLowerCase())
  if (match === null) return null
  const fromPort = match[2] === undefined ? null : Number(match[2])
  const toPort = match[3] === undefined ? fromPort : Number(match[3])
  if (fromPort !== null && toPort !== null && (fromPort > toPort || toPort > 65_535)) return null
  return { proto: match[1]!, fromPort, toPort }
}

/** Shape: → `tcp/22`, `tcp/8000-8100`, `icmp`. */
export function serviceText({ proto, fromPort, toPort }: AccessService): string {
  if (fromPort === null) return proto
  return fromPort === toPort ? `${proto}/${fromPort}` : `${proto}/${fromPort}-${toPort}`
}

/** Minutes of the day [from, to); over midnight where `from` is the later one. */
export interface Hours {
  fromMinute: number
  toMinute: number
}

const HOURS = /^(\d{1,2})(?::([0-5]\d))?\s*[-–]\s*(\d{1,2})(?::([0-5]\d))?$/

/** Shape: `08-18`, `22:30-06:00`, `00-24` → minutes of the day, or null; from and to must differ. */
export function parseHours(text: string): Hours | null {
  const match = HOURS.exec(text.trim())
  if (match === null) return null
  const fromMinute = Number(match[1]) * 60 + Number(match[2] ?? 0)
  const toMinute = Number(match[3]) * 60 + Number(match[4] ?? 0)
  if (fromMinute >= 1440 || toMinute > 1440 || fromMinute === toMinute) return null
  return { fromMinute, toMinute }
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Shape: → `08:00-18:00`. */
export const hoursText = ({ fromMinute, toMinute }: Hours): string => `${clock(fromMinute)}-${clock(toMinute)}`

/** Shape: hours × minute of the day → whether it lies in them. */
export const inHours = ({ fromMinute, toMinute }: Hours, minute: number): boolean =>
  fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute

/** Shape: address or network → its range with its text in one spelling, or null. An IPv6 network holds no IPv4 address, `::/0` neither. */
export const accessRange = (text: string) => network(text.trim()) ?? singleAddress(text.trim())

/** Source networks wider than these are broad. Chosen: a /24 (IPv6: /64) is one segment that one person can answer for. */
const BROAD_HOST_BITS = { v4: 8n, v6: 64n }

function isBroad(text: string): boolean {
  const range = accessRange(text)
  if (range === null) return false
  return range.high - range.low + 1n > 1n << (text.includes(':') ? BROAD_HOST_BITS.v6 : BROAD_HOST_BITS.v4)
}

/** Shape: what is stated → why the row authorises by address alone; empty where it rests on more. */
export function marksOf({ source, hours, purpose, attested_by }: AccessFields): AccessMark[] {
  const marks: AccessMark[] = []
  if (attested_by.trim() === '') marks.push('nobody-attested')
  if (purpose.trim() === '' && hours === null) marks.push('neither-purpose-nor-hours')
  if (source.some(isBroad)) marks.push('broad-source')
  return marks
}

/** An access that sessions show and nobody stated. It authorises nothing until a person adds it. */
export const AccessSuggestion = z.object({
  source: z.string(),
  target: z.string(),
  service: z.string(),
  sessions: z.number(),
  clients: z.number(),
  /** Distinct days (UTC) on which it was seen. */
  days: z.number(),
  first_ts: z.string(),
  last_ts: z.string(),
  /** One sentence: what it rests on. */
  because: z.string(),
  /** A filter that shows the sessions. */
  where: z.string(),
})
export type AccessSuggestion = z.infer<typeof AccessSuggestion>

export const AccessSuggestions = z.object({
  /** Nothing from here on is learned from: the first session or burst that is suspected. Null: nothing is suspected. */
  learned_before: z.string().nullable(),
  /** Why learning ends there. */
  because: z.string(),
  least_days: z.number(),
  rows: z.array(AccessSuggestion),
})
export type AccessSuggestions = z.infer<typeof AccessSuggestions>

/** How many sessions each verdict leads to; `by_address_alone` counts those among the authorised. */
export const VerdictCounts = z.object({
  authorised: z.number(),
  not_authorised: z.number(),
  no_statement: z.number(),
  by_address_alone: z.number(),
})
export type VerdictCounts = z.infer<typeof VerdictCounts>

export const SheetOptions = z.object({ targets: z.array(z.string()).default([]) })
export type SheetOptions = z.infer<typeof SheetOptions>
