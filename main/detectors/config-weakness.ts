/** Settings that make a host easier to enter: since when they are known to be so, and since when nobody looked. */
import { byKey, itemOf } from '#main/queries/config-facts'
import { datedFacts, type DatedFact } from '#main/queries/dated-facts'
import { weaknessOf, type Weakness } from './kit/configuration'
import { defineDetector, type Found } from './kit/detector'
import { counted, keysClause } from './kit/flows'

const PARAMS = {
  leastPasswordLength: { value: 8, unit: 'characters', source: 'NIST SP 800-63B, 5.1.1.2: at least 8' },
  mostPasswordDays: { value: 365, unit: 'd', source: 'CIS benchmarks for Linux: 365 days or less' },
  mostListed: { value: 50, unit: 'records', source: 'chosen: more is no list to read' },
}

const STANDING = { subject: 'change', verdict: null, score: null } as const
const hostText = (host: string | null): string => host ?? 'a host that the evidence does not name'

/** Times of facts; those that state none stand at the time that their records have. */
function timesOf(facts: readonly DatedFact[]): { firstUs: number; lastUs: number } {
  const times = facts.flatMap(({ ts }) => (ts === null ? [] : [ts]))
  return times.length === 0 ? { firstUs: 0, lastUs: 0 } : { firstUs: Math.min(...times), lastUs: Math.max(...times) }
}

const keysOf = (facts: readonly DatedFact[], most: number): string[] =>
  facts.flatMap(({ event_key }) => (event_key === null ? [] : [event_key])).slice(-most)

function setting(facts: readonly DatedFact[], weakness: Weakness, weakOnes: readonly DatedFact[], most: number): Found {
  const item = itemOf(facts)
  const isNow = weakOnes.includes(facts.at(-1)!)
  const last = item.intervals.at(-1)
  const keys = keysOf(weakOnes, most)
  return {
    ...STANDING,
    key: `${item.host ?? '?'}/${item.key}/${weakness.id}`,
    severity: isNow ? weakness.severity : Math.max(0, weakness.severity - 1),
    consequence: `${weakness.says}${isNow ? '' : ', as it was once; a later look found otherwise'}`,
    title: `${hostText(item.host)}: ${weakness.says}`,
    summary: `${item.key} ${weakOnes.at(-1)!.value}, ${item.method} by ${item.source}. ${last === undefined ? 'Nothing states when it was so.' : `Afterwards ${last.because}.`}`,
    ...timesOf(weakOnes),
    evidenceCount: keys.length,
    where: keysClause(keys),
    detail: {
      host_ip: item.host,
      setting: item.key,
      value: weakOnes.at(-1)!.value,
      observations: weakOnes.length,
      observed_otherwise: facts.length - weakOnes.length,
      is_dated: item.first_ts !== null,
      first_observed: item.first_ts,
      unknown_since: item.last_ts,
    },
  }
}

/** Checks of an audit that failed when they were last made, together: each alone says little. */
function audit(host: string | null, failed: readonly DatedFact[], checks: number, most: number): Found {
  const keys = keysOf(failed, most)
  const shown = failed.slice(-most)
  return {
    ...STANDING,
    key: `${host ?? '?'}/compliance`,
    severity: 1,
    consequence: 'checks of an audit failed: the host is not set up as its owner meant it',
    title: `${hostText(host)} failed ${counted(failed.length, 'check')} of its audit`,
    summary: `${failed.length} of ${checks} checks; first: ${failed
      .slice(0, 3)
      .map(({ key }) => key.slice('compliance/'.length))
      .join('; ')}.`,
    ...timesOf(shown),
    evidenceCount: keys.length,
    where: keysClause(keys),
    detail: {
      host_ip: host,
      failed_checks: failed.length,
      checks,
      checks_shown: shown.map(({ key }) => key.slice('compliance/'.length)),
    },
  }
}

function auditsOf(groups: readonly DatedFact[][], most: number): Found[] {
  const last = groups.map((facts) => facts.at(-1)!).filter(({ kind }) => kind === 'compliance')
  const hosts = [...new Set(last.map(({ host }) => host))]
  return hosts.flatMap((host) => {
    const own = last.filter((fact) => fact.host === host)
    const failed = own.filter(({ value }) => value.startsWith('FAILED'))
    return failed.length === 0 ? [] : [audit(host, failed, own.length, most)]
  })
}

export default defineDetector({
  id: 'config-weakness',
  version: 1,
  title: 'Configuration that makes a host easier to enter',
  params: PARAMS,
  falsePositives: [
    'files that were captured but that no program reads',
    'settings that another file or PAM overrules',
    'passwords that a central directory checks by rules of its own',
  ],
  sources: ['sshd_config(5), login.defs(5), shadow(5), sudoers(5); NIST SP 800-63B; CIS benchmarks for Linux'],
  find: async ({ store, params, asking }) => {
    const groups = byKey(await datedFacts(store, undefined, asking)).filter(([first]) => first!.event_key !== null)
    const settings = groups.flatMap((facts) => {
      const weakOnes = facts.filter((fact) => weaknessOf(fact, params) !== null)
      const latest = weakOnes.at(-1)
      return latest === undefined ? [] : [setting(facts, weaknessOf(latest, params)!, weakOnes, params.mostListed)]
    })
    return [...settings, ...auditsOf(groups, params.mostListed)]
  },
  examples: {
    fires: [
      {
        title: 'root may log in, and an audit found a check that failed',
        events: `
          ts                    src       dst       type        name                   sensor  signature            outcome  message                        attrs
          2024-03-01T08:00:00Z  -         -         system      Config-SSHD_Setting    web01   -                    -        sshd/PermitRootLogin: yes      {"config_key":"sshd/PermitRootLogin","config_value":"yes"}
          2024-03-09T08:00:00Z  -         -         system      Config-SSHD_Setting    web01   -                    -        sshd/PermitRootLogin: no       {"config_key":"sshd/PermitRootLogin","config_value":"no"}
          2024-03-09T08:00:00Z  -         -         system      Config-Account         web01   -                    -        account/toor: uid 0            {"config_key":"account/toor","config_value":"uid 0, gid 0, home /root, shell /bin/sh"}
          2024-03-09T08:00:00Z  10.0.0.1  10.0.0.5  compliance  Nessus-Compliance      -       Password length      failure  FAILED: Password length; is 5  {"cm:compliance-actual-value":"5"}
          2024-03-09T08:00:00Z  10.0.0.1  10.0.0.5  compliance  Nessus-Compliance      -       Banner               success  PASSED: Banner                 {}`,
        expected: [
          { key: 'web01/account/toor/second-superuser', severity: 3, evidenceCount: 1 },
          { key: 'web01/sshd/PermitRootLogin/root-login', severity: 1, evidenceCount: 1 },
          { key: '10.0.0.5/compliance', severity: 1, evidenceCount: 1 },
        ],
      },
    ],
    silent: [
      {
        title: 'settings that are as they should be, and root itself',
        events: `
          ts                    type    name                 sensor  message                     attrs
          2024-03-01T08:00:00Z  system  Config-SSHD_Setting  web01   sshd/PermitRootLogin: no    {"config_key":"sshd/PermitRootLogin","config_value":"no"}
          2024-03-01T08:00:00Z  system  Config-Account       web01   account/root: uid 0         {"config_key":"account/root","config_value":"uid 0, gid 0, home /root, shell /bin/sh"}
          2024-03-01T08:00:00Z  system  Config-Login_Policy  web01   login.defs/PASS_MIN_LEN: 12  {"config_key":"login.defs/PASS_MIN_LEN","config_value":"12"}`,
      },
    ],
  },
})
