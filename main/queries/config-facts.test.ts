/** What is said of a moment between observations; what was never observed is said too. */
import { expect, it } from 'vitest'
import { microsFromIso } from '#contract/units'
import { drawEvents, drawn } from '#main/store/test/events'
import { memoryStore } from '#main/store/test/memory-store'
import { configFacts } from './config-facts'
import { reachability } from './reachability'
import { sql } from '#main/store/sql'

const us = (iso: string): number => microsFromIso(iso)!

async function drawnCase() {
  const store = await memoryStore()
  await drawEvents(
    store,
    drawn`
      ts                    src               dst            proto  type             name                     sensor  host_name  user_name  session_state  severity  signature_id  attrs
      2024-03-01T08:00:00Z  -                 -              -      system           Config-SSHD_Setting      web01   -          -          -              -         -             {"config_key":"sshd/PasswordAuthentication","config_value":"yes"}
      2024-03-05T08:00:00Z  -                 -              -      system           Config-SSHD_Setting      web01   -          -          -              -         -             {"config_key":"sshd/PasswordAuthentication","config_value":"yes"}
      2024-03-09T08:00:00Z  -                 -              -      system           Config-SSHD_Setting      web01   -          -          -              -         -             {"config_key":"sshd/PasswordAuthentication","config_value":"no"}
      1970-01-01T00:00:00Z  -                 -              -      system           Config-Login_Policy      web01   -          -          -              -         -             {"config_key":"login.defs/PASS_MIN_LEN","config_value":"5","time_from":"year 1970"}
      2024-03-02T08:00:00Z  -                 -              -      detected-change  Useradd-New_User         -       WEB01      deploy     -              -         -             {"uid":"1001"}
      2024-03-04T08:00:00Z  -                 -              -      detected-change  Userdel-User_Removed     -       web01      deploy     -              -         -             {}
      2024-03-03T08:00:00Z  10.0.0.2          10.0.0.5:22    tcp    vulnerability    Nessus-Misc              -       -          -          -              3         90022         {}
      2024-03-02T09:00:00Z  203.0.113.9:4000  10.0.0.5:22    tcp    connection       Zeek-Conn_SF             -       -          -          complete       -         -             -
      2024-03-06T09:00:00Z  203.0.113.9:4001  10.0.0.5:22    tcp    connection       Zeek-Conn_SF             -       -          -          complete       -         -             -
      2024-03-06T10:00:00Z  203.0.113.8:4002  10.0.0.5:22    tcp    connection       Zeek-Conn_S0             -       -          -          no-answer      -         -             -`,
    { home: (address) => address.startsWith('10.') },
  )
  await store.run(
    sql`INSERT INTO fact (source_id, host_ip, kind, value) SELECT 1, ip_id, 'name', 'web01.example.com' FROM ip WHERE value = '10.0.0.5'`,
  )
  return store
}

it('knows, assumes or does not know', async () => {
  const store = await drawnCase()
  const key = 'sshd/PasswordAuthentication'
  const at = async (moment: string) => {
    const {
      at: [one],
    } = await configFacts(store, { host: '10.0.0.5', key, atUs: us(moment) })
    return [one!.state, one!.value, one!.because]
  }
  expect(await at('2024-03-05T08:00:00Z')).toEqual(['known', 'yes', 'observed by zeek, local-file'])
  expect(await at('2024-03-03T00:00:00Z')).toEqual([
    'assumed',
    'yes',
    'observed so on 2024-03-01 and again on 2024-03-05, not in between',
  ])
  expect((await at('2024-03-07T00:00:00Z')).slice(0, 2)).toEqual(['unknown', null])
  expect((await at('2024-03-07T00:00:00Z'))[2]).toMatch(/^unknown since 2024-03-05: it was yes then, and no on 2024-03-09/)
  expect((await at('2024-04-01T00:00:00Z'))[2]).toBe('unknown since 2024-03-09: it was no then, and was not observed later')
  expect((await at('2024-02-01T00:00:00Z'))[2]).toBe('not observed before 2024-03-01; it was yes then')
})

it('tells what differs between two days, by the log of changes too, and what was never observed', async () => {
  const store = await drawnCase()
  const answer = await configFacts(store, {
    host: 'web01.example.com',
    atUs: us('2024-03-03T00:00:00Z'),
    againstUs: us('2024-03-09T08:00:00Z'),
  })
  expect(answer.items.map(({ host }) => host)).toEqual(['10.0.0.5', '10.0.0.5', '10.0.0.5'])
  const { differences, items, topics } = await configFacts(store, {
    ...{ host: '10.0.0.5', atUs: us('2024-03-03T00:00:00Z'), againstUs: us('2024-03-09T08:00:00Z') },
  })
  expect(differences.map(({ key, before, after }) => [key, before.value, before.state, after.state])).toEqual([
    ['account/deploy', 'added, uid 1001', 'assumed', 'unknown'],
    ['sshd/PasswordAuthentication', 'yes', 'assumed', 'known'],
  ])
  const undated = items.find(({ key }) => key === 'login.defs/PASS_MIN_LEN')!
  expect([undated.first_ts, undated.undated, undated.intervals]).toEqual([null, 1, []])
  expect(topics.filter(({ observed }) => observed === 0).map(({ id }) => id)).toEqual([
    'privileges',
    'software',
    'listening-ports',
    'scheduled-jobs',
  ])
  const never = await configFacts(store, { host: '10.0.0.5', key: 'sshd/Protocol', atUs: us('2024-03-03T00:00:00Z') })
  expect(never.at.map(({ state, because }) => [state, because])).toEqual([['unknown', 'never observed']])
})

it('says who reached the port of a finding, and when', async () => {
  const reach = await reachability(await drawnCase(), undefined)
  expect(reach('10.0.0.5', 22, 'tcp')).toMatchObject({
    ...{ sessions: 2, attempts: 1, clients: 1, by_direction: { inbound: 2 }, before_first_report: 1, after_first_report: 1 },
    says: '2 sessions from 1 client, 2 not from inside; 1 before the first report, 1 since.',
  })
  expect(reach('10.0.0.5', 80, 'tcp').says).toMatch(/does not say that it cannot be reached/)
})
