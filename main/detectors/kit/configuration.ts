/** What a setting says that makes a host easier to enter. Each rule reads one kind of key. */
import type { DatedFact } from '#main/queries/dated-facts'

export interface Weakness {
  id: string
  severity: number
  says: string
}

/** Limits that the rules compare with. */
export interface WeaknessLimits {
  leastPasswordLength: number
  mostPasswordDays: number
}

interface Rule {
  key: RegExp
  read: (value: string, limits: WeaknessLimits, key: string) => Weakness | null
}

const weak = (id: string, severity: number, says: string): Weakness => ({ id, severity, says })

/** Source: sshd_config(5), login.defs(5), shadow(5), crypt(5), sudoers(5). */
const RULES: readonly Rule[] = [
  {
    key: /^sshd\/(Match [^/]*\/)?PermitRootLogin$/i,
    read: (value) => (/^yes$/i.test(value) ? weak('root-login', 2, 'root may log in over SSH with a password') : null),
  },
  {
    key: /^sshd\/(Match [^/]*\/)?PermitEmptyPasswords$/i,
    read: (value) =>
      /^yes$/i.test(value) ? weak('empty-passwords', 3, 'accounts without a password may log in over SSH') : null,
  },
  {
    key: /^sshd\/(Match [^/]*\/)?PasswordAuthentication$/i,
    read: (value) => (/^yes$/i.test(value) ? weak('password-login', 1, 'SSH accepts passwords, which can be guessed') : null),
  },
  {
    key: /^sshd\/Protocol$/i,
    read: (value) => (/(^|,)1(,|$)/.test(value) ? weak('ssh-protocol-1', 3, 'SSH protocol 1 is accepted') : null),
  },
  {
    key: /^sshd\/(Match [^/]*\/)?PermitUserEnvironment$/i,
    read: (value) =>
      /^yes$/i.test(value) ? weak('user-environment', 1, 'users may set the environment of their sessions') : null,
  },
  {
    key: /^login\.defs\/PASS_MAX_DAYS$/,
    read: (value, { mostPasswordDays }) =>
      Number(value) > mostPasswordDays ? weak('password-age', 1, `passwords of new accounts are valid for ${value} days`) : null,
  },
  {
    key: /^login\.defs\/PASS_MIN_LEN$/,
    read: (value, { leastPasswordLength }) =>
      Number(value) < leastPasswordLength ? weak('password-length', 1, `passwords of ${value} characters are allowed`) : null,
  },
  {
    key: /^login\.defs\/ENCRYPT_METHOD$/,
    read: (value) => (/^(DES|MD5)$/i.test(value) ? weak('password-hash', 2, `new passwords are hashed with ${value}`) : null),
  },
  {
    key: /^password\//,
    read: (value, _limits, key) => {
      const user = key.slice('password/'.length)
      if (value.startsWith('password empty')) return weak('no-password', 3, `${user} has no password`)
      const scheme = /^password set \((DES|MD5 crypt|BSDi DES)\)/.exec(value)?.[1]
      return scheme === undefined ? null : weak('password-hash', 2, `the password of ${user} is hashed with ${scheme}`)
    },
  },
  {
    key: /^account\/(?!root$)/,
    read: (value, _limits, key) =>
      /^uid 0,/.test(value)
        ? weak('second-superuser', 3, `${key.slice('account/'.length)} has user id 0, all rights of root`)
        : null,
  },
  {
    key: /^sudoers\//,
    read: (value, _limits, key) =>
      /NOPASSWD\b.*\bALL\b/.test(value)
        ? weak('sudo-without-password', 2, `${key.slice('sudoers/'.length)} may become root without a password`)
        : null,
  },
]

/** Shape: fact → what is weak about it, or null. */
export function weaknessOf({ key, value, method }: DatedFact, limits: WeaknessLimits): Weakness | null {
  if (method === 'log') return null
  return RULES.find((rule) => rule.key.test(key))?.read(value, limits, key) ?? null
}
