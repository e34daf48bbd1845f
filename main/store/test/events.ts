/** Events drawn as a table in a test become rows of the real tables. */
import { microsFromIso } from '#contract/units'
import { Dictionary } from '../dictionary'
import { EVENT_COLUMNS, IP_ID_COLUMNS, TEXT_ID_COLUMNS, type EventColumn } from '../columns'
import { COUNT } from '../rows'
import { sql, type SqlValue } from '../sql'
import type { Store } from '../store'
import { codeOf, confidenceOf, directionOf, VOCABULARIES, type VocabularyColumn } from '../vocabulary'
import type { RoleRule } from '#contract/event'

/** A drawn row: column name → cell text; empty cells and `-` are absent. */
export type DrawnRow = Record<string, string>

/**
 * Read a drawn table: first line the column names, cells separated by two or more spaces, `|` or tabs.
 *
 * Shape: drawn`
 *          ts                    type        name          src               dst             roles      duration
 *          2009-06-11T03:00:00Z  connection  Zeek-Conn_SF  198.51.100.7:999  198.18.20.5:22  handshake  69s
 *        ` → rows. `src`/`dst` are `address` or `address:port` (IPv6 in brackets); `client_bytes` … are plain columns of `event`.
 */
export function drawn(strings: TemplateStringsArray, ...values: (string | number)[]): DrawnRow[] {
  const text = strings.reduce((sum, part, index) => sum + part + String(values[index] ?? ''), '')
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*[-|+\s]+$/.test(line))
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .trim()
      .split(/\s{2,}|\t+|\s*\|\s*/)
  const [head = '', ...rows] = lines
  const names = cells(head)
  return rows.map((line) => {
    const row: DrawnRow = {}
    cells(line).forEach((cell, index) => {
      if (cell !== '-' && cell !== '' && names[index] !== undefined) row[names[index]] = cell
    })
    return row
  })
}

export interface DrawOptions {
  /** 64 hex digits; the evidence the rows belong to. */
  sha256?: string
  format?: string
  recordUnit?: string
  sensor?: string
  /** Addresses that are home, by prefix, for the column `direction` where it is not drawn. */
  home?: (address: string) => boolean
  layout?: { text?: string; words?: readonly string[]; integers?: readonly string[] }
}

const TEXT_COLUMNS = new Set<EventColumn>([...TEXT_ID_COLUMNS, 'attr_word_1', 'attr_word_2', 'attr_word_3'])
const IP_COLUMNS = new Set<EventColumn>(IP_ID_COLUMNS)
const DURATION = /^(\d+(?:\.\d+)?)(us|ms|s|m|h|d)?$/
const UNIT_US: Record<string, number> = { us: 1, ms: 1e3, s: 1e6, m: 6e7, h: 3.6e9, d: 8.64e10 }

function micros(text: string): number {
  const us = microsFromIso(text)
  if (us === null) throw new TypeError(`not a time: ${text}`)
  return us
}

function durationUs(text: string): number {
  const match = DURATION.exec(text)
  if (match === null) throw new TypeError(`not a duration: ${text}`)
  return Math.round(Number(match[1]) * UNIT_US[match[2] ?? 's']!)
}

function endpoint(text: string): { ip: string; port: string | undefined } {
  const match = /^\[(.+)\](?::(\d+))?$/.exec(text) ?? /^([^:]+)(?::(\d+))?$/.exec(text)
  return match === null ? { ip: text, port: undefined } : { ip: match[1]!, port: match[2] }
}

