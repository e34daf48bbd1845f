/** A filter expression as a SQL condition on `event e`. */
import { parseEventKey } from '#contract/event'
import type { Filter, Test, WildcardText } from '#contract/query-language/expression'
import { literalOf } from '#contract/query-language/wildcards'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { onVerdict } from './verdict'
import { VOCABULARIES, type VocabularyColumn } from '#main/store/vocabulary'
import { PLACES, type Place } from './columns'
import {
  addressCondition,
  fitsWord,
  allSql,
  ALWAYS,
  amongAddresses,
  amongSources,
  amongTexts,
  anySql,
  checkRegex,
  containsCondition,
  NEVER,
  textCondition,
  type Compiling,
} from './texts'

type Match = Extract<Filter, { op: 'match' }>
type AddressTest = Extract<Test, { is: 'address' }>

/**
 * Compile a filter.
 *
 * Shape:  filter → condition on `event e` with every value bound; ids of texts, addresses and sources are looked up first.
 *         A condition on something absent is not met, and its negation is.
 * Errors: QRY-001 for a regular expression the engine cannot run; the signal's reason.
 */
export async function compileFilter(store: Store, filter: Filter, asking: Asking = {}): Promise<Sql> {
  return compile({ store, asking }, filter)
}

async function compile(compiling: Compiling, filter: Filter): Promise<Sql> {
  switch (filter.op) {
    case 'and':
      return allSql(await inTurn(filter.of, (part) => compile(compiling, part)))
    case 'or':
      return anySql(
        await inTurn(grouped(filter.of), (part) => (Array.isArray(part) ? anyOf(compiling, part) : compile(compiling, part))),
      )
    case 'not':
      return sql`(${await compile(compiling, filter.of)}) IS NOT TRUE`
    case 'text':
      return freeText(compiling, filter.pattern)
    case 'match':
      return match(compiling, filter)
  }
}

async function inTurn<T, R>(parts: readonly T[], work: (part: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const part of parts) results.push(await work(part))
  return results
}

/** WHY: a list of a thousand addresses is one look-up and one condition, not a thousand of each. */
function grouped(parts: readonly Filter[]): (Filter | Match[])[] {
  const lists = new Map<string, Match[]>()
  const rest: Filter[] = []
  for (const part of parts) {
    const joins =
      part.op === 'match' && ((part.test.is === 'equals' && PLACES[part.field].at === 'text') || part.test.is === 'address')
    if (joins) lists.set(part.field, [...(lists.get(part.field) ?? []), part])
    else rest.push(part)
  }
  return [...[...lists.values()].map((list) => (list.length === 1 ? list[0]! : list)), ...rest]
}

async function anyOf(compiling: Compiling, list: Match[]): Promise<Sql> {
  const place = PLACES[list[0]!.field]
  if (place.at === 'ip')
    return amongAddresses(compiling, place.ids, addressCondition(list.map(({ test }) => test as AddressTest)))
  const values = list.map(({ test }) => (test.is === 'equals' ? String(test.value) : ''))
  return amongTexts(compiling, place.at === 'text' ? place.ids : [], sql`value IN (${sql.join(values)})`)
}

/** A word anywhere: in the message, in the name, user, host or signature, or in an address. */
async function freeText(compiling: Compiling, pattern: WildcardText): Promise<Sql> {
  const columns = ['name', 'user_name', 'host_name', 'signature'].map((name) => sql.ref(name, 'e'))
  const parts = [
    containsCondition(sql.ref('message', 'e'), pattern),
    await amongTexts(compiling, columns, containsCondition(sql.raw('value'), pattern)),
  ]
  if (/^[0-9a-fA-F.:*?]+$/.test(pattern)) {
    const addresses = ['src_ip', 'dst_ip', 'client_ip', 'server_ip'].map((name) => sql.ref(name, 'e'))
    parts.push(await amongAddresses(compiling, addresses, containsCondition(sql.raw('value'), pattern)))
  }
  return anySql(parts.filter((part) => part !== NEVER))
}

async function match(compiling: Compiling, { field, test }: Match): Promise<Sql> {
  if (test.is === 'regex') await checkRegex(compiling, test.source)
  const place = PLACES[field]
  const value = sql.raw('value')
  switch (place.at) {
    case 'text':
      return test.is === 'present' ? present(place.ids) : amongTexts(compiling, place.ids, textCondition(value, test))
    case 'ip':
      if (test.is === 'present') return present(place.ids)
      return amongAddresses(compiling, place.ids, test.is === 'address' ? addressCondition([test]) : textCondition(value, test))
    case 'code':
      return codes(place.column, test)
    case 'number':
      return anySql(place.values.map((number) => numberCondition(number, place.type, test)))
    case 'time':
      return during(place.value, test)
    case 'source':
      return test.is === 'present' ? ALWAYS : amongSources(compiling, textCondition(place.column, test))
    default:
      return special(compiling, place.at, test)
  }
}

const present = (ids: readonly Sql[]): Sql => anySql(ids.map((id) => sql`${id} > 0`))

