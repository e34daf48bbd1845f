/** One audit record (a line) taken apart: its event's time and serial, its fields in order, hexadecimal text decoded. */
import { recordType } from './types'

/** What joins a record with others of its event. */
export interface AuditHeader {
  /** Host that sent the record, where the line names it. */
  node: string
  /** Name of the record type; as written where nobody knows it. */
  type: string
  /** `seconds.fraction:serial` as written. */
  stamp: string
  /** The whole line, and where its fields begin. */
  text: string
  bodyAt: number
}

export interface AuditLine {
  node: string
  type: string
  tsUs: number
  serial: string
  fields: Fields
  /** Words that belong to no field. */
  text: string
  /** What follows the header, as written. */
  body: string
}

/** Words that stand for nothing. */
const NOTHING = new Set(['?', '(null)', '(none)', ''])

/** Fields in their order. Two lists and no map: a record has few, and millions of records are read. */
export class Fields {
  readonly names: string[] = []
  readonly values: string[] = []

  add(name: string, value: string): void {
    this.names.push(name)
    this.values.push(value)
  }

  /** Shape: name → its first value, empty where it is not there or stands for nothing. */
  get(name: string): string {
    const value = this.values[this.names.indexOf(name)]
    return value === undefined || NOTHING.has(value) ? '' : value
  }

  /** Shape: → by name, without what stands for nothing; a name that comes twice holds both values. */
  plain(skip?: ReadonlySet<string>): Record<string, string | string[]> {
    const kept = Object.create(null) as Record<string, string | string[]>
    for (const [at, name] of this.names.entries()) {
      const value = this.values[at]!
      if (NOTHING.has(value) || skip?.has(name) === true) continue
      const known = kept[name]
      if (known === undefined) kept[name] = value
      else if (typeof known === 'string') kept[name] = [known, value]
      else known.push(value)
    }
    return kept
  }
}

