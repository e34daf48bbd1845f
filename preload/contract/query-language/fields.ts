/** Every field a filter can name: its kind, what it means and when it lies. Completion, errors and help all read this table. */
import { VERDICTS } from '../detections'
import {
  DIRECTIONS,
  EVENT_TYPES,
  OUTCOMES,
  ROLE_CONFIDENCES,
  ROLE_RULES,
  SESSION_STATES,
  SPECIFICITIES,
  TS_QUALITIES,
} from '../event'
import { FORMAT_IDS } from '../formats'

/**
 * `text` repeats (exact, wildcards, regex) · `prose` is searched inside · `enum` is one of `words` · `key` names one event.
 * The others say how a value is written: `10kb`, `5m`, `2009-06-27`, `10.0.0.0/8`, `22`.
 */
export const FIELD_KINDS = ['text', 'prose', 'enum', 'number', 'bytes', 'duration', 'time', 'ip', 'port', 'key'] as const
export type FieldKind = (typeof FIELD_KINDS)[number]

export interface FieldDefinition {
  kind: FieldKind
  doc: string
  aliases?: readonly string[]
  /** Words of an `enum`. */
  words?: readonly string[]
  /** Where it is not a column of `events` but a question about several. */
  derived?: true
}

const some = (words: readonly string[]) => words.filter((word) => word !== 'none')
const field = (kind: FieldKind, doc: string, more: Omit<FieldDefinition, 'kind' | 'doc'> = {}): FieldDefinition => ({
  kind,
  doc,
  ...more,
})
const oneOf = (words: readonly string[], doc: string, aliases: readonly string[] = []) => field('enum', doc, { words, aliases })