function codes(column: VocabularyColumn, test: Test): Sql {
  const place = sql.ref(column, 'e')
  const words: readonly string[] = VOCABULARIES[column]
  const fits = fitsWord(test)
  if (test.is === 'present') return words[0] === 'none' ? sql`${place} > 0` : ALWAYS
  const fitting = words.flatMap((word, index) => (word !== 'none' && fits(word) ? [sql`${index}::UTINYINT`] : []))
  return fitting.length === 0 ? NEVER : sql`${place} IN (${sql.join(fitting)})`
}

function numberCondition(value: Sql, type: Sql, test: Test): Sql {
  if (test.is === 'present') return sql`${value} IS NOT NULL`
  if (test.is === 'equals') return sql`${value} = ${Number(test.value)}::${type}`
  if (test.is !== 'between') return NEVER
  const parts: Sql[] = []
  if (test.from !== null) parts.push(sql`${value} ${sql.raw(test.from.inclusive ? '>=' : '>')} ${test.from.value}::${type}`)
  if (test.to !== null) parts.push(sql`${value} ${sql.raw(test.to.inclusive ? '<=' : '<')} ${test.to.value}::${type}`)
  return allSql(parts)
}

/** Shape: a time expression and a test → condition; half-open. */
function during(value: Sql, test: Test): Sql {
  if (test.is !== 'during') return sql`${value} IS NOT NULL`
  const parts: Sql[] = []
  if (test.fromUs !== null) parts.push(sql`${value} >= ${sql.micros(test.fromUs)}`)
  if (test.toUs !== null) parts.push(sql`${value} < ${sql.micros(test.toUs)}`)
  return allSql(parts)
}

type SpecialPlace = Exclude<Place['at'], 'text' | 'ip' | 'code' | 'number' | 'time' | 'source'>

async function special(compiling: Compiling, at: SpecialPlace, test: Test): Promise<Sql> {
  switch (at) {
    case 'message':
      return onMessage(test)
    case 'attrs':
      return onAttributes(compiling, test)
    case 'sensor':
      return onSensor(compiling, test)
    case 'key':
      return onKey(test)
    case 'line': {
      const lines = await amongSources(compiling, sql`record_unit = 'line'`)
      return allSql([lines, test.is === 'present' ? ALWAYS : numberCondition(sql.ref('record', 'e'), sql.raw('UBIGINT'), test)])
    }
    case 'tag':
      return sql`e.event_id IN (SELECT x.event_id FROM event x JOIN source s USING (source_id) JOIN tag t
        ON t.event_key = s.sha256 || '/' || s.member || '/' || x.record || '/' || x.ordinal WHERE ${textCondition(sql.raw('t.tag'), test)})`
    case 'verdict':
      return onVerdict(test)
    case 'list':
      return sql`e.server_ip IN (SELECT ip FROM host_list WHERE ${textCondition(sql.raw('list_id'), test)})`
  }
}

function onMessage(test: Test): Sql {
  const message = sql.ref('message', 'e')
  if (test.is === 'contains') return containsCondition(message, test.pattern)
  return test.is === 'regex' ? textCondition(message, test) : sql`${message} IS NOT NULL`
}

/** Attributes lie packed in columns (a text, words, integers) and, for the rest, as flat JSON. */
async function onAttributes(compiling: Compiling, test: Test): Promise<Sql> {
  const words = [1, 2, 3].map((slot) => sql.raw(`e.attr_word_${slot}`))
  const integers = [1, 2, 3, 4].map((slot) => sql.raw(`e.attr_int_${slot}`))
  const texts = sql.raw(`array_to_string(json_extract_string(e.attrs, '$.*'), chr(10))`)
  if (test.is === 'present') {
    return anySql([sql.raw('e.attr_text'), ...words, ...integers, sql.raw('e.attrs')].map((value) => sql`${value} IS NOT NULL`))
  }
  const condition = (value: Sql) => (test.is === 'contains' ? containsCondition(value, test.pattern) : textCondition(value, test))
  const numbers = integers.map((value) => condition(sql`${value}::VARCHAR`))
  const literal = test.is === 'contains' ? literalOf(test.pattern) : null
  const packed = literal !== null && !/^-?\d+$/.test(literal) ? [] : numbers
  return anySql([
    condition(sql.raw('e.attr_text')),
    await amongTexts(compiling, words, condition(sql.raw('value'))),
    ...packed,
    condition(texts),
  ])
}

async function onSensor(compiling: Compiling, test: Test): Promise<Sql> {
  const own = sql.ref('sensor', 'e')
  if (test.is === 'present') return sql`(${own} > 0 OR ${await amongSources(compiling, sql.raw('sensor > 0'))})`
  const condition = textCondition(sql.raw('value'), test)
  const direct = await amongTexts(compiling, [own], condition)
  const inherited = await amongSources(compiling, sql`sensor IN (SELECT text_id FROM text WHERE ${condition})`)
  return anySql([direct, sql`(coalesce(${own}, 0) = 0 AND ${inherited})`])
}

function onKey(test: Test): Sql {
  const parts = test.is === 'equals' ? parseEventKey(String(test.value)) : null
  if (parts === null) return test.is === 'present' ? ALWAYS : NEVER
  return sql`(e.record = ${parts.record}::UBIGINT AND e.ordinal = ${parts.ordinal}::USMALLINT AND e.source_id IN
    (SELECT source_id FROM source WHERE sha256 = ${parts.sha256} AND member = ${encodeURIComponent(parts.member)}))`
}
