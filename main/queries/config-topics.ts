/** What an investigator asks of a host's configuration, and whether anything observed it. What was never observed is said. */
import { FACT_METHODS, type ConfigTopic } from '#contract/config-facts'
import { isoFromMicros } from '#contract/units'
import type { DatedFact } from './dated-facts'

interface Topic {
  id: string
  title: string
  isOf: (fact: DatedFact) => boolean
  /** What would have observed it. */
  wanted: string
}

const keyed = (pattern: RegExp) => (fact: DatedFact) => pattern.test(fact.key)
const INSIDE = 'a captured file or a credentialed scan'

/** Chosen: what decides who can log in, what is there, and what starts by itself. */
export const TOPICS: readonly Topic[] = [
  {
    id: 'password-policy',
    title: 'Password policy',
    isOf: keyed(/^(login\.defs\/PASS_|password\/|compliance\/.*password)/i),
    wanted: `${INSIDE} (login.defs, shadow, an audit)`,
  },
  {
    id: 'remote-login',
    title: 'Settings of SSH',
    isOf: keyed(/^(sshd\/|compliance\/.*\bssh)/i),
    wanted: `${INSIDE} (sshd_config, an audit)`,
  },
  {
    id: 'accounts',
    title: 'Accounts and groups',
    isOf: ({ kind }) => kind === 'account' || kind === 'group' || kind === 'membership',
    wanted: `${INSIDE} (passwd, group), or the log of changes to accounts`,
  },
  {
    id: 'privileges',
    title: 'Who may act as the superuser',
    isOf: keyed(/^(sudoers\/|group\/(sudo|wheel|admin)|membership\/(sudo|wheel|admin|administrators)\/)/i),
    wanted: `${INSIDE} (sudoers, group)`,
  },
  {
    id: 'software',
    title: 'Installed software',
    isOf: keyed(/^package\//),
    wanted: `${INSIDE} (status of dpkg, rpm -qa), or the log of a package manager`,
  },
  {
    id: 'listening-ports',
    title: 'Listening ports',
    isOf: keyed(/^listening\//),
    wanted: 'a scan of its ports, or passive discovery',
  },
  { id: 'scheduled-jobs', title: 'Scheduled jobs', isOf: keyed(/^cron\//), wanted: 'its crontabs' },
]

const day = (us: number): string => isoFromMicros(us).slice(0, 10)
const datesText = (firstUs: number, lastUs: number): string =>
  day(firstUs) === day(lastUs) ? `on ${day(firstUs)}` : `from ${day(firstUs)} to ${day(lastUs)}`

/** Shape: facts of the hosts asked about → every topic, those that nothing observed too. */
export function topicsOf(facts: readonly DatedFact[]): ConfigTopic[] {
  return TOPICS.map(({ id, title, isOf, wanted }) => {
    const found = facts.filter(isOf)
    const times = found.flatMap(({ ts }) => (ts === null ? [] : [ts]))
    const [first, last] = [Math.min(...times), Math.max(...times)]
    const methods = FACT_METHODS.filter((method) => found.some((fact) => fact.method === method))
    const dates = times.length === 0 ? 'undated' : datesText(first, last)
    return {
      ...{ id, title, methods, observed: new Set(found.map(({ host, key }) => `${host}/${key}`)).size },
      first_ts: times.length === 0 ? null : isoFromMicros(first),
      last_ts: times.length === 0 ? null : isoFromMicros(last),
      says: found.length === 0 ? `Never observed: it would take ${wanted}.` : `Observed ${dates} by ${methods.join(', ')}.`,
    }
  })
}
