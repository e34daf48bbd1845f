/** Accounts, groups, states of passwords: passwd, group, shadow. */
import { isoFromMicros } from '#contract/units'
import { integerOf } from '../kit/text'
import { inWords, passwordState } from './password'
import { mostly, type ConfigKind } from './setting'

const NAME = String.raw`[+-]?[A-Za-z0-9_.@\\-]{0,64}\$?`
const PASSWD = new RegExp(`^${NAME}:[^:]{0,300}:\\d{0,10}:\\d{0,10}:[^:]{0,1000}:[^:]{0,1000}:[^:]{0,1000}$`)
const SHADOW = new RegExp(`^${NAME}:[^:]{0,300}(?::-?\\d{0,10}){6}:[^:]{0,20}$`)
const GROUP = new RegExp(`^${NAME}:(?:[x*!]|\\$[^:]{1,300})?:\\d{1,10}:[^:\\s]{0,65000}$`)
const DAY_US = 86_400_000_000
/** Later days are no days: their events would lie beyond what a timeline holds. */
const LAST_DAY = 100_000

export const passwd: ConfigKind = {
  id: 'passwd',
  what: 'accounts of passwd',
  isOurs: (lines) => mostly(lines, (line) => PASSWD.test(line)) && lines.some((line) => /:\/[^:]*:(?:\/[^:]*)?$/.test(line)),
  reader: (_lines, facts) => (line) => {
    if (!PASSWD.test(line)) return facts.reject('not an account: name, password, uid, gid, comment, home and shell expected')
    const [name = '', password = '', uid = '', gid = '', gecos = '', home = '', shell = ''] = line.split(':')
    const state = inWords(passwordState(password))
    facts.state({
      name: 'Account',
      key: `account/${name}`,
      value: `uid ${uid}, gid ${gid}, home ${home}, shell ${shell}, password ${state}`,
      user: name,
      attrs: { uid: integerOf(uid), gid: integerOf(gid), gecos, home, shell, password_state: state, superuser: uid === '0' },
    })
  },
}

/** Days of password ageing, in the order of the fields. Source: shadow(5). */
const AGEING = ['min_days', 'max_days', 'warn_days', 'inactive_days'] as const

export const shadow: ConfigKind = {
  id: 'shadow',
  what: 'states of passwords of shadow',
  isOurs: (lines) => mostly(lines, (line) => SHADOW.test(line)),
  reader: (_lines, facts) => (line) => {
    if (!SHADOW.test(line)) return facts.reject('not an entry of shadow: nine fields expected, the dates as numbers of days')
    const [name = '', password = '', changed = '', min = '', max = '', warn = '', inactive = '', expires = ''] = line.split(':')
    const state = inWords(passwordState(password))
    const day = integerOf(changed)
    const isDay = day > 0 && day < LAST_DAY
    const ageing = Object.fromEntries(AGEING.map((field, index) => [field, [min, max, warn, inactive][index]!] as const))
    const parts = [
      `password ${state}`,
      ...Object.entries(ageing).map(([field, days]) => `${field} ${days === '' ? 'not set' : days}`),
    ]
    const changedOn = isDay
      ? isoFromMicros(day * DAY_US).slice(0, 10)
      : changed === '0'
        ? 'must be changed at the next login'
        : ''
    const expiry = integerOf(expires)
    const expiresOn = expiry >= 0 && expiry < LAST_DAY ? isoFromMicros(expiry * DAY_US).slice(0, 10) : ''
    const attrs = { password_state: state, ...ageing, last_changed: changedOn, account_expires: expiresOn }
    facts.state({ name: 'Password_State', key: `password/${name}`, value: parts.join(', '), user: name, attrs })
    if (isDay)
      facts.dated(
        { name: 'Password_Changed', key: `password/${name}`, value: `last changed ${changedOn}`, user: name },
        day * DAY_US,
      )
  },
}

export const group: ConfigKind = {
  id: 'group',
  what: 'groups',
  isOurs: (lines) => mostly(lines, (line) => GROUP.test(line)),
  reader: (_lines, facts) => (line) => {
    if (!GROUP.test(line)) return facts.reject('not a group: name, password, gid and members expected')
    const [name = '', password = '', gid = '', members = ''] = line.split(':')
    const list = members.split(',').filter((member) => member !== '')
    facts.state({
      name: 'Group',
      key: `group/${name}`,
      value: `gid ${gid}, members ${list.join(' ') || 'none'}`,
      attrs: { gid: integerOf(gid), members: list, password_state: inWords(passwordState(password)) },
    })
  },
}

const GSHADOW = new RegExp(`^${NAME}:(?:[!*]{1,2}|\\$[^:]{1,300})?:[^:\\s]{0,65000}:[^:\\s]{0,65000}$`)

export const gshadow: ConfigKind = {
  id: 'gshadow',
  what: 'passwords and administrators of groups of gshadow',
  isOurs: (lines) => mostly(lines, (line) => GSHADOW.test(line)),
  reader: (_lines, facts) => (line) => {
    if (!GSHADOW.test(line)) return facts.reject('not an entry of gshadow: name, password, administrators and members expected')
    const [name = '', password = '', admins = '', members = ''] = line.split(':')
    const state = inWords(passwordState(password))
    const listOf = (text: string) => text.split(',').filter((one) => one !== '')
    facts.state({
      name: 'Group_Password',
      key: `group-password/${name}`,
      value: `password ${state}, administrators ${listOf(admins).join(' ') || 'none'}, members ${listOf(members).join(' ') || 'none'}`,
      attrs: { password_state: state, administrators: listOf(admins), members: listOf(members) },
    })
  },
}
