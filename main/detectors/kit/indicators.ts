/** Indicators of the case's lists, and the values of its events that are among them. */
import ipaddr from 'ipaddr.js'
import { typeCode } from '#main/analysis/codes'
import { COUNT, list, MICROS, nullable, TEXT, type RowOf } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { ATTRS_SQL } from '#main/store/views'

const INDICATOR = {
  value: TEXT,
  kind: TEXT,
  /** The list: who made it, as it says; else its format. */
  pack: TEXT,
  licence: nullable(TEXT),
  tlp: nullable(TEXT),
  written: nullable(TEXT),
  says: nullable(TEXT),
  /** Names below the domain are meant too. */
  scope: nullable(TEXT),
  until: nullable(TEXT),
  ts: MICROS,
  time_from: nullable(TEXT),
  key: TEXT,
}
export type Indicator = RowOf<typeof INDICATOR>

/** Shape: → indicators that are meant to be looked for, in order of value. Observables stand beside, for context, and are left out. */
export function indicatorsOf(store: Store, asking: Asking): Promise<Indicator[]> {
  return store.all(
    sql`WITH chosen AS (SELECT e.ts, e.message, s.format, s.sha256, r.value AS sensor, g.value AS signature, s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal AS key,
        (${sql.raw(ATTRS_SQL)})::JSON AS a FROM event e JOIN source s USING (source_id) JOIN text n ON n.text_id = e.name LEFT JOIN text g ON g.text_id = e.signature
          LEFT JOIN text r ON r.text_id = coalesce(e.sensor, s.sensor)
          LEFT JOIN text w1 ON w1.text_id = e.attr_word_1 LEFT JOIN text w2 ON w2.text_id = e.attr_word_2 LEFT JOIN text w3 ON w3.text_id = e.attr_word_3
        WHERE e.type = ${typeCode('indicator')} AND starts_with(n.value, 'Indicator-') AND coalesce(e.attr_text, e.attrs) IS NOT NULL)
      SELECT a->>'indicator' AS value, coalesce(a->>'indicator_type', '') AS kind, coalesce(a->>'source', sensor, format || ' ' || left(sha256, 12)) AS pack,
        coalesce(a->>'licence', a->>'license') AS licence, a->>'tlp' AS tlp, a->>'indicator_written' AS written, coalesce(signature, a->>'comment') AS says,
        a->>'indicator_scope' AS scope, a->>'valid_until' AS until, ts, a->>'time_from' AS time_from, key
      FROM chosen WHERE a->>'indicator' IS NOT NULL ORDER BY value, pack, ts, key`,
    INDICATOR,
    asking,
  )
}

export const HIT = {
  /** The indicator's value. */
  value: TEXT,
  /** What was seen: the address within a network, the name below a domain, else the value itself. */
  seen: TEXT,
  events: COUNT,
  /** The first of these events. */
  keys: list(TEXT),
  /** The other ends of the events. */
  peers: list(TEXT),
  home: COUNT,
  first: MICROS,
  last: MICROS,
}
export type Hit = RowOf<typeof HIT>

const KEY = `s.sha256 || '/' || s.member || '/' || e.record || '/' || e.ordinal`
/** Values of JSON; hashes that Sysmon writes one after another; hosts in addresses of the web. */
const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"'
const HASHED = '(?:md5|sha1|sha256|sha512)=([0-9a-f]{32,128})'
const WEB_HOST = '[a-z]+://([^/"?#:]+)'
const NO_INTELLIGENCE = `e.type <> ${typeCode('indicator')}`

/** Shape: CIDR text → its first and last address as the case numbers addresses (IPv4 as ::ffff:a.b.c.d), as texts; null where it is none. */
export function rangeOf(network: string): { first: string; last: string } | null {
  if (!ipaddr.isValidCIDR(network)) return null
  const [address, length] = ipaddr.parseCIDR(network)
  const bytes = address.toByteArray()
  const bits = BigInt(bytes.length * 8 - length)
  const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), address.kind() === 'ipv4' ? 0xffffn : 0n)
  const first = (number >> bits) << bits
  return { first: String(first), last: String(first + (1n << bits) - 1n) }
}

