/** The logs of a case as coverage sees them: what one sensor or one host wrote, over all its files. */
import { EVENT_TYPES, TS_QUALITIES } from '#contract/event'
import { COUNT, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { givenBy, NAMED_FORMATS, OWN_FORMATS, type Gives } from './declarations'

/** What one sensor, or one host, wrote in one format; rotated files are one log, files that give other classes are another. */
export interface Log {
  id: number
  format: string
  /** Name of the sensor or of the host that wrote it; null where nothing names it. */
  writer: string | null
  /** Address of the host that wrote it, where its own records give it. */
  writerIp: string | null
  gives: readonly Gives[]
  events: number
  firstUs: number
  lastUs: number
  /** Events whose zone or year had to be assumed. */
  assumed: number
  /** What of which source belongs to it. */
  parts: readonly LogPart[]
  /** SHA-256 of its files. */
  evidence: readonly string[]
}
/** Events of a source by whom they name as their writer; ids as stored, null = not named. */
export interface LogPart {
  source: number
  sensor: number | null
  host: number | null
  address: number | null
}

const codes = (words: readonly string[], wanted: (word: string) => boolean): string =>
  words.flatMap((word, code) => (wanted(word) ? [code] : [])).join(', ')
/** What is stated or known rather than seen is no log. */
const IS_SEEN = sql.raw(`e.type NOT IN (${codes(EVENT_TYPES, (word) => word === 'manual' || word === 'indicator')})`)
const ASSUMED = sql.raw(codes(TS_QUALITIES, (word) => word.endsWith('assumed')))

const SOURCE = { id: COUNT, format: TEXT, sensor: nullable(TEXT), sha256: TEXT }
type SourceRow = RowOf<typeof SOURCE>
const KIND = {
  ...{ source: COUNT, type: COUNT, name: nullable(TEXT) },
  ...{ sensor: nullable(COUNT), host: nullable(COUNT), address: nullable(COUNT) },
  ...{ sensor_name: nullable(TEXT), host_name: nullable(TEXT), ip: nullable(TEXT) },
  ...{ events: COUNT, first: MICROS, last: MICROS, assumed: COUNT },
}
type KindRow = RowOf<typeof KIND>

/** The logs, and how the database finds them: columns of `event e` that say who wrote it, and which events count. */
export interface Logs {
  logs: readonly Log[]
  writer: Sql
  isSeen: Sql
}

const idsOf = (rows: readonly SourceRow[], formats: readonly string[]): Sql => {
  const ids = rows.filter(({ format }) => formats.includes(format)).map(({ id }) => sql`${id}::UINTEGER`)
  return ids.length === 0 ? sql.raw('0') : sql.join(ids)
}

function kindQuery(writer: Sql, named: Sql): Sql {
  return sql`WITH kind AS (SELECT e.source_id AS source, e.type, CASE WHEN e.source_id IN (${named}) THEN e.name END AS name, ${writer},
      count(*) AS events, min(e.ts) AS first, max(e.ts) AS last, count(*) FILTER (e.ts_quality IN (${ASSUMED})) AS assumed
      FROM event e WHERE ${IS_SEEN} GROUP BY ALL)
    SELECT k.source, k.type, n.value AS name, k.sensor, k.host, k.address, t.value AS sensor_name, h.value AS host_name, i.value AS ip, events, first, last, assumed
    FROM kind k LEFT JOIN text n ON n.text_id = k.name LEFT JOIN text t ON t.text_id = k.sensor LEFT JOIN text h ON h.text_id = k.host
      LEFT JOIN ip i ON i.ip_id = k.address`
}

/** Shape: case → its logs in a fixed order, whatever order its files were added in. */
export async function logsOf(store: Store, asking: Asking = {}): Promise<Logs> {
  const rows = await store.all(
    sql`SELECT s.source_id AS id, s.format, t.value AS sensor, s.sha256 FROM source s LEFT JOIN text t ON t.text_id = s.sensor`,
    SOURCE,
    asking,
  )
  const own = idsOf(rows, OWN_FORMATS)
  // WHY: only where a host writes its own log is it told apart by the names in its events; a web server by its address.
  const writer = sql`CASE WHEN e.source_id IN (${own}) THEN e.sensor END AS sensor, CASE WHEN e.source_id IN (${own}) THEN e.host_name END AS host,
    CASE WHEN e.source_id IN (${own}) AND e.host_name IS NULL AND e.sensor IS NULL THEN e.server_ip END AS address`
  const kinds = await store.all(kindQuery(writer, idsOf(rows, NAMED_FORMATS)), KIND, asking)
  return { logs: assembled(kinds, new Map(rows.map((row) => [row.id, row]))), writer, isSeen: IS_SEEN }
}

interface Piece {
  source: SourceRow
  part: LogPart
  kinds: KindRow[]
}

function assembled(kinds: readonly KindRow[], sources: ReadonlyMap<number, SourceRow>): Log[] {
  const pieces = new Map<string, Piece>()
  for (const kind of kinds) {
    const { source: id, sensor, host, address } = kind
    const source = sources.get(id)
    if (source === undefined) continue
    const key = [id, sensor, host, address].join(' ')
    const piece = pieces.get(key) ?? { source, part: { source: id, sensor, host, address }, kinds: [] }
    piece.kinds.push(kind)
    pieces.set(key, piece)
  }
  const logs = new Map<string, Log>()
  for (const piece of pieces.values()) {
    const log = logOf(piece)
    const key = keyOf(log)
    const known = logs.get(key)
    logs.set(key, known === undefined ? log : joined(known, log))
  }
  const ordered = [...logs].sort(([one], [other]) => (one < other ? -1 : 1))
  return ordered.map(([, log], id) => ({ ...log, id, evidence: [...new Set(log.evidence)].sort() }))
}

const keyOf = ({ format, writer, writerIp, gives }: Log): string =>
  JSON.stringify([format, writer, writerIp, gives.map((one) => [one.class, one.only ?? ''].join(' ')).sort()])

function logOf({ source, part, kinds }: Piece): Log {
  const given = kinds.flatMap(({ type, name }) => givenBy(source.format, EVENT_TYPES[type] ?? 'unnormalized', name ?? ''))
  const first = kinds[0]!
  const sum = (of: (kind: KindRow) => number): number => kinds.reduce((total, kind) => total + of(kind), 0)
  return {
    id: 0,
    format: source.format,
    writer: first.host_name ?? first.sensor_name ?? source.sensor,
    writerIp: first.ip,
    gives: fullest(given),
    events: sum(({ events }) => events),
    firstUs: Math.min(...kinds.map(({ first: at }) => at)),
    lastUs: Math.max(...kinds.map(({ last: at }) => at)),
    assumed: sum(({ assumed }) => assumed),
    parts: [part],
    evidence: [source.sha256],
  }
}

/** Shape: what single events give → one declaration a class, that without a limit where there is one. */
function fullest(given: readonly Gives[]): Gives[] {
  const best = new Map<string, Gives>()
  for (const one of given) {
    const known = best.get(one.class)
    if (known === undefined || (known.only !== undefined && (one.only ?? '') < known.only)) best.set(one.class, one)
  }
  return [...best.values()].sort((one, other) => (one.class < other.class ? -1 : 1))
}

const joined = (one: Log, other: Log): Log => ({
  ...one,
  events: one.events + other.events,
  firstUs: Math.min(one.firstUs, other.firstUs),
  lastUs: Math.max(one.lastUs, other.lastUs),
  assumed: one.assumed + other.assumed,
  parts: [...one.parts, ...other.parts],
  evidence: [...one.evidence, ...other.evidence],
})
