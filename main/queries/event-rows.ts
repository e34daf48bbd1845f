/** Whole events read by their place: the physical rows first, then the few texts and addresses they name. */
import type { EventRow } from '#contract/event'
import { isoFromMicros } from '#contract/units'
import { IP_ID_COLUMNS, TEXT_ID_COLUMNS } from '#main/store/columns'
import { COUNT, INTEGER, list, MICROS, nullable, TEXT, type Reader, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { VOCABULARIES, type VocabularyColumn } from '#main/store/vocabulary'

/** Where an event stands in time order. */
export interface Place {
  eventId: number
  tsUs: number
}

const NUMBER = nullable(COUNT)
const WORD = nullable(TEXT)
const same = <K extends string, T>(names: readonly K[], reader: Reader<T>) =>
  Object.fromEntries(names.map((name) => [name, reader])) as Record<K, Reader<T>>

const TEXTS = [...TEXT_ID_COLUMNS, 'attr_word_1', 'attr_word_2', 'attr_word_3'] as const
const CODES = [
  'ts_quality',
  'type',
  'specificity',
  'role_rule',
  'role_confidence',
  'direction',
  'session_state',
  'outcome',
] as const
const NUMBERS = [
  'src_port',
  'dst_port',
  'client_port',
  'server_port',
  'client_bytes',
  'server_bytes',
  'client_pkts',
  'server_pkts',
  'severity',
  'duration_us',
] as const

const SHAPE = {
  event_id: COUNT,
  source_id: COUNT,
  ts: MICROS,
  record: COUNT,
  ordinal: COUNT,
  byte_offset: COUNT,
  byte_length: COUNT,
  message: WORD,
  attr_text: WORD,
  attrs: WORD,
  ...same([...TEXTS, ...IP_ID_COLUMNS, ...CODES, ...NUMBERS], NUMBER),
  ...same(['attr_int_1', 'attr_int_2', 'attr_int_3', 'attr_int_4'], nullable(INTEGER)),
}
type PhysicalRow = RowOf<typeof SHAPE>

const SOURCE = {
  source_id: COUNT,
  sha256: TEXT,
  member: TEXT,
  format: TEXT,
  record_unit: TEXT,
  sensor: NUMBER,
  attr_keys: nullable(list(WORD)),
}
type SourceRow = RowOf<typeof SOURCE>

/** Shape: whole numbers → a list the database can join with, bound as one value. */
export const idList = (ids: Iterable<number>, type: 'UINTEGER' | 'UBIGINT'): Sql =>
  sql`(SELECT unnest(string_split(${[...ids].join(',')}, ',')::${sql.raw(type)}[]))`

interface Dictionaries {
  texts: Map<number, string>
  addresses: Map<number, string>
  sources: Map<number, SourceRow>
}

async function valuesOf(store: Store, table: 'text' | 'ip', ids: Set<number>, asking: Asking): Promise<Map<number, string>> {
  ids.delete(0)
  if (ids.size === 0) return new Map()
  const column = sql.raw(`${table}_id`)
  const query = sql`SELECT ${column} AS id, value FROM ${sql.raw(table)} WHERE ${column} IN ${idList(ids, 'UINTEGER')}`
  return new Map((await store.all(query, { id: COUNT, value: TEXT }, asking)).map(({ id, value }) => [id, value]))
}

const idsIn = (rows: readonly PhysicalRow[], columns: readonly (keyof PhysicalRow)[]): Set<number> =>
  new Set(rows.flatMap((row) => columns.map((column) => Number(row[column] ?? 0))))

async function dictionariesFor(store: Store, rows: readonly PhysicalRow[], asking: Asking): Promise<Dictionaries> {
  const sourceIds = idsIn(rows, ['source_id'])
  const sources = await store.all(
    sql`SELECT source_id, sha256, member, format, record_unit, sensor, attr_keys FROM source
      WHERE source_id IN ${idList(sourceIds, 'UINTEGER')}`,
    SOURCE,
    asking,
  )
  const textIds = idsIn(rows, TEXTS)
  for (const { sensor } of sources) textIds.add(sensor ?? 0)
  return {
    texts: await valuesOf(store, 'text', textIds, asking),
    addresses: await valuesOf(store, 'ip', idsIn(rows, IP_ID_COLUMNS), asking),
    sources: new Map(sources.map((source) => [source.source_id, source])),
  }
}

function word(column: VocabularyColumn, code: number | null): string | null {
  const found: string | undefined = code === null ? undefined : VOCABULARIES[column][code]
  return found === undefined || found === 'none' ? null : found
}

/** The attributes: the packed ones under the names their source gives them, then the rest. */
function attributesOf(row: PhysicalRow, source: SourceRow, texts: Map<number, string>): Record<string, unknown> {
  const textOf = (id: number | null) => texts.get(id ?? 0) ?? null
  const words = [row.attr_text, textOf(row.attr_word_1), textOf(row.attr_word_2), textOf(row.attr_word_3)]
  const packed = [...words, row.attr_int_1, row.attr_int_2, row.attr_int_3, row.attr_int_4]
  const pieces = packed.flatMap((value, slot) => {
    const key = source.attr_keys?.[slot] ?? null
    return value === null || key === null ? [] : [`${key}${JSON.stringify(value)}`]
  })
  const rest = row.attrs?.slice(1, -1) ?? ''
  return JSON.parse(`{${[...pieces, ...(rest === '' ? [] : [rest])].join(',')}}`) as Record<string, unknown>
}

type Lookup = (id: number | null) => string | null

/** Shape: row → its sides, in roles and as the sensor wrote them, with what each sent. */
const sidesOf = (row: PhysicalRow, address: Lookup) => ({
  src_ip: address(row.src_ip),
  src_port: row.src_port,
  dst_ip: address(row.dst_ip),
  dst_port: row.dst_port,
  client_ip: address(row.client_ip),
  client_port: row.client_port,
  server_ip: address(row.server_ip),
  server_port: row.server_port,
  role_rule: word('role_rule', row.role_rule),
  role_confidence: word('role_confidence', row.role_confidence),
  direction: word('direction', row.direction),
})

/** Shape: row → who and what it is about. */
const subjectOf = (row: PhysicalRow, text: Lookup) => ({
  session_state: word('session_state', row.session_state),
  user_name: text(row.user_name),
  host_name: text(row.host_name),
  process_name: text(row.process_name),
  severity: row.severity,
  signature_id: text(row.signature_id),
  signature: text(row.signature),
  outcome: word('outcome', row.outcome),
  message: row.message,
})

function eventOf(row: PhysicalRow, { texts, addresses, sources }: Dictionaries): EventRow {
  const source = sources.get(row.source_id)!
  const text: Lookup = (id) => texts.get(id ?? 0) ?? null
  const event = {
    event_id: row.event_id,
    event_key: `${source.sha256}/${source.member}/${row.record}/${row.ordinal}`,
    ts: isoFromMicros(row.ts),
    ts_end: row.duration_us === null ? null : isoFromMicros(row.ts + row.duration_us),
    ts_quality: word('ts_quality', row.ts_quality),
    type: word('type', row.type),
    name: text(row.name) ?? '',
    specificity: word('specificity', row.specificity),
    format: source.format,
    sensor: text(row.sensor) ?? text(source.sensor),
    ...sidesOf(row, (id) => addresses.get(id ?? 0) ?? null),
    proto: text(row.proto),
    service: text(row.service),
    duration_s: row.duration_us === null ? null : row.duration_us / 1e6,
    client_bytes: row.client_bytes,
    server_bytes: row.server_bytes,
    client_pkts: row.client_pkts,
    server_pkts: row.server_pkts,
    ...subjectOf(row, text),
    attrs: attributesOf(row, source, texts),
    sensor_disagrees: text(row.sensor_disagrees),
    evidence: source.sha256,
    line: source.record_unit === 'line' ? row.record : null,
    byte_offset: row.byte_offset,
    byte_length: row.byte_length,
  }
  return event as EventRow
}

const COLUMNS = sql.raw(
  Object.keys(SHAPE)
    .map((column) => `e.${column}`)
    .join(', '),
)

async function assembled(store: Store, rows: readonly PhysicalRow[], asking: Asking): Promise<EventRow[]> {
  const dictionaries = await dictionariesFor(store, rows, asking)
  return rows.map((row) => eventOf(row, dictionaries))
}

/** Shape: places → their events, in the same order; columns and values exactly as in the `events` view. */
export async function eventsAt(store: Store, places: readonly Place[], asking: Asking = {}): Promise<EventRow[]> {
  if (places.length === 0) return []
  const times = places.map(({ tsUs }) => tsUs)
  // WHY: the time range lets the scan skip almost everything; a list of ids alone would not.
  const rows = await store.all(
    sql`SELECT ${COLUMNS} FROM event e WHERE e.ts >= ${sql.micros(Math.min(...times))} AND e.ts <= ${sql.micros(Math.max(...times))}
      AND e.event_id IN ${idList(
        places.map(({ eventId }) => eventId),
        'UBIGINT',
      )}`,
    SHAPE,
    asking,
  )
  const byId = new Map(rows.map((row) => [row.event_id, row]))
  const found = places.flatMap(({ eventId }) => byId.get(eventId) ?? [])
  return assembled(store, found, asking)
}

/** Events in time order that meet a condition, in batches; for exports of any size. */
export async function eventBatches(
  store: Store,
  condition: Sql,
  take: (events: EventRow[]) => Promise<void>,
  asking: Asking = {},
): Promise<void> {
  const query = sql`SELECT ${COLUMNS} FROM event e WHERE ${condition} ORDER BY e.ts, e.event_id`
  await store.batches(query, SHAPE, async (rows) => take(await assembled(store, rows, asking)), asking)
}
