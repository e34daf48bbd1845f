/** Accounts that were made and accounts that were let into groups, each with what became of it. */
import { isoFromMicros } from '#contract/units'
import { changes, hostText, type Change } from './kit/changes'
import { defineDetector, type Found } from './kit/detector'
import { keysClause } from './kit/flows'

const PARAMS = {
  firstPersonUid: { value: 1000, unit: 'user id', source: 'login.defs(5), UID_MIN: accounts below are those of programs' },
  mostListed: { value: 50, unit: 'records', source: 'chosen: more is no list to read' },
}

/** Groups whose members can take over the host or the domain. Source: sudoers of Debian and Red Hat; Microsoft, privileged groups. */
const STRONG =
  /^(sudo|wheel|admin|adm|root|docker|lxd|libvirt|disk|shadow|administrators|domain admins|enterprise admins|schema admins|account operators|backup operators|server operators|dnsadmins|remote desktop users|remote management users|hyper-v administrators)$/i

const MADE = /^(Useradd-New_User|Windows-User_Created)$/
const JOINED = /^(Account-Added_To_Group|Windows-Group_Member_Added)$/
const GONE = /^(Userdel-User_Removed|Windows-User_Deleted)$/

interface Account {
  host: string | null
  user: string
  steps: Change[]
}

const isSid = (text: string | null): boolean => text !== null && /^S-1-/.test(text)

/** WHY by security identifier: Windows often writes the member of a group as that alone. */
function accountsOf(rows: readonly Change[]): Account[] {
  const names = new Map(
    rows.flatMap(({ sid, user }) => (sid !== null && user !== null && !isSid(user) ? [[sid, user] as const] : [])),
  )
  const accounts = new Map<string, Account>()
  for (const row of rows) {
    const user = (row.sid === null ? undefined : names.get(row.sid)) ?? row.user ?? row.sid ?? '?'
    const key = JSON.stringify([row.host, user.toLowerCase()])
    const account = accounts.get(key) ?? { host: row.host, user, steps: [] }
    account.steps.push(row)
    accounts.set(key, account)
  }
  return [...accounts.values()].filter(({ steps }) => steps.some(({ name }) => MADE.test(name) || JOINED.test(name)))
}

function gravity({ steps }: Account, firstPersonUid: number): { severity: number; consequence: string } {
  const made = steps.find(({ name }) => MADE.test(name))
  const groups = steps.filter(({ name }) => JOINED.test(name)).map(({ group }) => group ?? '?')
  const strong = groups.filter((group) => STRONG.test(group))
  const uid = made?.uid ?? null
  if (uid === '0') return { severity: 4, consequence: 'a second account with all rights of root was made' }
  if (strong.length > 0)
    return {
      severity: 3,
      consequence: `${made === undefined ? 'an account' : 'a new account'} was let into ${strong.join(', ')}, which gives control of the host`,
    }
  if (made === undefined) return { severity: 1, consequence: 'an account was let into a group' }
  const isProgram = uid !== null && Number(uid) < firstPersonUid
  return isProgram
    ? { severity: 1, consequence: 'an account of the kind that programs get was made' }
    : { severity: 2, consequence: 'an account was made: whoever has it can come back' }
}

function found(account: Account, firstPersonUid: number, most: number): Found {
  const { host, user, steps } = account
  const shown = steps.slice(0, most)
  const first = steps[0]!
  const made = steps.some(({ name }) => MADE.test(name))
  const groups = [...new Set(steps.filter(({ name }) => JOINED.test(name)).map(({ group }) => group ?? '?'))]
  const gone = steps.filter(({ name }) => GONE.test(name)).at(-1)
  const by = steps.map((step) => step.by).find((name) => name !== null) ?? null
  const what = [made ? 'was made' : '', groups.length > 0 ? `was let into ${groups.join(', ')}` : '']
    .filter(Boolean)
    .join(' and ')
  return {
    key: `${host ?? '?'}/${user}`,
    subject: 'change',
    ...gravity(account, firstPersonUid),
    verdict: null,
    score: null,
    title: `Account ${user} ${what} on ${hostText(host)}`,
    summary: `${by === null ? 'The records do not say by whom.' : `By ${by}.`} ${gone === undefined ? 'No record says that it was removed.' : `It was removed on ${isoFromMicros(gone.ts).slice(0, 10)}.`}`,
    firstUs: first.ts,
    lastUs: shown.at(-1)!.ts,
    evidenceCount: shown.length,
    where: keysClause(shown.map(({ key }) => key)),
    detail: {
      host_name: host,
      user_name: user,
      made,
      groups,
      uid: steps.find(({ uid }) => uid !== null)?.uid ?? null,
      by,
      removed_on: gone === undefined ? null : isoFromMicros(gone.ts),
      steps: shown.map(({ ts, message, name }) => `${isoFromMicros(ts)} ${message ?? name}`),
    },
  }
}

export default defineDetector({
  id: 'account-added',
  version: 1,
  title: 'Account made or given more rights',
  params: PARAMS,
  falsePositives: [
    'people who joined, and administrators at their daily work',
    'packages that bring an account of their own',
    'a directory that copies its accounts to hosts',
  ],
  sources: ['shadow: useradd.c, usermod.c, gpasswd.c; Microsoft, events 4720, 4726, 4728, 4732, 4756; login.defs(5)'],
  find: async ({ store, params, asking }) => {
    const rows = await changes(store, [MADE, JOINED, GONE].map(({ source }) => source).join('|'), asking)
    return accountsOf(rows).map((account) => found(account, params.firstPersonUid, params.mostListed))
  },
  examples: {
    fires: [
      {
        title: 'an account that was made and joined sudo, one of a program, one with user id 0, one by its identifier',
        events: `
          ts                    type             name                        host_name  user_name  attrs
          2024-03-01T08:00:00Z  detected-change  Useradd-New_User            web01      deploy     {"uid":"1004","gid":"1004"}
          2024-03-01T08:00:09Z  detected-change  Account-Added_To_Group      web01      deploy     {"group":"sudo"}
          2024-03-01T09:00:00Z  detected-change  Useradd-New_User            web01      postgres   {"uid":"114"}
          2024-03-01T09:00:00Z  detected-change  Useradd-New_User            web02      toor       {"uid":"0"}
          2024-03-01T10:00:00Z  detected-change  Windows-User_Created        FS01       helpdesk   {"TargetSid":"S-1-5-21-1-2-3-1109","SubjectUserName":"alice"}
          2024-03-01T10:00:05Z  detected-change  Windows-Group_Member_Added  FS01       S-1-5-21-1-2-3-1109  {"MemberSid":"S-1-5-21-1-2-3-1109","TargetUserName":"Administrators"}
          2024-03-02T10:00:05Z  detected-change  Windows-User_Deleted        FS01       helpdesk   {"TargetSid":"S-1-5-21-1-2-3-1109"}`,
        expected: [
          { key: 'web02/toor', severity: 4, evidenceCount: 1 },
          { key: 'web01/deploy', severity: 3, evidenceCount: 2 },
          { key: 'FS01/helpdesk', severity: 3, evidenceCount: 3, summary: 'By alice. It was removed on 2024-03-02.' },
          { key: 'web01/postgres', severity: 1 },
        ],
      },
    ],
    silent: [
      {
        title: 'accounts that only went, or were changed',
        events: `
          ts                    type             name                   host_name  user_name
          2024-03-01T08:00:00Z  detected-change  Userdel-User_Removed   web01      deploy
          2024-03-01T08:00:09Z  detected-change  Usermod-User_Changed   web01      root`,
      },
    ],
  },
})
