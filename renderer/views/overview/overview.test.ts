import type { CaseInfo } from '#contract/case'
import type { EvidenceSource } from '#contract/evidence'
import { expect, it } from 'vitest'
import type { ClockComparison } from '#contract/clocks'
import { attention } from './attention'
import { kindsPresent } from './kinds'

const source = (change: Partial<EvidenceSource>): EvidenceSource => ({
  path: '/e/tnm.log',
  name: 'tnm.log',
  sha256: 'a'.repeat(64),
  size_bytes: 1,
  format: 'tnm',
  zone: '-04:00',
  zone_rule: 'solved from 3 of 3 records',
  year: null,
  records: 3,
  represented: 3,
  rejected: 0,
  structural: 0,
  recovered: 0,
  events: 3,
  first_ts: null,
  last_ts: null,
  checks: [],
  status: 'added',
  sensor: null,
  added_by: 'x',
  added_at: '',
  options: {},
  excluded_because: null,
  in_place: false,
  ...change,
})
const info = (evidence: EvidenceSource[], change: Partial<CaseInfo> = {}): CaseInfo => ({
  case_id: 'c',
  name: 'n',
  path: '/c',
  home_networks: ['198.18.0.0/16'],
  display_zone: 'UTC',
  tlp: 'TLP:AMBER',
  evidence,
  events: 3,
  first_ts: null,
  last_ts: null,
  size_bytes: 1,
  revision: 1,
  journal: { head: null, operations: 1, repaired: null },
  ...change,
})
const says = (info: CaseInfo) => attention(info, []).map(({ urgency, says }) => `${urgency}: ${says}`)

it('says nothing of a case in order', () => {
  expect(says(info([source({})]))).toEqual([])
})

it('says what needs attention, worst first', () => {
  const checks: EvidenceSource['checks'] = [
    { id: 'label', level: 'warning', text: '', count: 1 },
    { id: 'sum', level: 'ok', text: '', count: 0 },
  ]
  const evidence = [
    source({ checks, rejected: 2, year: 2009, zone_rule: 'assumed: the case zone' }),
    source({ name: 'x.bin', status: 'unrecognised', format: null }),
    source({ name: 'old.log', status: 'excluded', excluded_because: 'copy of tnm.log', rejected: 9 }),
  ]
  expect(says(info(evidence, { home_networks: [] }))).toEqual([
    'bad: Home networks are not set, so no direction can be told.',
    'warn: 1 check of tnm.log to look at.',
    'warn: 2 records of tnm.log could not be read; their bytes are kept.',
    'warn: x.bin was not recognised and gives no events.',
    'note: tnm.log writes no zone: read as -04:00.',
    'note: tnm.log writes no year: read as 2009.',
    'note: old.log is excluded: copy of tnm.log',
  ])
})

it('sees a year that cannot be right', () => {
  const dated = (year: number) => ({ first_ts: `${year}-06-05T00:00:00Z`, last_ts: `${year}-07-10T00:00:00Z` })
  const evidence = [source(dated(2009)), source({ name: 'gate.log', year: 2026, ...dated(2026) })]
  expect(says(info(evidence))[0]).toMatch(/^bad: gate.log was read as 2026/)
  expect(says(info([source(dated(2009)), source({ name: 'gate.log', year: 2009, ...dated(2009) })]))).toHaveLength(1)
})

it('counts the citations that no longer hold', () => {
  const citations = (['verified', 'changed', 'missing', 'checking'] as const).map((state) => ({
    entry: 'e',
    citation: state,
    state,
    why: '',
  }))
  expect(attention(info([]), citations).map((point) => point.says)).toEqual(['2 citations no longer verified.'])
})

it('says which clocks are apart, and is silent on those that agree', () => {
  const clock = (reading: ClockComparison['reading'], later_s: number): ClockComparison => ({
    ...{ sha256: 'a', name: 'conn.log', other_sha256: 'b', other_name: 'tnm.log', sessions: 40, reading },
    ...{ later_s, lower_quartile_s: later_s, upper_quartile_s: later_s },
  })
  const clocks = [clock('agrees', 0.5), clock('clock', -3.25), clock('zone', 14_400), clock('unsteady', 40)]
  expect(attention(info([]), [], clocks).map(({ says, at }) => [says, at])).toEqual([
    ['The clocks of conn.log and tnm.log are 3.3 s apart.', { view: 'evidence', sha256: 'a' }],
    ['conn.log and tnm.log are 4 h 00 m apart, as by a wrong time zone.', { view: 'evidence', sha256: 'a' }],
  ])
})

it('tells kinds of evidence from formats and types', () => {
  const rows = [
    { key: ['zeek', 'network'], value: 5 },
    { key: ['tnm', 'network'], value: 2 },
    { key: ['nessus', 'vulnerability'], value: 9 },
    { key: ['syslog', 'login-failure'], value: 4 },
    { key: ['zeek', 'login'], value: 60 },
    { key: ['syslog', 'system'], value: 40 },
  ]
  expect(Object.fromEntries(kindsPresent(rows))).toEqual({ flow: 7, 'vulnerability-scan': 9, authentication: 4 })
})
