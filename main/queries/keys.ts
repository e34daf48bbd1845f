/** What a pivot or facet groups by: an id that is cheap to count, and how it becomes the text people see. */
import type { PivotField } from '#contract/query'
import { OUTSIDE_IP } from '#main/query-language/columns'
import { sql, type Sql } from '#main/store/sql'
import { VOCABULARIES, type VocabularyColumn } from '#main/store/vocabulary'

export interface GroupKey {
  field: PivotField
  /** Expression over `event e`, small and fast to count. */
  id: Sql
  /** Shape: (grouped id, alias for the joined table) → join to add and the value shown. No join = the id is the value. */
  label: (id: Sql, alias: string) => { join: Sql; value: Sql }
  /** Several ids can show the same value, or one id several values: counts are added up again after the label is known. */
  regroup: boolean
  /**
   * The label in two steps, for fields whose text is dear: from the id to a number that is the same for ids that show the same value, and from
   * that number to the value. Counts are added up between the steps. Absent = the label is one step.
   */
  merge?: { number: GroupKey['label']; value: (number: Sql) => Sql }
  /** An event may count under several values. */
  fansOut: boolean
  /** The id has nearly as many values as there are events: the label must be joined before counting. */
  joinFirst: boolean
  /** Values are numbers. */
  numeric: boolean
  /** There may be very many ids, of which few are shown. */
  many: boolean
}

const NONE = sql.raw('')

function joined(table: string, idColumn: string, value = 'value') {
  return (id: Sql, alias: string) => ({
    join: sql`LEFT JOIN ${sql.raw(table)} ${sql.raw(alias)} ON ${sql.raw(`${alias}.${idColumn}`)} = ${id}`,
    value: sql.raw(`${alias}.${value}`),
  })
}
const itself = (id: Sql) => ({ join: NONE, value: id })

type Kind = Omit<GroupKey, 'field' | 'id'>
const PLAIN = { regroup: false, fansOut: false, joinFirst: false, numeric: false, many: false }
const TEXT: Kind = { ...PLAIN, label: joined('text', 'text_id') }
const IP: Kind = { ...PLAIN, many: true, label: joined('ip', 'ip_id') }
const NUMBER: Kind = { ...PLAIN, label: itself, numeric: true }
const PORT: Kind = { ...NUMBER, many: true }
const sourceText = (column: string): Kind => ({
  ...PLAIN,
  regroup: true,
  label: joined('source', 'source_id', column),
})

const code = (column: VocabularyColumn): Kind => {
  const words: readonly string[] = VOCABULARIES[column]
  const list = sql`[${sql.join(words.map((word) => (word === 'none' ? sql.raw('NULL') : sql`${word}::VARCHAR`)))}]`
  // WHY: 0 stands for `none`, which reads as absent, as NULL does.
  return { ...PLAIN, regroup: words[0] === 'none', label: (id) => ({ join: NONE, value: sql`(${list})[${id} + 1]` }) }
}

/** The sensor of the record, else that of its source: one number out of both ids. */
const SENSOR: Kind = {
  ...PLAIN,
  regroup: true,
  label: (id, alias) => ({
    join: sql`LEFT JOIN source ${sql.raw(`${alias}_s`)} ON ${sql.raw(`${alias}_s.source_id`)} = ${id} & 4294967295
      LEFT JOIN text ${sql.raw(alias)} ON ${sql.raw(`${alias}.text_id`)} = coalesce(nullif(${id} >> 32, 0), ${sql.raw(`${alias}_s.sensor`)})`,
    value: sql.raw(`${alias}.value`),
  }),
}
const SENSOR_ID = sql.raw('((coalesce(e.sensor, 0)::BIGINT << 32) | e.source_id)')

const ADDRESS_BITS = 128

