/** The columns of an event, and which of them hold ids of texts and addresses. */

/** Columns of an event table, in order, with their DuckDB types. */
export const EVENT_COLUMNS = {
  event_id: 'UBIGINT',
  source_id: 'UINTEGER',
  ts: 'TIMESTAMP',
  duration_us: 'BIGINT',
  ts_quality: 'UTINYINT',
  type: 'UTINYINT',
  name: 'UINTEGER',
  specificity: 'UTINYINT',
  sensor: 'UINTEGER',
  src_ip: 'UINTEGER',
  src_port: 'USMALLINT',
  dst_ip: 'UINTEGER',
  dst_port: 'USMALLINT',
  client_ip: 'UINTEGER',
  client_port: 'USMALLINT',
  server_ip: 'UINTEGER',
  server_port: 'USMALLINT',
  role_rule: 'UTINYINT',
  role_confidence: 'UTINYINT',
  direction: 'UTINYINT',
  proto: 'UINTEGER',
  service: 'UINTEGER',
  client_bytes: 'UBIGINT',
  server_bytes: 'UBIGINT',
  client_pkts: 'UBIGINT',
  server_pkts: 'UBIGINT',
  session_state: 'UTINYINT',
  user_name: 'UINTEGER',
  host_name: 'UINTEGER',
  process_name: 'UINTEGER',
  severity: 'UTINYINT',
  signature_id: 'UINTEGER',
  signature: 'UINTEGER',
  outcome: 'UTINYINT',
  message: 'VARCHAR',
  sensor_disagrees: 'UINTEGER',
  record: 'UBIGINT',
  ordinal: 'USMALLINT',
  byte_offset: 'UBIGINT',
  byte_length: 'UINTEGER',
  attr_text: 'VARCHAR',
  attr_word_1: 'UINTEGER',
  attr_word_2: 'UINTEGER',
  attr_word_3: 'UINTEGER',
  attr_int_1: 'BIGINT',
  attr_int_2: 'BIGINT',
  attr_int_3: 'BIGINT',
  attr_int_4: 'BIGINT',
  attrs: 'VARCHAR',
} as const
export type EventColumn = keyof typeof EVENT_COLUMNS

/** Tables of events as intake writes them. */
export const REPEATABLE_TABLES = ['event_settled', 'event_unsettled'] as const
/** Shape: table of events → where those of its rows lie that another file gave already; `repeat_of` names the row each repeats. */
export const repeatTable = (table: (typeof REPEATABLE_TABLES)[number]): string => `${table}_repeat`

/** Columns that hold ids into `text`; the packed attributes `attr_word_1` to `attr_word_3` do too. */
export const TEXT_ID_COLUMNS = [
  'name',
  'sensor',
  'proto',
  'service',
  'user_name',
  'host_name',
  'process_name',
  'signature_id',
  'signature',
  'sensor_disagrees',
] as const satisfies readonly EventColumn[]
/** Columns that hold ids into `ip`. */
export const IP_ID_COLUMNS = ['src_ip', 'dst_ip', 'client_ip', 'server_ip'] as const satisfies readonly EventColumn[]
