/**
 * The tables of `case.duckdb` and the views people may query.
 *
 * Physical events lie in two tables of one shape: `event_settled` (roles stated by the sensor; written once by intake in runs
 * sorted by time) and `event_open` (roles worked out from the whole case; made anew from `event_unsettled` by the analysis).
 * Closed vocabularies are small ints in the order of `#contract/event`; texts and addresses are ids into `text` and `ip`.
 */
import { EVENT_COLUMNS, REPEATABLE_TABLES, repeatTable } from './columns'
import { VIEW_SQL } from './views'

/** Raised whenever a table, a view or the meaning of a column changes; a case with another number is rebuilt. */
export const SCHEMA_VERSION = 4

const eventTable = (name: string) =>
  `CREATE TABLE IF NOT EXISTS ${name} (${Object.entries(EVENT_COLUMNS)
    .map(([column, type]) => `${column} ${type}`)
    .join(', ')})`

export const TABLE_SQL: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS meta (key VARCHAR PRIMARY KEY, value VARCHAR)`,
  /* Dictionaries. Id 0 is never stored: no text, no address. */
  `CREATE TABLE IF NOT EXISTS text (text_id UINTEGER, value VARCHAR)`,
  /* `number` orders addresses: IPv4 as ::ffff:a.b.c.d. */
  `CREATE TABLE IF NOT EXISTS ip (ip_id UINTEGER, value VARCHAR, family UTINYINT, number UHUGEINT)`,
  /* Which addresses are home, from the case's home networks; replaced whole. */
  `CREATE TABLE IF NOT EXISTS ip_home (ip_id UINTEGER)`,
  /* One row per (evidence, member) read with one format. `member` is percent-encoded as in event keys. `layout` names the packed attributes
     (JSON of the format's `attrs`); `attr_keys` holds the same as JSON keys: text, three words, four integers, NULL where unused. */
  `CREATE TABLE IF NOT EXISTS source (source_id UINTEGER, sha256 VARCHAR, member VARCHAR, format VARCHAR, record_unit VARCHAR, sensor UINTEGER,
     layout VARCHAR, attr_keys VARCHAR[], options VARCHAR, result VARCHAR, complete BOOLEAN, first_event_id UBIGINT, next_event_id UBIGINT)`,
  /* Batches that are in, so that one that landed unacknowledged is not loaded twice. */
  `CREATE TABLE IF NOT EXISTS batch (source_id UINTEGER, ordinal UINTEGER, first_record UBIGINT, last_record UBIGINT, events UBIGINT)`,
  eventTable('event_settled'),
  eventTable('event_unsettled'),
  eventTable('event_open'),
  ...REPEATABLE_TABLES.map((table) => eventTable(repeatTable(table))),
  /* Events that another file gave already, with the event they repeat; their rows lie in the two tables above. */
  `CREATE TABLE IF NOT EXISTS repeat_of (event_id UBIGINT, original_id UBIGINT)`,
  `CREATE TABLE IF NOT EXISTS reject (source_id UINTEGER, record UBIGINT, byte_offset UBIGINT, byte_length UBIGINT, reason VARCHAR, raw BLOB)`,
  /* `host` only where the host is named by something else than an address. */
  `CREATE TABLE IF NOT EXISTS fact (source_id UINTEGER, host_ip UINTEGER, kind VARCHAR, value VARCHAR, port USMALLINT, proto VARCHAR, ts TIMESTAMP,
     host VARCHAR)`,
  /* Sessions that more than one sensor saw: the event that stands for the session, and each witness of it. */
  `CREATE TABLE IF NOT EXISTS session_witness (event_id UBIGINT, witness_id UBIGINT)`,
  `CREATE TABLE IF NOT EXISTS host (ip UINTEGER, home BOOLEAN, events UBIGINT, first_ts TIMESTAMP, last_ts TIMESTAMP)`,
  `CREATE TABLE IF NOT EXISTS host_list (list_id VARCHAR, ip UINTEGER, because VARCHAR)`,
  /* The access register in force: `row_number` counts from 1, rows that rest on more than an address first. Hours are minutes of the day in
     `zone`; null restricts nothing. `by_address_alone` holds why, or nothing. */
  `CREATE TABLE IF NOT EXISTS access_row (row_number UINTEGER, id VARCHAR, source VARCHAR[], target VARCHAR[], service VARCHAR, proto VARCHAR,
     from_port USMALLINT, to_port USMALLINT, hours VARCHAR, from_minute USMALLINT, to_minute USMALLINT, zone VARCHAR, purpose VARCHAR, owner VARCHAR,
     attested_by VARCHAR, attestation VARCHAR, valid_from TIMESTAMP, valid_to TIMESTAMP, by_address_alone VARCHAR[])`,
  /* Its addresses as ranges of `ip.number` within one family; side 0 source, 1 target. */
  `CREATE TABLE IF NOT EXISTS access_address (row_number UINTEGER, side UTINYINT, family UTINYINT, low UHUGEINT, high UHUGEINT)`,
  /* Sessions that the register says something about, by their standing event; codes as in `#contract/detections` and `#contract/access`. */
  `CREATE TABLE IF NOT EXISTS session_verdict (event_id UBIGINT, verdict UTINYINT, clause UTINYINT, row_number UINTEGER)`,
  `CREATE TABLE IF NOT EXISTS tag (event_key VARCHAR, tag VARCHAR)`,
]

/** Shape: every statement that makes an empty case database. */
export function schemaStatements(): string[] {
  return [...TABLE_SQL, ...VIEW_SQL]
}