/** Shape: bits of an IPv4 network (8, 16 or 24; twice as many of IPv6) → the network an address lies in, as text. */
function block(bits: 8 | 16 | 24): Kind {
  const parts = bits / 8
  const v4 = [1, 2, 3]
    .map((part) => (part <= parts ? `((n >> ${32 - 8 * part}::UHUGEINT) & 255::UHUGEINT)` : '0'))
    .join(` || '.' || `)
  const v6 = Array.from(
    { length: parts },
    (_, i) => `printf('%x', ((n >> ${112 - 16 * i}::UHUGEINT) & 65535::UHUGEINT)::BIGINT)`,
  ).join(` || ':' || `)
  // WHY: no IPv6 network of these lengths begins in the range that IPv4 addresses are counted in, so its first number tells the family.
  const text = `CASE WHEN n >> 32::UHUGEINT = 65535::UHUGEINT THEN ${v4} || '.0/${bits}'
    ELSE regexp_replace(${v6} || '::', '(^|:)(0(:0)*)::$', '::') || '/${2 * bits}' END`
  const first = (a: string, width: number) => `(${a}.number >> ${width}::UHUGEINT) << ${width}::UHUGEINT`
  const value = (number: Sql) => sql`list_transform([${number}], lambda n: ${sql.raw(text)})[1]`
  const number: GroupKey['label'] = (id, alias) => ({
    join: sql`LEFT JOIN ip ${sql.raw(alias)} ON ${sql.raw(`${alias}.ip_id`)} = ${id}`,
    value: sql.raw(
      `CASE WHEN ${alias}.family = 4 THEN ${first(alias, 32 - bits)} ELSE ${first(alias, ADDRESS_BITS - 2 * bits)} END`,
    ),
  })
  const label: GroupKey['label'] = (id, alias) => {
    const step = number(id, alias)
    return { join: step.join, value: value(step.value) }
  }
  return { ...PLAIN, regroup: true, many: true, label, merge: { number, value } }
}

const LIST: Kind = { ...PLAIN, regroup: true, fansOut: true, label: joined('host_list', 'ip', 'list_id') }
const TAG: Kind = {
  ...PLAIN,
  regroup: true,
  fansOut: true,
  joinFirst: true,
  label: joined(
    `(SELECT x.event_id, t.tag AS value FROM event x JOIN source s USING (source_id)
      JOIN tag t ON t.event_key = s.sha256 || '/' || s.member || '/' || x.record || '/' || x.ordinal)`,
    'event_id',
  ),
}
const DAY: Kind = {
  ...PLAIN,
  label: (id) => ({ join: NONE, value: sql`strftime(make_timestamp(${id} * 86400000000), '%Y-%m-%d')` }),
}

const own = (column: string) => sql.ref(column, 'e')
const entry = (kind: Kind) => (column: string) => [own(column), kind] as const
const text = entry(TEXT)
const ip = entry(IP)
const number = entry(NUMBER)
const port = entry(PORT)
const word = (column: VocabularyColumn) => [own(column), code(column)] as const
const DAY_ID = sql.raw('floor(epoch_us(e.ts) / 86400000000)::BIGINT')

const KEYS: Record<PivotField, readonly [Sql, Kind]> = {
  type: word('type'),
  name: text('name'),
  specificity: word('specificity'),
  format: [own('source_id'), sourceText('format')],
  sensor: [SENSOR_ID, SENSOR],
  src_ip: ip('src_ip'),
  src_port: port('src_port'),
  dst_ip: ip('dst_ip'),
  dst_port: port('dst_port'),
  client_ip: ip('client_ip'),
  client_port: port('client_port'),
  server_ip: ip('server_ip'),
  server_port: port('server_port'),
  role_rule: word('role_rule'),
  role_confidence: word('role_confidence'),
  direction: word('direction'),
  proto: text('proto'),
  service: text('service'),
  session_state: word('session_state'),
  user_name: text('user_name'),
  host_name: text('host_name'),
  process_name: text('process_name'),
  severity: number('severity'),
  signature_id: text('signature_id'),
  signature: text('signature'),
  outcome: word('outcome'),
  ts_quality: word('ts_quality'),
  evidence: [own('source_id'), sourceText('sha256')],
  sensor_disagrees: text('sensor_disagrees'),
  block_8: [OUTSIDE_IP, block(8)],
  block_16: [OUTSIDE_IP, block(16)],
  block_24: [OUTSIDE_IP, block(24)],
  // WHY: few servers are in a list; all others are one group.
  list: [sql.raw('CASE WHEN e.server_ip IN (SELECT ip FROM host_list) THEN e.server_ip END'), LIST],
  tag: [own('event_id'), TAG],
  day: [DAY_ID, DAY],
  hour: [sql.raw('extract(hour FROM e.ts)'), NUMBER],
}

/** Shape: pivot field → how to group by it. */
export function groupKey(field: PivotField): GroupKey {
  const [id, kind] = KEYS[field]
  return { field, id, ...kind }
}

/** Fields that panels show, or can be turned to. */
export const PANEL_FIELDS: readonly PivotField[] = [
  ...([
    'type',
    'name',
    'direction',
    'client_ip',
    'server_ip',
    'server_port',
    'service',
    'block_8',
    'block_16',
    'block_24',
  ] as const),
  ...(['list', 'user_name', 'signature', 'sensor', 'format', 'session_state', 'severity', 'outcome'] as const),
]
