/** Values of the case that lists of indicators warn of; each hit says which list, of which date and licence. */
import { isoFromMicros, MICROS_PER_SECOND, microsFromIso, SECONDS_PER_DAY } from '#contract/units'
import { defineDetector, type Found } from './kit/detector'
import { counted, keysClause } from './kit/flows'
import { addressHits, indicatorsOf, textHits, type Hit, type Indicator } from './kit/indicators'

const PARAMS = {
  staleDays: { value: 180, unit: 'd', source: 'chosen: addresses and names change hands within months' },
  mostListed: { value: 50, unit: 'records', source: 'chosen: more is no list to read' },
}

/** Kinds of values that are texts in events. A file name or an e-mail address alone is too common to say anything. */
const TEXT_KINDS = new Set(['domain', 'url', 'md5', 'sha1', 'sha256', 'sha512'])
const ADDRESS_KINDS = new Set(['ipv4', 'ipv6', 'ipv4-net', 'ipv6-net'])
const HASHES = /^(md5|sha1|sha256|sha512)$/

const isDated = ({ time_from: from }: Indicator): boolean => from === null || !/^(year|date of the file)/.test(from)
const day = (us: number): string => isoFromMicros(us).slice(0, 10)
const packText = ({ pack, licence, ts, tlp, ...rest }: Indicator): string =>
  `${pack} (${isDated({ pack, licence, ts, tlp, ...rest }) ? day(ts) : 'undated'}, ${licence ?? 'no licence stated'}${tlp === null ? '' : `, TLP ${tlp}`})`

/** Shape: hits of one indicator, at least one → one hit; what was seen of it stands together, the first of its records. */
function merged(hits: readonly Hit[], most: number): Hit & { all: string[] } {
  const all = hits.map(({ seen }) => seen)
  return {
    value: hits[0]!.value,
    seen: all.length === 1 ? all[0]! : `${all[0]!} and ${all.length - 1} more`,
    all,
    events: hits.reduce((sum, { events }) => sum + events, 0),
    keys: [...new Set(hits.flatMap(({ keys }) => keys))].slice(0, most),
    peers: [...new Set(hits.flatMap(({ peers }) => peers))].sort(),
    home: Math.max(...hits.map(({ home }) => home)),
    first: Math.min(...hits.map(({ first }) => first)),
    last: Math.max(...hits.map(({ last }) => last)),
  }
}

/** How old the warning was when the value was seen. */
function ageOf(hit: Hit, indicator: Indicator, staleUs: number): { age: 'fresh' | 'stale' | 'later' | 'unknown'; says: string } {
  if (!isDated(indicator)) return { age: 'unknown', says: 'The list states no date.' }
  const until = indicator.until === null ? null : microsFromIso(indicator.until)
  if (until !== null && hit.first >= until)
    return { age: 'stale', says: `The indicator was valid until ${day(until)}, before it was seen.` }
  if (indicator.ts > hit.last) return { age: 'later', says: `The indicator is of ${day(indicator.ts)}, after it was last seen.` }
  if (hit.first - indicator.ts > staleUs)
    return {
      age: 'stale',
      says: `The indicator was ${Math.round((hit.first - indicator.ts) / MICROS_PER_SECOND / SECONDS_PER_DAY)} days old when it was first seen.`,
    }
  return { age: 'fresh', says: `The indicator is of ${day(indicator.ts)}.` }
}

function found(hit: Hit & { all: string[] }, indicators: readonly Indicator[], staleUs: number): Found {
  const newest = indicators.reduce((latest, one) => (one.ts > latest.ts ? one : latest))
  const { age, says } = ageOf(hit, newest, staleUs)
  const packs = [...new Set(indicators.map(packText))]
  const severity = HASHES.test(newest.kind) ? 3 : age === 'stale' ? 1 : 2
  const where = keysClause(hit.keys)
  return {
    key: `${newest.kind}/${hit.value}`,
    subject: 'contact',
    severity,
    consequence: `a list of indicators warns of ${HASHES.test(newest.kind) ? 'this very file' : `this ${newest.kind}`}${age === 'stale' ? ', but the warning is old' : ''}`,
    verdict: null,
    score: null,
    title: `${hit.seen} ${hit.all.length === 1 ? 'is' : 'are'} on ${indicators.length === 1 ? 'a list' : `${new Set(indicators.map(({ pack }) => pack)).size} lists`} of indicators${hit.seen === hit.value ? '' : ` (${hit.value})`}`,
    summary: `${counted(hit.events, 'event')}. ${packs.slice(0, 3).join('; ')}. ${says}${newest.says === null ? '' : ` ${newest.says}.`}`,
    firstUs: hit.first,
    lastUs: hit.last,
    evidenceCount: hit.keys.length,
    where,
    detail: {
      indicator: hit.value,
      kind: newest.kind,
      seen: hit.all.slice(0, 50),
      seen_count: hit.all.length,
      host_ips: hit.peers.slice(0, 50),
      events: hit.events,
      is_home: hit.home === 1,
      age,
      packs: indicators.slice(0, 20).map((one) => ({
        pack: one.pack,
        date: isDated(one) ? isoFromMicros(one.ts) : null,
        licence: one.licence,
        tlp: one.tlp,
        valid_until: one.until,
        says: one.says,
      })),
    },
  }
}

