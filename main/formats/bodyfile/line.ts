/** One line of a body file, taken apart. */
import { integerOf, microsOf } from '../kit/text'

export const TIME_FIELDS = [
  { name: 'atime', letter: 'a' },
  { name: 'mtime', letter: 'm' },
  { name: 'ctime', letter: 'c' },
  { name: 'crtime', letter: 'b' },
] as const

export interface BodyLine {
  /** Empty where none was computed. */
  md5: string
  /** Escapes undone, nothing else. */
  name: string
  inode: string
  mode: string
  /** NaN = not written. */
  uid: number
  gid: number
  size: number
  /** Letters of `macb` by time, earliest first. */
  times: ReadonlyMap<number, string>
  /** Names of the time fields that hold something else. */
  unreadable: readonly string[]
}

/** Fields behind the name; none of them can hold a bar. */
const FIELDS_BEHIND_NAME = 9
const HASH = /^(?:0|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})?$/i
const COUNT = /^\d{0,16}$/
const ID = /^-?\d{0,11}$/
const MODE = /^\S{0,20}$/
/** What some tools write for an NTFS time that was never set: 1601. */
const NEVER = new Set(['', '0', '-11644473600'])

/** Tools that escape do it throughout, so a backslash that begins no escape says that there are none. */
const ESCAPED = /^(?:[^\\]|\\[\\|]|\\x[0-9a-fA-F]{2})*$/

function unescaped(name: string): string {
  if (!name.includes('\\') || !ESCAPED.test(name)) return name
  return name.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (_, hex: string | undefined, plain: string | undefined) =>
    hex === undefined ? plain! : String.fromCharCode(parseInt(hex, 16)),
  )
}

function readTimes(texts: readonly string[]): Pick<BodyLine, 'times' | 'unreadable'> {
  const letters = new Map<number, string>()
  const unreadable: string[] = []
  TIME_FIELDS.forEach(({ name, letter }, index) => {
    const text = texts[index]!.trim()
    if (NEVER.has(text) || /^0\.0*$/.test(text)) return
    const us = microsOf(text)
    if (Number.isNaN(us)) unreadable.push(name)
    else letters.set(us, (letters.get(us) ?? '') + letter)
  })
  return { times: new Map([...letters].sort(([a], [b]) => a - b)), unreadable }
}

/** Sleuth Kit before 3 wrote 16 fields, with the mode as a number and as text. */
const isOldForm = (parts: readonly string[]) =>
  parts.length === 16 && /^\d+$/.test(parts[4]!) && /^[-\w]\/?[-\w]{9,11}$/.test(parts[5]!)

/** Shape: text → its parts, or the reason why it is no line of a body file. */
export function readBodyLine(text: string): BodyLine | string {
  const parts = text.split('|')
  if (parts.length < FIELDS_BEHIND_NAME + 2) return `11 fields expected, ${parts.length} found`
  if (isOldForm(parts)) return '16 fields, as Sleuth Kit before 3.0 wrote them: convert it first'
  const md5 = parts[0]!.trim()
  const [inode, mode, uid, gid, size, ...times] = parts.slice(-FIELDS_BEHIND_NAME).map((part) => part.trim())
  if (!HASH.test(md5)) return 'the first field is no hash'
  if (!MODE.test(mode!)) return 'the mode holds blanks'
  if (!ID.test(uid!) || !ID.test(gid!) || !COUNT.test(size!)) return 'uid, gid or size is not a number'
  return {
    md5: md5 === '0' ? '' : md5,
    name: unescaped(parts.slice(1, -FIELDS_BEHIND_NAME).join('|')),
    inode: inode!,
    mode: mode!,
    uid: uid === '' ? NaN : Number(uid),
    gid: gid === '' ? NaN : Number(gid),
    size: integerOf(size),
    ...readTimes(times),
  }
}

/** Shape: line → whether it surely is one of a body file. */
export function isBodyLine(text: string): boolean {
  const line = readBodyLine(text)
  return typeof line !== 'string' && line.unreadable.length === 0
}
