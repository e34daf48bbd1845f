/** The columns of the run being filled: one typed array each. */
import type { EventDraft } from '#main/formats/kit/format'
import { RUN_ROWS, type ColumnKind } from './batch'
import { TextColumn } from './text-column'

const f64 = () => new Float64Array(RUN_ROWS)
const u32 = () => new Uint32Array(RUN_ROWS)
const u8 = () => new Uint8Array(RUN_ROWS)

/** Code of "none" in the one-byte columns that can be NULL. */
export const NO_CODE = 255
export const NO_PORT = -1

/** Cells of one run in the order of reading. Numbers: NaN = none; ids: 0 = none; ports: -1; codes: 255. */
export class RunColumns {
  readonly ts = f64()
  readonly duration_us = f64()
  readonly ts_quality = u8()
  readonly type = u8()
  readonly name = u32()
  readonly specificity = u8()
  readonly sensor = u32()
  readonly src_ip = u32()
  readonly src_port = new Int32Array(RUN_ROWS)
  readonly dst_ip = u32()
  readonly dst_port = new Int32Array(RUN_ROWS)
  readonly role_rule = u8()
  readonly role_confidence = u8()
  readonly direction = u8()
  readonly proto = u32()
  readonly service = u32()
  readonly client_bytes = f64()
  readonly server_bytes = f64()
  readonly client_pkts = f64()
  readonly server_pkts = f64()
  readonly session_state = u8()
  readonly user_name = u32()
  readonly host_name = u32()
  readonly process_name = u32()
  readonly severity = u8()
  readonly signature_id = u32()
  readonly signature = u32()
  readonly outcome = u8()
  readonly message = new TextColumn(RUN_ROWS)
  readonly sensor_disagrees = u32()
  readonly record = f64()
  readonly ordinal = new Uint16Array(RUN_ROWS)
  readonly byte_offset = f64()
  readonly byte_length = u32()
  readonly attr_text = new TextColumn(RUN_ROWS)
  readonly attr_word_1 = u32()
  readonly attr_word_2 = u32()
  readonly attr_word_3 = u32()
  readonly attr_int_1 = f64()
  readonly attr_int_2 = f64()
  readonly attr_int_3 = f64()
  readonly attr_int_4 = f64()
  readonly attrs = new TextColumn(RUN_ROWS)
  rows = 0
}

/** WHY: a run takes some 25 MB; of many small sources, making one for each took longer than reading them. */
const spare: RunColumns[] = []
/** One for each table of events. */
const MOST_SPARE = 2

export const takeRun = (): RunColumns => spare.pop() ?? new RunColumns()

/** Give back a run that is empty and nobody writes to any more. */
export function giveRun(run: RunColumns): void {
  if (spare.length < MOST_SPARE) spare.push(run)
}

/** The cells that are ids of texts the format interned. */
export function writeWords(run: RunColumns, row: number, event: EventDraft): void {
  run.proto[row] = event.proto
  run.service[row] = event.service
  run.user_name[row] = event.userName
  run.host_name[row] = event.hostName
  run.process_name[row] = event.processName
  run.signature_id[row] = event.signatureId
  run.signature[row] = event.signature
  run.sensor_disagrees[row] = event.sensorDisagrees
}

export type RunColumnName = Exclude<keyof RunColumns, 'rows'>

/** How each column is stored; the order is that of the event tables. */
export const RUN_COLUMN_KINDS: Readonly<Record<RunColumnName, ColumnKind>> = {
  ts: 'micros',
  duration_us: 'i64',
  ts_quality: 'u8',
  type: 'u8',
  name: 'text',
  specificity: 'u8',
  sensor: 'text',
  src_ip: 'ip',
  src_port: 'port',
  dst_ip: 'ip',
  dst_port: 'port',
  role_rule: 'u8',
  role_confidence: 'u8',
  direction: 'u8',
  proto: 'text',
  service: 'text',
  client_bytes: 'u64',
  server_bytes: 'u64',
  client_pkts: 'u64',
  server_pkts: 'u64',
  session_state: 'u8',
  user_name: 'text',
  host_name: 'text',
  process_name: 'text',
  severity: 'u8',
  signature_id: 'text',
  signature: 'text',
  outcome: 'u8',
  message: 'varchar',
  sensor_disagrees: 'text',
  record: 'u64',
  ordinal: 'u16',
  byte_offset: 'u64',
  byte_length: 'u32',
  attr_text: 'varchar',
  attr_word_1: 'text',
  attr_word_2: 'text',
  attr_word_3: 'text',
  attr_int_1: 'i64',
  attr_int_2: 'i64',
  attr_int_3: 'i64',
  attr_int_4: 'i64',
  attrs: 'varchar',
}