export default defineDetector({
  id: 'ioc-match',
  version: 1,
  title: 'Values that lists of indicators warn of',
  params: PARAMS,
  falsePositives: [
    'addresses of hosting and of content networks, which serve many',
    'lists that hold whatever a sandbox talked to, search engines too',
    'home hosts that somebody else put on a list',
    'people who look after security and open what they warn of',
  ],
  sources: [
    'lists in the case themselves; that a warning grows old: chosen, after the pyramid of pain: hashes last, addresses do not',
  ],
  find: async ({ store, params, asking }) => {
    const indicators = await indicatorsOf(store, asking)
    if (indicators.length === 0) return []
    const byValue = new Map<string, Indicator[]>()
    for (const one of indicators) byValue.set(one.value.toLowerCase(), [...(byValue.get(one.value.toLowerCase()) ?? []), one])
    const valuesOf = (isOf: (one: Indicator) => boolean) => [
      ...new Set(indicators.filter(isOf).map(({ value }) => value.toLowerCase())),
    ]
    const below = valuesOf(({ kind, scope }) => kind === 'domain' && scope === 'subdomains')
    const hits = [
      ...(await addressHits(
        store,
        valuesOf(({ kind }) => ADDRESS_KINDS.has(kind)),
        params.mostListed,
        asking,
      )),
      ...(await textHits(
        store,
        valuesOf(({ kind }) => TEXT_KINDS.has(kind)),
        below,
        params.mostListed,
        asking,
      )),
    ]
    const staleUs = params.staleDays * SECONDS_PER_DAY * MICROS_PER_SECOND
    const byIndicator = new Map<string, Hit[]>()
    for (const hit of hits) byIndicator.set(hit.value, [...(byIndicator.get(hit.value) ?? []), hit])
    return [...byIndicator].flatMap(([value, group]) => {
      const warned = byValue.get(value)
      return warned === undefined ? [] : [found(merged(group, params.mostListed), warned, staleUs)]
    })
  },
  examples: {
    fires: [
      {
        title: 'an address of a listed network, a listed name that was asked for, a listed file, and a name below a listed one',
        home: '10.',
        events: `
          ts                    src             dst              proto  type          name                    session_state  duration  attrs
          2024-02-01T00:00:00Z  -               -                -      indicator     Indicator-IPv4_Network  -              -         {"indicator":"203.0.113.0/24","indicator_type":"ipv4-net","source":"Example Watch","licence":"CC0-1.0"}
          2024-02-01T00:00:00Z  -               -                -      indicator     Indicator-Domain        -              -         {"indicator":"bad.example.com","indicator_type":"domain","source":"Example Watch"}
          2024-02-01T00:00:00Z  -               -                -      indicator     Indicator-Domain        -              -         {"indicator":"worse.example","indicator_type":"domain","indicator_scope":"subdomains","source":"Example Watch"}
          2023-01-01T00:00:00Z  -               -                -      indicator     Indicator-IPv4_Address  -              -         {"indicator":"198.51.100.7","indicator_type":"ipv4","source":"Old Watch"}
          2024-02-01T00:00:00Z  -               -                -      indicator     Indicator-MD5           -              -         {"indicator":"d41d8cd98f00b204e9800998ecf8427f","indicator_type":"md5","source":"Example Watch"}
          2024-03-01T08:00:00Z  10.0.0.9:4000   203.0.113.9:443  tcp    connection    Zeek-Conn_SF            complete       2s        -
          2024-03-01T08:00:01Z  10.0.0.9:4001   198.51.100.7:80  tcp    connection    Zeek-Conn_SF            complete       2s        -
          2024-03-01T08:00:02Z  10.0.0.9:4002   10.0.0.1:53      udp    dns           Zeek-DNS_A              -              -         {"query":"Bad.example.com"}
          2024-03-01T08:00:03Z  10.0.0.9:4003   10.0.0.1:53      udp    dns           Zeek-DNS_A              -              -         {"query":"a.worse.example"}
          2024-03-01T08:00:04Z  10.0.0.9        -                -      process       Sysmon-Process_Created  -              -         {"Hashes":"MD5=D41D8CD98F00B204E9800998ECF8427F,SHA256=00"}`,
        expected: [
          { key: 'md5/d41d8cd98f00b204e9800998ecf8427f', severity: 3, evidenceCount: 1 },
          { key: 'ipv4-net/203.0.113.0/24', severity: 2, evidenceCount: 1 },
          { key: 'domain/bad.example.com', severity: 2, evidenceCount: 1 },
          { key: 'domain/worse.example', severity: 2, evidenceCount: 1 },
          { key: 'ipv4/198.51.100.7', severity: 1, evidenceCount: 1 },
        ],
      },
    ],
    silent: [
      {
        title: 'an indicator that nothing shows, and an observable that stands for context',
        home: '10.',
        events: `
          ts                    src            dst              proto  type        name                     session_state  attrs
          2024-02-01T00:00:00Z  -              -                -      indicator   Indicator-IPv4_Address   -              {"indicator":"203.0.113.8","indicator_type":"ipv4"}
          2024-02-01T00:00:00Z  -              -                -      indicator   Observable-IPv4_Address  -              {"indicator":"203.0.113.9","indicator_type":"ipv4"}
          2024-03-01T08:00:00Z  10.0.0.9:4000  203.0.113.9:443  tcp    connection  Zeek-Conn_SF             complete       -`,
      },
    ],
  },
})
