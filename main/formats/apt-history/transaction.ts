/** One transaction of apt's history, taken apart. Source: apt, apt-pkg/deb/dpkgpm.cc (history.log); apt.conf(5). */
import type { PackageChange, PackageVerb } from '../kit/package-change'

/** Word before the colon → what became of the packages behind it. */
const VERBS: Readonly<Record<string, PackageVerb>> = {
  Install: 'Installed',
  Reinstall: 'Reinstalled',
  Upgrade: 'Upgraded',
  Downgrade: 'Downgraded',
  Remove: 'Removed',
  Purge: 'Purged',
  Disappeared: 'Replaced',
}

export interface AptPackage extends PackageChange {
  /** It came because another needs it. */
  isAutomatic: boolean
}

/** A paragraph of the file; empty text = the line is not there. */
export interface AptTransaction {
  start: string
  end: string
  command: string
  comment: string
  requester: string
  error: string
  packages: AptPackage[]
  /** What could not be read, as written. */
  unread: string[]
}

const FIELD = /^([A-Z][A-Za-z-]{1,30}): ?(.*)$/s

/** Shape: line → its name and value, or null where it has none. */
export function readField(line: string): { name: string; value: string } | null {
  const match = FIELD.exec(line)
  return match === null ? null : { name: match[1]!, value: match[2]!.trimEnd() }
}

/** Shape: `name:architecture (version, version or automatic)` → the package, or null. */
function readPackage(verb: PackageVerb, text: string): AptPackage | null {
  const open = text.indexOf(' (')
  const full = open < 0 ? text : text.slice(0, open)
  const closed = open < 0 || text.endsWith(')')
  if (full === '' || full.length > 300 || /\s/.test(full) || !closed) return null
  const colon = full.indexOf(':')
  const name = colon < 0 ? full : full.slice(0, colon)
  const architecture = colon < 0 ? '' : full.slice(colon + 1)
  const words = open < 0 ? [] : text.slice(open + 2, -1).split(', ', 4)
  const isAutomatic = words.includes('automatic')
  const [first = '', second = ''] = words.filter((word) => word !== 'automatic')
  const isGone = verb === 'Removed' || verb === 'Purged' || verb === 'Replaced'
  if (second !== '') return { verb, name, architecture, before: first, after: second, isAutomatic }
  const before = isGone || verb === 'Reinstalled' ? first : ''
  return { verb, name, architecture, before, after: isGone ? '' : first, isAutomatic }
}

/** Shape: (word, list of packages) → adds them to the transaction; each stands between `), ` and the next. */
function readPackages(verb: PackageVerb, value: string, into: AptTransaction): void {
  let at = 0
  while (at < value.length) {
    const comma = value.indexOf(', ', at)
    /* A package without versions ends at the first comma, one with them at its bracket; looked for no further, as a list can be long. */
    const hasVersions = value.slice(at, comma < 0 ? value.length : comma).includes(' (')
    const close = hasVersions ? value.indexOf(')', at) : comma < 0 ? value.length : comma
    const end = close < 0 ? value.length : hasVersions ? close + 1 : close
    const text = value.slice(at, end).trim()
    const read = readPackage(verb, text)
    if (read !== null) into.packages.push(read)
    else if (text !== '') into.unread.push(text)
    at = value.startsWith(', ', end) ? end + 2 : end + (end === at ? 1 : 0)
  }
}

/** Shape: lines of a paragraph → the transaction. */
export function readTransaction(lines: readonly string[]): AptTransaction {
  const made: AptTransaction = {
    ...{ start: '', end: '', command: '', comment: '', requester: '', error: '' },
    ...{ packages: [], unread: [] },
  }
  for (const line of lines) {
    const field = readField(line)
    const verb = field === null ? undefined : VERBS[field.name]
    if (field === null) made.unread.push(line)
    else if (verb !== undefined) readPackages(verb, field.value, made)
    else if (field.name === 'Start-Date') made.start = field.value
    else if (field.name === 'End-Date') made.end = field.value
    else if (field.name === 'Commandline') made.command = field.value
    else if (field.name === 'Comment') made.comment = field.value
    else if (field.name === 'Requested-By') made.requester = field.value
    else if (field.name === 'Error') made.error = made.error === '' ? field.value : `${made.error}; ${field.value}`
    else made.unread.push(line)
  }
  return made
}
