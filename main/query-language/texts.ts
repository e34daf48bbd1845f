/** Conditions on texts and addresses as SQL, and the look-up of the ids that meet them. */
import type { Test, WildcardText } from '#contract/query-language/expression'
import { likePattern, literalOf, wildcardMatcher } from '#contract/query-language/wildcards'
import { fault } from '#contract/errors'
import { COUNT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'

/** What a compilation asks of. */
export interface Compiling {
  store: Store
  asking: Asking
}

/** More ids than this stay a sub-query; chosen: a list of this size still plans in a few milliseconds. */
const MOST_IDS = 500

export const NEVER: Sql = sql.raw('false')
export const ALWAYS: Sql = sql.raw('true')

export const allSql = (parts: readonly Sql[]): Sql =>
  parts.length === 0 ? ALWAYS : parts.length === 1 ? parts[0]! : sql`(${sql.join(parts, ' AND ')})`
export const anySql = (parts: readonly Sql[]): Sql =>
  parts.length === 0 ? NEVER : parts.length === 1 ? parts[0]! : sql`(${sql.join(parts, ' OR ')})`

/** Shape: a text expression and a test → condition on the whole text: exact with case, wildcards without, regex by RE2. */
export function textCondition(value: Sql, test: Test): Sql {
  switch (test.is) {
    case 'equals':
      return sql`${value} = ${String(test.value)}`
    case 'like':
      return sql`lower(${value}) LIKE lower(${likePattern(test.pattern)}) ESCAPE '\\'`
    case 'regex':
      return sql`regexp_matches(${value}, ${test.source})`
    default:
      return ALWAYS
  }
}

/** Shape: a test on a word of a fixed vocabulary → whether a word meets it. */
export const fitsWord = (test: Test): ((word: string) => boolean) =>
  test.is === 'like' ? wildcardMatcher(test.pattern) : (word) => test.is === 'equals' && word === test.value

/** Shape: a text expression and a pattern → condition that the text holds it somewhere, letter case ignored. */
export function containsCondition(value: Sql, pattern: WildcardText): Sql {
  const literal = literalOf(pattern)
  return literal === null
    ? sql`lower(${value}) LIKE lower(${`%${likePattern(pattern)}%`}) ESCAPE '\\'`
    : sql`contains(lower(${value}), lower(${literal}))`
}

/** Shape: ranges of address numbers → condition on `number`. */
export function addressCondition(ranges: readonly { low: bigint; high: bigint }[]): Sql {
  const number = (value: bigint) => sql`${value.toString()}::UHUGEINT`
  const single = ranges.filter(({ low, high }) => low === high).map(({ low }) => number(low))
  const wide = ranges.filter(({ low, high }) => low !== high)
  const parts = wide.map(({ low, high }) => sql`number BETWEEN ${number(low)} AND ${number(high)}`)
  return anySql(single.length === 0 ? parts : [sql`number IN (${sql.join(single)})`, ...parts])
}

/** Shape: columns and a list of ids (or a query for them) → condition that any column is among them. */
function among(columns: readonly Sql[], ids: Sql): Sql {
  return anySql(columns.map((column) => sql`${column} IN (${ids})`))
}

async function idsOf(compiling: Compiling, query: Sql): Promise<number[] | null> {
  const rows = await compiling.store.all(sql`${query} LIMIT ${MOST_IDS + 1}`, { id: COUNT }, compiling.asking)
  return rows.length > MOST_IDS ? null : rows.map((row) => row.id)
}

async function amongIdsOf(compiling: Compiling, columns: readonly Sql[], query: Sql): Promise<Sql> {
  const ids = await idsOf(compiling, query)
  if (ids === null) return among(columns, query)
  if (ids.length === 0) return NEVER
  return among(columns, sql.join(ids.map((id) => sql`${id}::UINTEGER`)))
}

/** Events whose text in any of these columns meets the condition on `value`; the condition runs on the dictionary, never on rows. */
export const amongTexts = (compiling: Compiling, columns: readonly Sql[], condition: Sql): Promise<Sql> =>
  amongIdsOf(compiling, columns, sql`SELECT text_id AS id FROM text WHERE ${condition}`)

/** Events whose address in any of these columns meets the condition on `value` or `number`. */
export const amongAddresses = (compiling: Compiling, columns: readonly Sql[], condition: Sql): Promise<Sql> =>
  amongIdsOf(compiling, columns, sql`SELECT ip_id AS id FROM ip WHERE ${condition}`)

/** Events from sources that meet the condition on the columns of `source`. */
export const amongSources = (compiling: Compiling, condition: Sql): Promise<Sql> =>
  amongIdsOf(compiling, [sql.ref('source_id', 'e')], sql`SELECT source_id AS id FROM source WHERE ${condition}`)

/**
 * Ask the engine whether it can run a regular expression.
 *
 * Errors: QRY-001 with what the engine says of it.
 */
export async function checkRegex(compiling: Compiling, source: string): Promise<void> {
  try {
    await compiling.store.all(sql`SELECT regexp_matches('', ${source})::INTEGER AS id`, { id: COUNT }, compiling.asking)
  } catch (error) {
    compiling.asking.signal?.throwIfAborted()
    const said = error instanceof Error ? error.message.replace(/^.*?Error:\s*/, '').split('\n')[0]! : ''
    throw fault('QRY-001', { column: 1, expected: `a regular expression the engine can run (/${source}/: ${said})` }, error)
  }
}