/** Addresses of events that are indicators, or lie in a network that is one; an event counts once whichever side it is on. */
export function addressHits(store: Store, wanted: readonly string[], most: number, asking: Asking): Promise<Hit[]> {
  const ranges = wanted.flatMap((value) => {
    const range = rangeOf(value.includes('/') ? value : `${value}/${value.includes(':') ? 128 : 32}`)
    return range === null ? [] : [sql`(${value}, ${range.first}::UHUGEINT, ${range.last}::UHUGEINT)`]
  })
  if (ranges.length === 0) return Promise.resolve([])
  return store.all(
    sql`WITH listed(value, first, last) AS (VALUES ${sql.join(ranges)}),
      wanted AS MATERIALIZED (SELECT l.value, i.ip_id, i.value AS seen FROM listed l JOIN ip i ON i.number BETWEEN l.first AND l.last),
      side AS (SELECT e.event_id, e.ts, ${sql.raw(KEY)} AS key, unnest(list_distinct([coalesce(e.client_ip, e.src_ip), coalesce(e.server_ip, e.dst_ip)])) AS ip,
          [coalesce(e.client_ip, e.src_ip), coalesce(e.server_ip, e.dst_ip)] AS ends
        FROM event e JOIN source s USING (source_id) WHERE ${sql.raw(NO_INTELLIGENCE)}
          AND (coalesce(e.client_ip, e.src_ip) IN (SELECT ip_id FROM wanted) OR coalesce(e.server_ip, e.dst_ip) IN (SELECT ip_id FROM wanted)))
      SELECT w.value, w.seen, count(*) AS events, list(d.key ORDER BY d.ts, d.event_id)[1:${most}::BIGINT] AS keys, min(d.ts) AS first, max(d.ts) AS last,
        coalesce(list_sort(list_distinct(list(o.value))), []) AS peers, bool_or(d.ip IN (SELECT ip_id FROM ip_home))::UTINYINT AS home
      FROM side d JOIN wanted w ON w.ip_id = d.ip LEFT JOIN ip o ON o.ip_id = CASE WHEN d.ends[1] = d.ip THEN d.ends[2] ELSE d.ends[1] END
      GROUP BY w.value, w.seen ORDER BY w.value, w.seen`,
    HIT,
    asking,
  )
}

/**
 * Texts of events that are indicators: whole values of attributes, host names, and the host within an address of the web.
 *
 * WHY without connections: they hold addresses and numbers alone, and are most of every case.
 */
export function textHits(
  store: Store,
  values: readonly string[],
  domains: readonly string[],
  most: number,
  asking: Asking,
): Promise<Hit[]> {
  if (values.length + domains.length === 0) return Promise.resolve([])
  return store.all(
    sql`WITH wanted AS MATERIALIZED (SELECT DISTINCT unnest([${sql.join([...values])}]::VARCHAR[]) AS value),
      above AS MATERIALIZED (SELECT DISTINCT unnest([${sql.join([...domains])}]::VARCHAR[]) AS value),
      said AS MATERIALIZED (SELECT e.event_id, e.ts, ${sql.raw(KEY)} AS key, lower(${sql.raw(ATTRS_SQL)}) AS words, lower(h.value) AS host,
          [coalesce(e.client_ip, e.src_ip), coalesce(e.server_ip, e.dst_ip)] AS ends
        FROM event e JOIN source s USING (source_id) LEFT JOIN text h ON h.text_id = e.host_name
          LEFT JOIN text w1 ON w1.text_id = e.attr_word_1 LEFT JOIN text w2 ON w2.text_id = e.attr_word_2 LEFT JOIN text w3 ON w3.text_id = e.attr_word_3
        WHERE ${sql.raw(NO_INTELLIGENCE)} AND e.session_state IS NULL),
      word AS (SELECT event_id, ts, key, ends, unnest(list_distinct(list_concat(regexp_extract_all(words, ${QUOTED}, 1), regexp_extract_all(words, ${HASHED}, 1),
          regexp_extract_all(words, ${WEB_HOST}, 1), [host]))) AS value FROM said),
      hit AS (SELECT w.*, w.value AS indicator FROM word w WHERE w.value IN (SELECT value FROM wanted)
        UNION ALL SELECT w.*, a.value FROM word w JOIN above a ON ends_with(w.value, '.' || a.value))
      SELECT h.indicator AS value, h.value AS seen, count(*) AS events, list(h.key ORDER BY h.ts, h.event_id)[1:${most}::BIGINT] AS keys,
        min(h.ts) AS first, max(h.ts) AS last, 0::UTINYINT AS home,
        coalesce((SELECT list_sort(list_distinct(list(i.value))) FROM ip i WHERE list_contains(flatten(list(h.ends)), i.ip_id)), []) AS peers
      FROM hit h GROUP BY h.indicator, h.value ORDER BY h.indicator, h.value`,
    HIT,
    asking,
  )
}