/** Shape: a drawn row → the row with every shorthand spelt out as columns of `event`. */
function spelt(row: DrawnRow, home: DrawOptions['home']): DrawnRow {
  const full: DrawnRow = { type: 'connection', name: 'Test-Event', specificity: 'specific', ts_quality: 'exact', ...row }
  for (const [short, ip, port] of [
    ['src', 'src_ip', 'src_port'],
    ['dst', 'dst_ip', 'dst_port'],
    ['client', 'client_ip', 'client_port'],
    ['server', 'server_ip', 'server_port'],
  ] as const) {
    const text = full[short]
    if (text === undefined) continue
    const end = endpoint(text)
    full[ip] = end.ip
    if (end.port !== undefined) full[port] = end.port
  }
  const rule = (full['roles'] ?? full['role_rule'] ?? (full['src_ip'] && full['dst_ip'] ? 'handshake' : 'none')) as RoleRule
  full['role_rule'] = rule
  full['role_confidence'] ??= confidenceOf(rule)
  if (rule !== 'none') {
    for (const part of ['ip', 'port'] as const) {
      if (full[`src_${part}`] !== undefined) full[`client_${part}`] ??= full[`src_${part}`]!
      if (full[`dst_${part}`] !== undefined) full[`server_${part}`] ??= full[`dst_${part}`]!
    }
  }
  if (full['duration'] !== undefined) full['duration_us'] = String(durationUs(full['duration']))
  const [client, server] = [full['client_ip'], full['server_ip']]
  full['direction'] ??=
    home !== undefined && client !== undefined && server !== undefined ? directionOf(home(client), home(server)) : 'unknown'
  return full
}

function cell(column: EventColumn, text: string | undefined, dictionary: Dictionary): SqlValue {
  if (text === undefined) return null
  if (TEXT_COLUMNS.has(column)) return dictionary.textId(text)
  if (IP_COLUMNS.has(column)) return dictionary.ipId(text)
  if (column === 'ts') return micros(text)
  if (column in VOCABULARIES) {
    const code = codeOf(column as VocabularyColumn, text)
    if (code < 0) throw new TypeError(`${text} is no ${column}`)
    return code === 0 && (column === 'session_state' || column === 'outcome') ? null : code
  }
  return EVENT_COLUMNS[column] === 'VARCHAR' ? text : Number(text)
}

const keyText = (name: string | undefined) => (name === undefined ? null : `${JSON.stringify(name)}:`)

/**
 * Put drawn rows into the store as one source; rows whose `roles` are `arrow` go to `event_unsettled`, the others to `event_settled`.
 *
 * Shape: rows × options → ids of the events, in the order drawn. Column `table` (`event_open`, …) overrides the table of a row.
 */
export async function drawEvents(store: Store, rows: readonly DrawnRow[], options: DrawOptions = {}): Promise<number[]> {
  const dictionary = await Dictionary.load(store)
  const [{ n }] = (await store.all(sql`SELECT count(*) AS n FROM source`, { n: COUNT })) as [{ n: number }]
  const sourceId = n + 1
  const firstId = sourceId * 2 ** 32
  const sha256 = options.sha256 ?? String(sourceId).padStart(64, '0')
  const layout = options.layout ?? {}
  const keys = [layout.text, ...[0, 1, 2].map((i) => layout.words?.[i]), ...[0, 1, 2, 3].map((i) => layout.integers?.[i])].map(
    keyText,
  )
  await store.transaction(async (transaction) => {
    const sensor = options.sensor === undefined ? null : dictionary.textId(options.sensor)
    await transaction.run(sql`INSERT INTO source (source_id, sha256, member, format, record_unit, sensor, layout, attr_keys, complete,
      first_event_id, next_event_id) VALUES (${sourceId}, ${sha256}, '-', ${options.format ?? 'zeek'}, ${options.recordUnit ?? 'line'}, ${sensor},
      ${JSON.stringify(layout)}, [${sql.join(keys)}], true, ${firstId}, ${firstId + rows.length})`)
    for (const [index, row] of rows.entries()) {
      const full = spelt(row, options.home)
      full['event_id'] = String(firstId + index)
      full['source_id'] = String(sourceId)
      full['record'] ??= String(index + 1)
      full['ordinal'] ??= '0'
      full['byte_offset'] ??= String(index * 100)
      full['byte_length'] ??= '100'
      const columns = Object.keys(EVENT_COLUMNS) as EventColumn[]
      const values = columns.map((column) => {
        const value = cell(column, full[column], dictionary)
        return column === 'ts' && typeof value === 'number' ? sql.micros(value) : value
      })
      const table = full['table'] ?? (full['role_rule'] === 'arrow' ? 'event_unsettled' : 'event_settled')
      await transaction.run(sql`INSERT INTO ${sql.raw(table)} (${sql.raw(columns.join(', '))}) VALUES (${sql.join(values)})`)
    }
    await dictionary.save(transaction)
  })
  return rows.map((_, index) => firstId + index)
}
