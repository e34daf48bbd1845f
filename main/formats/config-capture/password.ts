/** State of a field that holds a password: whether there is one, and how it is hashed; never the hash. */

export interface PasswordState {
  /** `set`, `empty`, `locked`, `locked, was set`, `shadowed`. */
  state: string
  /** How the hash is made; empty where there is none. */
  scheme: string
}

/** Source: crypt(5). */
const SCHEMES: readonly (readonly [pattern: RegExp, scheme: string])[] = [
  [/^\$1\$/, 'MD5 crypt'],
  [/^\$2[abxy]?\$/, 'bcrypt'],
  [/^\$5\$/, 'SHA-256 crypt'],
  [/^\$6\$/, 'SHA-512 crypt'],
  [/^\$y\$/, 'yescrypt'],
  [/^\$gy\$/, 'gost-yescrypt'],
  [/^\$7\$/, 'scrypt'],
  [/^\$md5/, 'SunMD5'],
  [/^_[./0-9A-Za-z]{19}$/, 'BSDi DES'],
  [/^[./0-9A-Za-z]{13}$/, 'DES'],
]

const schemeOf = (hash: string): string => SCHEMES.find(([pattern]) => pattern.test(hash))?.[1] ?? 'unknown'

/** Shape: field → its state. */
export function passwordState(field: string): PasswordState {
  if (field === '') return { state: 'empty', scheme: '' }
  if (field === 'x') return { state: 'shadowed', scheme: '' }
  const lock = /^(?:!{1,2}|\*LK\*|\*)/.exec(field)?.[0] ?? ''
  const rest = field.slice(lock.length)
  if (lock === '') return { state: 'set', scheme: schemeOf(field) }
  return rest === '' || !/^[$_]|^[./0-9A-Za-z]{13}$/.test(rest)
    ? { state: 'locked', scheme: '' }
    : { state: 'locked, was set', scheme: schemeOf(rest) }
}

/** Shape: state → in words. */
export const inWords = ({ state, scheme }: PasswordState): string => (scheme === '' ? state : `${state} (${scheme})`)
