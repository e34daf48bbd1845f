/** SQL views over the physical tables. `event` is both event tables, `event_repeat` what stands aside; `events` is the public view with texts (CONTRACT). */
import {
  DIRECTIONS,
  EVENT_TYPES,
  OUTCOMES,
  ROLE_CONFIDENCES,
  ROLE_RULES,
  SESSION_STATES,
  SPECIFICITIES,
  TS_QUALITIES,
} from '#contract/event'
import { IP_ID_COLUMNS, REPEATABLE_TABLES, repeatTable, TEXT_ID_COLUMNS } from './columns'

/** Shape: a CASE-free look-up of a code in a fixed vocabulary; `none` and out-of-range read NULL. */
export function wordOf(column: string, words: readonly string[]): string {
  const list = words.map((word) => (word === 'none' ? 'NULL' : `'${word}'`)).join(', ')
  return `([${list}])[${column} + 1]`
}

const joinText = (alias: string, column: string) => `LEFT JOIN text ${alias} ON ${alias}.text_id = e.${column}`
const joinIp = (alias: string, column: string) => `LEFT JOIN ip ${alias} ON ${alias}.ip_id = e.${column}`

/**
 * The attributes of an event as JSON text: the packed ones under the names its source gives them, then the rest.
 *
 * WHY: text is concatenated rather than merged by JSON functions: the pieces are ours and flat, and it is several times faster.
 */
export const ATTRS_SQL = `('{' || concat_ws(',',
    s.attr_keys[1] || to_json(e.attr_text), s.attr_keys[2] || to_json(w1.value), s.attr_keys[3] || to_json(w2.value),
    s.attr_keys[4] || to_json(w3.value), s.attr_keys[5] || e.attr_int_1, s.attr_keys[6] || e.attr_int_2,
    s.attr_keys[7] || e.attr_int_3, s.attr_keys[8] || e.attr_int_4, nullif(substr(e.attrs, 2, length(e.attrs) - 2), '')) || '}')`

const eventsSelect = (from: string): string => `
SELECT e.event_id,
  s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal AS event_key,
  e.ts, e.ts + to_microseconds(e.duration_us) AS ts_end,
  ${wordOf('e.ts_quality', TS_QUALITIES)} AS ts_quality,
  ${wordOf('e.type', EVENT_TYPES)} AS type,
  t_name.value AS name,
  ${wordOf('e.specificity', SPECIFICITIES)} AS specificity,
  s.format, coalesce(t_sensor.value, t_source.value) AS sensor,
  i_src_ip.value AS src_ip, e.src_port, i_dst_ip.value AS dst_ip, e.dst_port,
  i_client_ip.value AS client_ip, e.client_port, i_server_ip.value AS server_ip, e.server_port,
  ${wordOf('e.role_rule', ROLE_RULES)} AS role_rule, ${wordOf('e.role_confidence', ROLE_CONFIDENCES)} AS role_confidence,
  ${wordOf('e.direction', DIRECTIONS)} AS direction,
  t_proto.value AS proto, t_service.value AS service, e.duration_us / 1e6 AS duration_s,
  e.client_bytes, e.server_bytes, e.client_pkts, e.server_pkts,
  ${wordOf('e.session_state', SESSION_STATES)} AS session_state,
  t_user_name.value AS user_name, t_host_name.value AS host_name, t_process_name.value AS process_name,
  e.severity, t_signature_id.value AS signature_id, t_signature.value AS signature,
  ${wordOf('e.outcome', OUTCOMES)} AS outcome, e.message,
  ${ATTRS_SQL}::JSON AS attrs, t_sensor_disagrees.value AS sensor_disagrees,
  s.sha256 AS evidence, CASE WHEN s.record_unit = 'line' THEN e.record END AS line, e.byte_offset, e.byte_length
FROM ${from} e JOIN source s USING (source_id) LEFT JOIN text t_source ON t_source.text_id = s.sensor
  ${TEXT_ID_COLUMNS.map((column) => joinText(`t_${column}`, column)).join(' ')} ${IP_ID_COLUMNS.map((column) => joinIp(`i_${column}`, column)).join(' ')}
  LEFT JOIN text w1 ON w1.text_id = e.attr_word_1 LEFT JOIN text w2 ON w2.text_id = e.attr_word_2 LEFT JOIN text w3 ON w3.text_id = e.attr_word_3`

/** Events that an earlier file gave already: not in `events`, which counts each once; `repeats` is the key of the one that counts. */
const REPEATED_SELECT = `SELECT e.*, os.sha256 || '/' || os.member || '/' || o.record || '/' || o.ordinal AS repeats
  FROM (${eventsSelect('event_repeat')}) e
  JOIN repeat_of r USING (event_id) JOIN event o ON o.event_id = r.original_id JOIN source os ON os.source_id = o.source_id`

export const VIEW_SQL: readonly string[] = [
  `CREATE OR REPLACE VIEW event AS SELECT * FROM event_settled UNION ALL SELECT * FROM event_open`,
  `CREATE OR REPLACE VIEW event_repeat AS ${REPEATABLE_TABLES.map((table) => `SELECT * FROM ${repeatTable(table)}`).join(' UNION ALL ')}`,
  `CREATE OR REPLACE VIEW events AS ${eventsSelect('event')}`,
  `CREATE OR REPLACE VIEW events_repeated AS ${REPEATED_SELECT}`,
]
