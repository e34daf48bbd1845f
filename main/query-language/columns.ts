/** Where each field of the language lies in the physical tables; every piece speaks of the event as `e`. */
import type { FieldName } from '#contract/query-language/fields'
import { sql, type Sql } from '#main/store/sql'
import type { VocabularyColumn } from '#main/store/vocabulary'

export type Place =
  /** Ids of the text dictionary, in any of the columns. */
  | { at: 'text'; ids: readonly Sql[] }
  /** Ids of the address dictionary, in any of the columns. */
  | { at: 'ip'; ids: readonly Sql[] }
  | { at: 'code'; column: VocabularyColumn }
  /** A number in any of the columns, compared as `type`. */
  | { at: 'number'; values: readonly Sql[]; type: Sql }
  | { at: 'time'; value: Sql }
  /** A text of the source the event comes from. */
  | { at: 'source'; column: Sql }
  | { at: 'sensor' | 'message' | 'attrs' | 'key' | 'tag' | 'list' | 'verdict' | 'line' }

const column = (name: string) => sql.ref(name, 'e')
const text = (name: string): Place => ({ at: 'text', ids: [column(name)] })
const ip = (...names: string[]): Place => ({ at: 'ip', ids: names.map(column) })
const code = (name: VocabularyColumn): Place => ({ at: 'code', column: name })
const number = (type: string, ...values: Sql[]): Place => ({ at: 'number', values, type: sql.raw(type) })
const port = (...names: string[]) => number('USMALLINT', ...names.map(column))

/** The address outside the home networks: the client where it is not home, the server otherwise. Codes 2 and 3: the client is home. */
export const OUTSIDE_IP: Sql = sql.raw('CASE WHEN e.direction IN (2, 3) THEN e.server_ip ELSE e.client_ip END')

const both = (a: string, b: string) => sql.raw(`coalesce(e.${a} + e.${b}, e.${a}, e.${b})`)
const BLOCK: Place = { at: 'ip', ids: [OUTSIDE_IP] }

export const PLACES: Record<FieldName, Place> = {
  event_id: number('UBIGINT', column('event_id')),
  event_key: { at: 'key' },
  ts: { at: 'time', value: column('ts') },
  ts_end: { at: 'time', value: sql.raw('(e.ts + to_microseconds(e.duration_us))') },
  ts_quality: code('ts_quality'),
  type: code('type'),
  name: text('name'),
  specificity: code('specificity'),
  format: { at: 'source', column: sql.raw('format') },
  sensor: { at: 'sensor' },
  src_ip: ip('src_ip'),
  src_port: port('src_port'),
  dst_ip: ip('dst_ip'),
  dst_port: port('dst_port'),
  client_ip: ip('client_ip'),
  client_port: port('client_port'),
  server_ip: ip('server_ip'),
  server_port: port('server_port'),
  role_rule: code('role_rule'),
  role_confidence: code('role_confidence'),
  direction: code('direction'),
  proto: text('proto'),
  service: text('service'),
  duration_s: number('BIGINT', column('duration_us')),
  client_bytes: number('UBIGINT', column('client_bytes')),
  server_bytes: number('UBIGINT', column('server_bytes')),
  client_pkts: number('UBIGINT', column('client_pkts')),
  server_pkts: number('UBIGINT', column('server_pkts')),
  session_state: code('session_state'),
  user_name: text('user_name'),
  host_name: text('host_name'),
  process_name: text('process_name'),
  severity: number('UTINYINT', column('severity')),
  signature_id: text('signature_id'),
  signature: text('signature'),
  outcome: code('outcome'),
  message: { at: 'message' },
  attrs: { at: 'attrs' },
  sensor_disagrees: text('sensor_disagrees'),
  evidence: { at: 'source', column: sql.raw('sha256') },
  member: { at: 'source', column: sql.raw('member') },
  line: { at: 'line' },
  byte_offset: number('UBIGINT', column('byte_offset')),
  byte_length: number('UBIGINT', column('byte_length')),
  ip: ip('src_ip', 'dst_ip'),
  port: port('src_port', 'dst_port'),
  bytes: number('UBIGINT', both('client_bytes', 'server_bytes')),
  pkts: number('UBIGINT', both('client_pkts', 'server_pkts')),
  tag: { at: 'tag' },
  list: { at: 'list' },
  verdict: { at: 'verdict' },
  block_8: BLOCK,
  block_16: BLOCK,
  block_24: BLOCK,
  day: { at: 'time', value: column('ts') },
  hour: number('BIGINT', sql.raw('extract(hour FROM e.ts)')),
}
