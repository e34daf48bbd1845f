/**
 * The same records in two files: a log and its grown copy, an export and a longer one. Those of the later file stand aside.
 *
 * Rows that repeat lie in `event_settled_repeat` and `event_unsettled_repeat`, so that every question counts a record once without asking;
 * `repeat_of` names the row each repeats. What counts as earlier is the order in which files were added, whatever was loaded first.
 */
import { COUNT, nullable, TEXT } from '#main/store/rows'
import { EVENT_COLUMNS, REPEATABLE_TABLES, repeatTable, type EventColumn } from '#main/store/columns'
import { sql, type Sql } from '#main/store/sql'
import type { Transaction } from '#main/store/store'

/** Share of the rows between the first and the last that two files have in common; chosen: lines out of order and a cut last line are fewer. */
const SAME_SHARE = 0.9
/** WHY: equal lines of one instant say nothing; two files that only touch have one instant in common. */
const LEAST_INSTANTS = 2

/** Where the row lies, and what is worked out rather than read. */
const NOT_OF_THE_RECORD: readonly EventColumn[] = [
  ...(['event_id', 'source_id', 'record', 'byte_offset', 'byte_length', 'direction', 'role_rule', 'role_confidence'] as const),
  ...(['client_ip', 'client_port', 'server_ip', 'server_port', 'sensor_disagrees'] as const),
]
const CONTENT = (Object.keys(EVENT_COLUMNS) as EventColumn[]).filter((column) => !NOT_OF_THE_RECORD.includes(column))

const ALL_TABLES = REPEATABLE_TABLES.flatMap((table) => [table, repeatTable(table)])
const everyRow = (columns: string) => ALL_TABLES.map((table) => `SELECT ${columns} FROM ${table}`).join(' UNION ALL ')

const TEMPORARY = ['repeat_source', 'repeat_common', 'repeat_shared', 'repeat_found', 'repeat_met', 'repeat_no_more'] as const

/**
 * Sources of one format and sensor that have times in common with another: their order, and which part of their time others have too.
 *
 * WHY: in order of beginnings only what comes before the latest end so far, or after the next beginning, can be in another file as well.
 */
const OVERLAPPING = `CREATE TEMP TABLE repeat_source AS SELECT * FROM (
  SELECT source_id, format, sensor, place, first, last, max(last) OVER earlier AS until, lead(first) OVER by_time AS since FROM (
    SELECT s.source_id, s.format, coalesce(s.sensor, 0) AS sensor, s.place, min(e.ts) AS first, max(e.ts) AS last
    FROM ordered_source s JOIN (${everyRow('source_id, ts')}) e USING (source_id) GROUP BY ALL)
  WINDOW by_time AS (PARTITION BY format, sensor ORDER BY first, place),
    earlier AS (PARTITION BY format, sensor ORDER BY first, place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
) WHERE first < until OR since < last`

/** Rows that may be in another source too, with a number that is the same for the same content. */
const FINGERPRINTED = `SELECT e.event_id, e.source_id, e.ts, e.record, e.ordinal, s.place,
    hash(s.format, s.sensor, ${CONTENT.map((column) => `e.${column}`).join(', ')}) AS content
  FROM (${everyRow('*')}) e JOIN repeat_source s USING (source_id) WHERE e.ts <= s.until OR e.ts >= s.since`

/** Rows that are compared at once. WHY: the memory that grouping takes cannot be given back while it goes on. */
const ROWS_AT_ONCE = 2_000_000

/** Contents that are in more than one source, of one part of all contents. */
const common = (part: number, parts: number): Sql => sql`INSERT INTO repeat_common
  SELECT content FROM repeat_content WHERE content % ${parts} = ${part} GROUP BY content HAVING min(source_id) < max(source_id)`

/** Rows whose content is in another source of the same kind too, the nth of equal ones within its source. */
const shared = (part: number, parts: number): Sql => sql`INSERT INTO repeat_shared
  SELECT * EXCLUDE (ordinal), row_number() OVER (PARTITION BY source_id, content ORDER BY record, ordinal) AS nth
  FROM repeat_candidate WHERE content % ${parts} = ${part}`

/** What one source has in common with the rows of earlier ones that stand. */
const met = (sourceId: number): Sql => sql`CREATE OR REPLACE TEMP TABLE repeat_met AS
  SELECT later.event_id, later.record, later.ts, earlier.event_id AS original_id, earlier.source_id AS original_source,
    earlier.place AS original_place, earlier.record AS original_record
  FROM repeat_shared later JOIN repeat_shared earlier ON earlier.content = later.content AND earlier.nth = later.nth AND earlier.place < later.place
    ANTI JOIN repeat_found ON repeat_found.event_id = earlier.event_id
  WHERE later.source_id = ${sourceId}`