const STAMP = /^(\d{1,11})\.(\d{1,9}):(\d{1,20})$/
const INTERPRETED = /^(?:node=\S+ )?type=\S+ msg=audit\(\d+\/\d+\/\d+/
/** Mark between what the kernel wrote and the names that auditd added (log_format = ENRICHED). */
const GROUP_SEPARATOR = '\u001d'

/** Fields whose bytes the writer gives as hexadecimal when they hold a blank, a quote or a control character. Source: auparse, auparse-defs.h and typetab.h. */
const ESCAPED = new Set(
  `acct cmd comm cwd data device dir exe file grp invalid_context key name new_group ocomm path proctitle sw unit vm watch
  old-chardev new-chardev old-disk new-disk old-fs new-fs old-net new-net old-rng new-rng root_dir`.split(/\s+/),
)
const HEX = /^(?:[0-9A-F]{2})+$/

/** Shape: hexadecimal → UTF-8 text; NUL, which parts the words of a command line, becomes a blank. */
function decodeHex(hex: string): string {
  const text = Buffer.from(hex, 'hex').toString('utf8')
  return text.includes('\0') ? text.replace(/\0+$/, '').replaceAll('\0', ' ') : text
}

/** Shape: line → what joins it with others, or null where it does not begin as an audit record does. Once per line: no pattern over the whole of it. */
export function readAuditHeader(text: string): AuditHeader | null {
  let at = text.startsWith('node=') ? text.indexOf(' ') + 1 : 0
  const node = at === 0 ? '' : text.slice(5, at - 1)
  if (!text.startsWith('type=', at)) return null
  const blank = text.indexOf(' ', at)
  const word = text.slice(at + 5, blank)
  if (blank < 0 || word === '') return null
  at = text.startsWith('msg=', blank + 1) ? blank + 5 : blank + 1
  const close = text.startsWith('audit(', at) ? text.indexOf(')', at) : -1
  const stamp = text.slice(at + 6, close)
  if (close < 0 || !STAMP.test(stamp)) return null
  const bodyAt = text[close + 1] === ':' ? close + 2 : close + 1
  return { node, type: recordType(word)?.name ?? word, stamp, text, bodyAt }
}

/** Shape: line that is no audit record → why. */
export function whyNotAudit(text: string): string {
  return INTERPRETED.test(text)
    ? 'interpreted output of ausearch: its times have no zone and its numbers are gone; the log itself is needed'
    : 'not an audit record: type=NAME msg=audit(seconds.milliseconds:serial): … expected'
}

/** Shape: header → the record with its fields. */
export function readAuditLine({ node, type, stamp, text, bodyAt }: AuditHeader): AuditLine {
  const [, seconds, fraction, serial] = STAMP.exec(stamp)!
  const body = text.slice(bodyAt).trim()
  const fields = new Fields()
  const words = readBody(body, type, fields)
  const tsUs = Number(seconds) * 1_000_000 + Number(fraction!.slice(0, 6).padEnd(6, '0'))
  return { node, type, tsUs, serial: serial!, fields, text: words, body }
}

/** A message of user space stands in apostrophes behind `msg=`; its fields are fields of the record. Shape: → words that are no field. */
function readBody(body: string, type: string, fields: Fields): string {
  const at = body.indexOf("msg='")
  if (at < 0) return readFields(body, type, fields)
  const group = body.indexOf(GROUP_SEPARATOR, at)
  const last = body.lastIndexOf("'", group < 0 ? body.length : group)
  const end = last < at + 5 ? body.length : last
  const parts = [body.slice(0, at), body.slice(at + 5, end), body.slice(end + 1)]
  return parts
    .map((part) => readFields(part, type, fields))
    .filter((words) => words !== '')
    .join(' ')
}

const isBlank = (code: number) => code === 32 || code === 29 || code === 9

function readFields(text: string, type: string, fields: Fields): string {
  const words: string[] = []
  for (let at = 0; at < text.length;) {
    if (isBlank(text.charCodeAt(at))) {
      at++
      continue
    }
    let end = at
    while (end < text.length && !isBlank(text.charCodeAt(end)) && text[end] !== '=') end++
    const word = text.slice(at, end)
    if (text[end] !== '=' || word === '') {
      if (text[end] === '=') end++
      words.push(text.slice(at, end))
      at = end
      continue
    }
    at = readValue(text, end + 1, nameOf(word, words), type, fields)
  }
  return words.join(' ')
}

/** Old kernels write `old auid=… new auid=…`. */
function nameOf(word: string, words: string[]): string {
  const before = words.at(-1)
  if ((before !== 'old' && before !== 'new') || !/^(auid|ses|level|role|prom|val)$/.test(word)) return word
  words.pop()
  return `${before}-${word}`
}

/** Shape: reads the value that begins at `start` → where the next word may begin. */
function readValue(text: string, start: number, name: string, type: string, fields: Fields): number {
  const opening = text[start]
  if (opening === '"' || opening === '{') {
    const close = text.indexOf(opening === '"' ? '"' : '}', start + 1)
    const end = close < 0 ? text.length : close
    fields.add(name, opening === '"' ? text.slice(start + 1, end) : text.slice(start + 1, end).trim())
    return end + 1
  }
  let end = endOfWord(text, start)
  /* `op=adding user id=…`: what is done may be several words. */
  while (name === 'op' && /^ [\w-]+(?= |$)/.test(text.slice(end, end + 40))) end = endOfWord(text, end + 1)
  const value = text[end - 1] === ',' ? text.slice(start, end - 1) : text.slice(start, end)
  fields.add(name, isEscaped(name, type) && HEX.test(value) ? decodeHex(value) : value)
  return end
}

function endOfWord(text: string, start: number): number {
  let end = start
  while (end < text.length && !isBlank(text.charCodeAt(end))) end++
  return end
}

const isEscaped = (name: string, type: string) => ESCAPED.has(name) || (type === 'EXECVE' && /^a\d+(\[\d+\])?$/.test(name))
