/** A case in memory that answers questions of citations: records by key, and one pivot. */
import { fault } from '#contract/errors'
import { parseEventKey, type EventRow } from '#contract/event'
import type { PivotResult, RawRecord } from '#contract/query'
import type { SqlResult } from '#contract/sql'
import { sha256Hex } from '#main/journal/canonical'
import type { Questions } from '../questions'

export const FILE = 'f'.repeat(64)
export const keyOf = (line: number): string => `${FILE}/-/${line}/0`

const NOTHING = {
  ts_end: null, sensor: null, src_ip: null, src_port: null, dst_ip: null, dst_port: null, client_ip: null, client_port: null,
  server_ip: null, server_port: null, role_rule: null, role_confidence: null, proto: null, service: null, duration_s: null, client_bytes: null,
  server_bytes: null, client_pkts: null, server_pkts: null, session_state: null, user_name: null, host_name: null, process_name: null,
  severity: null, signature_id: null, signature: null, outcome: null, message: null, sensor_disagrees: null,
} as const // prettier-ignore

/** What the answers are drawn from; a test changes it and asks again. */
export interface Answers extends Questions {
  viewVersion: number
  lines: string[]
  fields: Partial<EventRow>
  intact: boolean
  result: PivotResult
  sqlViewVersion: number
  sqlResult: SqlResult
  asked: number
}

/** Shape: lines of one file → the case that answers for them. */
export function answers(lines: string[]): Answers {
  const line = (key: string): number => {
    const number = parseEventKey(key)?.record ?? 0
    if (self.lines[number - 1] === undefined) throw fault('QRY-002', { key })
    return number
  }
  const self: Answers = {
    viewVersion: 1,
    lines,
    fields: {},
    intact: true,
    result: { rows: [], groups: 0, total: 0, fromUs: null, toUs: null },
    sqlViewVersion: 1,
    sqlResult: { columns: [], rows: [], truncated: false, sha256: null },
    asked: 0,
    sql: () => Promise.resolve(structuredClone(self.sqlResult)),
    spoiltFile: () => Promise.resolve(self.intact ? null : { name: 'tnm.log', state: 'changed' }),
    fileName: (sha256) => (sha256 === FILE ? 'tnm.log' : null),
    event: (key) =>
      Promise.resolve().then(() => ({
        ...{
          ...NOTHING,
          event_id: ++self.asked,
          event_key: key,
          ts: '2009-06-11T03:46:47Z',
          ts_quality: 'solved',
          type: 'network',
        },
        ...{ name: 'TNM-Event', specificity: 'specific', format: 'tnm', direction: 'unknown', attrs: {}, evidence: FILE },
        ...{ line: line(key), byte_offset: 0, byte_length: self.lines[line(key) - 1]!.length, ...self.fields },
      })),
    raw: (key) => Promise.resolve().then(() => rawOf(key, line(key), self)),
    pivot: () => {
      self.asked++
      return Promise.resolve(structuredClone(self.result))
    },
  }
  return self
}

function rawOf(key: string, line: number, { lines, intact }: Answers): RawRecord {
  const raw = lines[line - 1]!
  const place = { evidence: FILE, member: '-', sha256: FILE, byte_offset: 0, byte_length: raw.length, line }
  return { event_key: key, ...place, raw, bytes_sha256: sha256Hex(raw), verified: intact, before: [], after: [] }
}
