/** What dated facts add to a dossier: accounts and software beside those that events and scans name, and the configuration itself. */
import type { HostDossier } from '#contract/hosts'
import { byKey, itemOf } from './config-facts'
import { topicsOf } from './config-topics'
import type { DatedFact } from './dated-facts'

type User = HostDossier['users'][number]
type Software = HostDossier['software'][number]

/** Shape: source texts of the same thing → one, each source once. */
const sources = (...texts: readonly string[]): string => [...new Set(texts.flatMap((text) => text.split(', ')))].sort().join(', ')
const earliest = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? (one ?? other) : one < other ? one : other
const latest = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? (one ?? other) : one > other ? one : other

/** Shape: accounts that events name, those that facts state → one row an account, by name; `account` is what the facts say of it last. */
function usersOf(seen: readonly User[], groups: readonly DatedFact[][]): User[] {
  const users = new Map(seen.map((user) => [user.user, user]))
  for (const facts of groups) {
    const { key, value, method, source, first_ts, last_ts } = itemOf(facts)
    const user = key.slice('account/'.length)
    const known = users.get(user)
    users.set(user, {
      user,
      events: known?.events ?? 0,
      account: value,
      method,
      source: known === undefined ? source : sources(known.source, source),
      first_ts: earliest(known?.first_ts ?? null, first_ts),
      last_ts: latest(known?.last_ts ?? null, last_ts),
    })
  }
  return [...users.values()].sort((a, b) => b.events - a.events || (a.user < b.user ? -1 : 1))
}

/** Packages with their version as stated last; one that was removed says so. */
function packagesOf(groups: readonly DatedFact[][]): Software[] {
  return groups.map((facts) => {
    const { key, value, method, source, first_ts, last_ts } = itemOf(facts)
    return { software: `${key.slice('package/'.length)} ${value}`, method, source, first_ts, last_ts }
  })
}

const CONFIG_KINDS = new Set(['config', 'compliance', 'group', 'membership', 'password'])

/** Shape: facts of one host, what else is known → users, software, configuration, subjects. */
export function dossierConfig(
  facts: readonly DatedFact[],
  seenUsers: readonly User[],
  seenSoftware: readonly Software[],
): Pick<HostDossier, 'users' | 'software' | 'config' | 'config_topics'> {
  const groups = byKey(facts)
  const of = (isOf: (fact: DatedFact) => boolean) => groups.filter((group) => isOf(group[0]!))
  return {
    users: usersOf(
      seenUsers,
      of(({ kind }) => kind === 'account'),
    ),
    software: [...packagesOf(of(({ key }) => key.startsWith('package/'))), ...seenSoftware],
    config: of(({ kind }) => CONFIG_KINDS.has(kind)).map(itemOf),
    config_topics: topicsOf(facts),
  }
}