/** What both files have in common, as (earlier source, number of rows, first and last record on either side). */
const STRETCHES =
  sql.raw(`SELECT original_source, count(*) AS rows, min(original_record) AS original_from, max(original_record) AS original_to,
    min(record) AS from_record, max(record) AS to_record
  FROM repeat_met GROUP BY original_source HAVING count(DISTINCT ts) >= ${LEAST_INSTANTS} ORDER BY min(original_place)`)

interface Stretch {
  rows: number
  from: number
  to: number
}

/** Shape: source × stretch → how many of its standing rows lie before, within and after. */
async function around(transaction: Transaction, sourceId: number, { from, to }: Stretch) {
  const [row] = await transaction.all(
    sql`SELECT count(*) FILTER (record < ${from}) AS before, count(*) FILTER (record BETWEEN ${from} AND ${to}) AS within,
        count(*) FILTER (record > ${to}) AS after
      FROM (${sql.raw(everyRow('event_id, source_id, record'))}) ANTI JOIN repeat_found USING (event_id) WHERE source_id = ${sourceId}`,
    { before: COUNT, within: COUNT, after: COUNT },
  )
  return row!
}

/**
 * Two pieces of one record stream: what they share is nearly everything between its first and last row in both, and reaches to the
 * beginning of one of them and to the end of one of them. Logs of two programs that now and then write the same do not.
 */
async function isSameStream(transaction: Transaction, earlier: [number, Stretch], later: [number, Stretch]): Promise<boolean> {
  const [one, other] = [await around(transaction, ...earlier), await around(transaction, ...later)]
  const { rows } = later[1]
  const slack = Math.floor(rows * (1 - SAME_SHARE))
  return (
    rows >= SAME_SHARE * Math.max(one.within, other.within) &&
    Math.min(one.before, other.before) <= slack &&
    Math.min(one.after, other.after) <= slack
  )
}

async function findOf(transaction: Transaction, sourceId: number): Promise<void> {
  await transaction.run(met(sourceId))
  const stretches = await transaction.all(STRETCHES, {
    ...{ original_source: COUNT, rows: COUNT, original_from: COUNT, original_to: COUNT, from_record: COUNT, to_record: COUNT },
  })
  const same: number[] = []
  for (const { original_source, rows, original_from, original_to, from_record, to_record } of stretches) {
    const earlier = { rows, from: original_from, to: original_to }
    const later = { rows, from: from_record, to: to_record }
    if (await isSameStream(transaction, [original_source, earlier], [sourceId, later])) same.push(original_source)
  }
  if (same.length === 0) return
  await transaction.run(sql`INSERT INTO repeat_found SELECT event_id, arg_min(original_id, original_place) FROM repeat_met
    WHERE original_source IN (${sql.join(same.map((id) => sql`${id}`))}) GROUP BY event_id`)
}

type Statement = (part: number, parts: number) => Sql

async function inParts(transaction: Transaction, table: string, rowsAtOnce: number, statement: Statement): Promise<void> {
  const [all] = await transaction.all(sql`SELECT count(*) AS rows FROM ${sql.raw(table)}`, { rows: COUNT })
  const parts = Math.ceil(all!.rows / rowsAtOnce)
  for (let part = 0; part < parts; part++) await transaction.run(statement(part, parts))
}

/** Fills `repeat_shared`. */
async function share(transaction: Transaction, rowsAtOnce: number): Promise<void> {
  await transaction.run(sql`CREATE TEMP TABLE repeat_common (content UBIGINT)`)
  await transaction.run(sql`CREATE TEMP TABLE repeat_content AS SELECT content, source_id FROM (${sql.raw(FINGERPRINTED)})`)
  await inParts(transaction, 'repeat_content', rowsAtOnce, common)
  await transaction.run(sql`DROP TABLE repeat_content`)
  await transaction.run(
    sql`CREATE TEMP TABLE repeat_candidate AS SELECT * FROM (${sql.raw(FINGERPRINTED)}) SEMI JOIN repeat_common USING (content)`,
  )
  await transaction.run(
    sql`CREATE TEMP TABLE repeat_shared AS SELECT * EXCLUDE (ordinal), 0::BIGINT AS nth FROM repeat_candidate LIMIT 0`,
  )
  await inParts(transaction, 'repeat_candidate', rowsAtOnce, shared)
  await transaction.run(sql`DROP TABLE repeat_candidate`)
}