export const FIELDS = {
  event_id: field('number', 'Number of the event in this database; changes when the case is rebuilt.'),
  event_key: field('key', 'Name of the event for ever: evidence, member, record, ordinal.', { aliases: ['key'] }),
  ts: field('time', 'When it happened, UTC; for a session its start. Read it with `ts_quality`.', { aliases: ['time'] }),
  ts_end: field('time', 'When it ended, where the record has an end.', { aliases: ['end'] }),
  ts_quality: oneOf(TS_QUALITIES, 'How sure the time is: whether zone or year had to be assumed.', ['quality']),
  type: oneOf(EVENT_TYPES, 'First level of the taxonomy: what kind of event.'),
  name: field('text', 'Second level: the normalised event name; see `specificity` for how much it says.', { aliases: ['event'] }),
  specificity: oneOf(SPECIFICITIES, 'How much the name says; `fallback` means the sensor had no better word.'),
  format: oneOf(FORMAT_IDS, 'Format of the evidence file.'),
  sensor: field('text', 'Sensor or host that wrote the record.'),
  src_ip: field('ip', 'Left or source address as the sensor wrote it; not always who began.', { aliases: ['src', 'source_ip'] }),
  src_port: field('port', 'Source port as the sensor wrote it.', { aliases: ['sport'] }),
  dst_ip: field('ip', 'Right or destination address as the sensor wrote it.', { aliases: ['dst', 'dest_ip'] }),
  dst_port: field('port', 'Destination port as the sensor wrote it.', { aliases: ['dport'] }),
  client_ip: field('ip', 'Who began the talk, by `role_rule`; empty where it is not a talk between two hosts.', {
    aliases: ['client'],
  }),
  client_port: field('port', 'Port of the client.'),
  server_ip: field('ip', 'Who was asked, by `role_rule`.', { aliases: ['server'] }),
  server_port: field('port', 'Port of the server: the service asked for.'),
  role_rule: oneOf(some(ROLE_RULES), 'Which rule decided client and server.', ['rule']),
  role_confidence: oneOf(some(ROLE_CONFIDENCES), 'How sure that rule is.', ['confidence']),
  direction: oneOf(DIRECTIONS, 'From client to server across the home networks of the case.', ['dir']),
  proto: field('text', 'Transport protocol in lower case: tcp, udp, icmp.', { aliases: ['protocol'] }),
  service: field('text', 'Application protocol, where the sensor recognised it.'),
  duration_s: field('duration', 'Measured length, never the label a sensor gives.', { aliases: ['duration'] }),
  client_bytes: field('bytes', 'Payload bytes the client sent.'),
  server_bytes: field('bytes', 'Payload bytes the server sent.'),
  client_pkts: field('number', 'Packets the client sent.'),
  server_pkts: field('number', 'Packets the server sent.'),
  session_state: oneOf(some(SESSION_STATES), 'How far the session came, from no answer to complete.', ['state']),
  user_name: field('text', 'Account as logged; for a failed login it may not exist.', { aliases: ['user'] }),
  host_name: field('text', 'Host name as logged.', { aliases: ['host'] }),
  process_name: field('text', 'Program as logged.', { aliases: ['process', 'program'] }),
  severity: field('number', '0 info, 1 low, 2 medium, 3 high, 4 critical, as the sensor rates it.'),
  signature_id: field('text', 'Number of the rule or plugin.', { aliases: ['sid', 'plugin'] }),
  signature: field('text', 'Title of the rule or plugin.', { aliases: ['sig'] }),
  outcome: oneOf(some(OUTCOMES), 'Whether what was tried succeeded.'),
  message: field('prose', 'One line for people; searched inside, letter case ignored.', { aliases: ['msg'] }),
  attrs: field('prose', 'Every other field of the record; finds records where any value holds the text.', {
    aliases: ['attributes'],
  }),
  sensor_disagrees: field('text', 'The check the record fails against itself; empty where it holds together.', {
    aliases: ['disagrees'],
  }),
  evidence: field('text', 'SHA-256 of the evidence file.', { aliases: ['sha256', 'file'] }),
  member: field('text', 'File inside the evidence file, `-` for the file itself.', { derived: true }),
  line: field('number', 'Line in the file, for formats whose records are lines.'),
  byte_offset: field('number', 'Where the record begins in the (decompressed) file.', { aliases: ['offset'] }),
  byte_length: field('number', 'How many bytes the record has.', { aliases: ['length'] }),
  ip: field('ip', 'Either side has this address or lies in this network.', { aliases: ['address'], derived: true }),
  port: field('port', 'Either side has this port.', { derived: true }),
  bytes: field('bytes', 'Payload bytes of both sides together.', { derived: true }),
  pkts: field('number', 'Packets of both sides together.', { aliases: ['packets'], derived: true }),
  tag: field('text', 'Tag an analyst put on the event.', { aliases: ['tags'], derived: true }),
  verdict: field('enum', 'Whether the access register authorises the session; `no_statement` where it says nothing.', {
    words: VERDICTS,
    derived: true,
  }),
  list: field('text', 'Host list that the server is in.', { aliases: ['lists'], derived: true }),
  block_8: field('ip', 'Network of 8 bits (IPv6: 16) of the outside address: the client if it is not home, else the server.', {
    derived: true,
  }),
  block_16: field('ip', 'Network of 16 bits (IPv6: 32) of the outside address.', { derived: true }),
  block_24: field('ip', 'Network of 24 bits (IPv6: 48) of the outside address.', { aliases: ['block'], derived: true }),
  day: field('time', 'Calendar day in UTC.', { derived: true }),
  hour: field('number', 'Hour of the day in UTC, 0 to 23.', { derived: true }),
} as const satisfies Record<string, FieldDefinition>
export type FieldName = keyof typeof FIELDS

/** Names in the order of the table. */
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[]

/** Shape: field → its definition. */
export const fieldDefinition = (name: FieldName): FieldDefinition => FIELDS[name]

const BY_SPELLING = new Map<string, FieldName>(
  FIELD_NAMES.flatMap((name) => [name, ...(fieldDefinition(name).aliases ?? [])].map((spelling) => [spelling, name] as const)),
)

/** Every spelling of every field. */
export const FIELD_SPELLINGS: readonly string[] = [...BY_SPELLING.keys()]

/** Shape: name or alias, letter case ignored → the field, or null. */
export const fieldNamed = (spelling: string): FieldName | null => BY_SPELLING.get(spelling.toLowerCase()) ?? null
