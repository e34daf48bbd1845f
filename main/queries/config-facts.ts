/** What was known of a host's configuration at a moment: known, assumed between observations that agree, or unknown since when. */
import type { ConfigAnswer, ConfigAt, ConfigDifference, ConfigItem, ConfigQuery, FactInterval } from '#contract/config-facts'
import { isoFromMicros } from '#contract/units'
import type { Asking, Store } from '#main/store/store'
import { topicsOf } from './config-topics'
import { datedFacts, type DatedFact } from './dated-facts'

type Dated = DatedFact & { ts: number }

const day = (us: number): string => isoFromMicros(us).slice(0, 10)
const isGone = ({ value }: DatedFact): boolean => value === 'removed'

/** WHY: a log says that an account came, a file how it stands; both say that it is there. */
function agrees(one: DatedFact, other: DatedFact): boolean {
  if (one.value === other.value) return true
  const oneIsLog = one.kind === 'account' && (one.method === 'log' || other.method === 'log')
  return oneIsLog && isGone(one) === isGone(other)
}

/** What can be said between two observations, one after the other. */
function between(one: Dated, next: Dated): FactInterval {
  const span = { from: isoFromMicros(one.ts), to: isoFromMicros(next.ts), value: one.value }
  if (agrees(one, next))
    return { ...span, state: 'assumed', because: `observed so on ${day(one.ts)} and again on ${day(next.ts)}, not in between` }
  if (next.method === 'log' && one.method === 'log')
    return { ...span, state: 'assumed', because: `${next.format} states the change on ${day(next.ts)}` }
  return {
    ...span,
    state: 'unknown',
    because: `unknown since ${day(one.ts)}: it was ${one.value} then, and ${next.value} on ${day(next.ts)}; when it changed is not known`,
  }
}

/** Shape: observations of one key in order of time → the stretches before, between and after them; observed moments stand for themselves. */
export function intervalsOf(facts: readonly Dated[]): FactInterval[] {
  const [first, last] = [facts[0], facts.at(-1)]
  if (first === undefined || last === undefined) return []
  const intervals: FactInterval[] = [
    {
      ...{ from: null, to: isoFromMicros(first.ts), state: 'unknown', value: null },
      because: `not observed before ${day(first.ts)}`,
    },
  ]
  facts.forEach((fact, index) => {
    const at = isoFromMicros(fact.ts)
    const next = facts[index + 1]
    if (next !== undefined && next.ts === fact.ts) return
    intervals.push({ from: at, to: at, state: 'known', value: fact.value, because: `observed by ${fact.format}, ${fact.method}` })
    if (next !== undefined) intervals.push(between(fact, next))
  })
  const because = `unknown since ${day(last.ts)}: it was ${last.value} then, and was not observed later`
  return [...intervals, { from: isoFromMicros(last.ts), to: null, state: 'unknown', value: last.value, because }]
}

/** WHY: stretches that go on are one to whoever reads: agreeing observations and what lies between them. */
export function valueAt(facts: readonly DatedFact[], host: string | null, key: string, atUs: number): ConfigAt {
  const dated = facts.filter((fact): fact is Dated => fact.ts !== null)
  const about = { host, key, at: isoFromMicros(atUs) }
  if (dated.length === 0) {
    const undated = facts.at(-1)
    const because =
      undated === undefined ? 'never observed' : `observed, but nothing states when: ${undated.value} by ${undated.format}`
    return { ...about, state: 'unknown', value: null, because }
  }
  const observed = dated.filter(({ ts }) => ts === atUs).at(-1)
  if (observed !== undefined)
    return { ...about, state: 'known', value: observed.value, because: `observed by ${observed.format}, ${observed.method}` }
  const before = dated.filter(({ ts }) => ts < atUs).at(-1)
  const after = dated.find(({ ts }) => ts > atUs)
  if (before === undefined)
    return {
      ...about,
      state: 'unknown',
      value: null,
      because: `not observed before ${day(after!.ts)}; it was ${after!.value} then`,
    }
  if (after !== undefined) {
    const { state, value, because } = between(before, after)
    return { ...about, state, value: state === 'assumed' ? value : null, because }
  }
  const because = `unknown since ${day(before.ts)}: it was ${before.value} then, and was not observed later`
  return { ...about, state: 'unknown', value: null, because }
}

const identity = ({ host, key }: Pick<DatedFact, 'host' | 'key'>): string => JSON.stringify([host, key])

/** Shape: facts → those of one host and key together, in their order. */
export function byKey(facts: readonly DatedFact[]): DatedFact[][] {
  const groups = new Map<string, DatedFact[]>()
  for (const fact of facts) {
    const group = groups.get(identity(fact))
    if (group === undefined) groups.set(identity(fact), [fact])
    else group.push(fact)
  }
  return [...groups.values()]
}

/** Shape: observations of one key of one host, at least one → the item. */
export function itemOf(facts: readonly DatedFact[]): ConfigItem {
  const dated = facts.filter((fact): fact is Dated => fact.ts !== null)
  const last = dated.at(-1) ?? facts.at(-1)!
  return {
    host: last.host,
    kind: last.kind,
    key: last.key,
    value: last.value,
    method: last.method,
    source: [...new Set(facts.map(({ format }) => format))].sort().join(', '),
    first_ts: dated[0] === undefined ? null : isoFromMicros(dated[0].ts),
    last_ts: last.ts === null ? null : isoFromMicros(last.ts),
    observations: facts.length,
    undated: facts.length - dated.length,
    intervals: intervalsOf(dated),
    event_key: last.event_key,
  }
}

function differencesOf(groups: readonly DatedFact[][], beforeUs: number, afterUs: number): ConfigDifference[] {
  return groups.flatMap((facts) => {
    const { host, key } = facts[0]!
    const [before, after] = [valueAt(facts, host, key, beforeUs), valueAt(facts, host, key, afterUs)]
    return before.value === after.value && before.state === after.state ? [] : [{ host, key, before, after }]
  })
}

/**
 * What the case knows of configuration.
 *
 * Shape:  host, key, moments → items by host and key; with a moment, each key then; with two, what differs. A key that was asked for and that nothing
 *         observed is answered as never observed.
 */
export async function configFacts(store: Store, query: ConfigQuery, asking: Asking = {}): Promise<ConfigAnswer> {
  const all = await datedFacts(store, query.host, asking)
  const wanted = query.key?.toLowerCase()
  const isAsked = ({ key }: DatedFact) =>
    wanted === undefined ||
    key.toLowerCase() === wanted ||
    key.toLowerCase().startsWith(`${wanted}/`) ||
    key.toLowerCase().endsWith(`/${wanted}`)
  const groups = byKey(all.filter(isAsked))
  const { atUs, againstUs } = query
  const at = atUs === undefined ? [] : groups.map((facts) => valueAt(facts, facts[0]!.host, facts[0]!.key, atUs))
  if (atUs !== undefined && groups.length === 0 && query.key !== undefined)
    at.push(valueAt([], query.host ?? null, query.key, atUs))
  return {
    items: groups.map(itemOf),
    topics: topicsOf(all),
    at,
    differences: atUs === undefined || againstUs === undefined ? [] : differencesOf(groups, atUs, againstUs),
  }
}