/** Fills `repeat_found`. */
async function find(transaction: Transaction, rowsAtOnce: number, signal?: AbortSignal): Promise<void> {
  await transaction.run(sql.raw(OVERLAPPING))
  await transaction.run(sql`CREATE TEMP TABLE repeat_found (event_id UBIGINT, original_id UBIGINT)`)
  const [any] = await transaction.all(sql`SELECT count(*) AS sources FROM repeat_source`, { sources: COUNT })
  if (any!.sources === 0) return
  await share(transaction, rowsAtOnce)
  const later = await transaction.all(sql`SELECT source_id FROM repeat_shared GROUP BY source_id, place ORDER BY place`, {
    source_id: COUNT,
  })
  for (const { source_id } of later.slice(1)) {
    signal?.throwIfAborted()
    await findOf(transaction, source_id)
  }
}

/** Rows that repeat stand aside, those that no longer do stand again; all others stay where they are. */
function moveStatements(): Sql[] {
  const move = (from: string, to: string, moved: string): Sql[] =>
    [
      `INSERT INTO ${to} SELECT e.* FROM ${from} e SEMI JOIN ${moved} USING (event_id) ORDER BY ts, event_id`,
      `DELETE FROM ${from} USING ${moved} WHERE ${moved}.event_id = ${from}.event_id`,
    ].map((text) => sql.raw(text))
  return [
    sql`CREATE TEMP TABLE repeat_no_more AS SELECT event_id FROM repeat_of ANTI JOIN repeat_found USING (event_id)`,
    ...REPEATABLE_TABLES.flatMap((table) => [
      ...move(repeatTable(table), table, 'repeat_no_more'),
      ...move(table, repeatTable(table), 'repeat_found'),
    ]),
    sql`DELETE FROM repeat_of`,
    sql`INSERT INTO repeat_of SELECT * FROM repeat_found ORDER BY event_id`,
  ]
}

export const FOUND_IN = 'repeats_found_in'

/** Shape: → a digest of the sources in their order; the same text means the same repeats. */
async function sourcesNow(transaction: Transaction, evidence: readonly string[]): Promise<string> {
  await transaction.run(sql`CREATE TEMP TABLE evidence_place AS
    SELECT unnest(range(len(list))) AS place, unnest(list) AS sha256 FROM (SELECT from_json(${JSON.stringify(evidence)}, '["VARCHAR"]') AS list)`)
  await transaction.run(sql`CREATE TEMP TABLE ordered_source AS SELECT source_id, format, sensor, options, sha256, member,
      row_number() OVER (ORDER BY p.place NULLS LAST, CASE WHEN p.place IS NULL THEN source_id END, member) AS place
    FROM source LEFT JOIN evidence_place p USING (sha256) WHERE complete AND format <> 'manual'`)
  const [row] = await transaction.all(
    sql`SELECT md5(string_agg(concat_ws(' ', source_id, sensor, sha256, member, options), chr(10) ORDER BY place)) AS digest FROM ordered_source`,
    { digest: nullable(TEXT) },
  )
  return row?.digest ?? ''
}

/**
 * Make `repeat_of` anew, and put the rows where they belong. Nothing is read while the sources are the same as the last time.
 *
 * Shape:  hashes of the evidence in the order it was added; evidence not among them comes after, as it was loaded.
 * Errors: the signal's reason.
 */
export async function markRepeats(
  transaction: Transaction,
  evidence: readonly string[],
  signal?: AbortSignal,
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<void> {
  const now = await sourcesNow(transaction, evidence)
  const [before] = await transaction.all(sql`SELECT value FROM meta WHERE key = ${FOUND_IN}`, { value: TEXT })
  if (before?.value !== now) {
    await find(transaction, rowsAtOnce, signal)
    for (const statement of moveStatements()) await transaction.run(statement)
    await transaction.run(sql`DELETE FROM meta WHERE key = ${FOUND_IN}`)
    await transaction.run(sql`INSERT INTO meta VALUES (${FOUND_IN}, ${now})`)
  }
  for (const table of [...TEMPORARY, 'evidence_place', 'ordered_source'])
    await transaction.run(sql`DROP TABLE IF EXISTS ${sql.raw(table)}`)
}
