/** One audit record (a line) taken apart: its event's time and serial, its fields in order, hexadecimal text decoded. */
import { recordType } from './types'

export interface AuditLine {
  /** Host that sent the record, where the line names it. */
  node: string
  /** Name of the record type; as written where nobody knows it. */
  type: string
  tsUs: number
  serial: string
  /** Equal for all records of one event: node, time and serial. */
  id: string
  fields: Fields
  /** Words that belong to no field. */
  text: string
  /** What follows the header, for people. */
  body: string
}

/** Fields by name in their order; a name that comes twice holds both values. */
export type Fields = Map<string, string | string[]>

const HEADER = /^(?:node=(\S+) )?type=(\S+) (?:msg=)?audit\((\d{1,11})\.(\d{1,9}):(\d{1,20})\):?/
const INTERPRETED = /^(?:node=\S+ )?type=\S+ msg=audit\(\d+\/\d+\/\d+/
/** Mark between what the kernel wrote and the names that auditd added (log_format = ENRICHED). */
const GROUP_SEPARATOR = '\u001d'

/** Fields whose bytes the writer gives as hexadecimal when they hold a blank, a quote or a control character. Source: auparse, auparse-defs.h and typetab.h. */
const ESCAPED = new Set(
  `acct cmd comm cwd data device dir exe file grp invalid_context key name new_group ocomm path proctitle sw unit vm watch
  old-chardev new-chardev old-disk new-disk old-fs new-fs old-net new-net old-rng new-rng root_dir`.split(/\s+/),
)
const HEX = /^(?:[0-9A-F]{2})+$/

/** Shape: hexadecimal → UTF-8 text without the NULs at its end. */
export function decodeHex(hex: string): string {
  return Buffer.from(hex, 'hex').toString('utf8').replace(/\0+$/, '')
}

/** Shape: line → whether it begins as an audit record does. */
export const isAuditLine = (line: string): boolean => HEADER.test(line)

/** Shape: text → its parts, or the reason why it is no audit record. */
export function readAuditLine(text: string): AuditLine | string {
  const header = HEADER.exec(text)
  if (header === null) {
    return INTERPRETED.test(text)
      ? 'interpreted output of ausearch: its times have no zone and its numbers are gone; the log itself is needed'
      : 'not an audit record: type=NAME msg=audit(seconds.milliseconds:serial): … expected'
  }
  const [all, node = '', word, seconds, fraction, serial] = header
  const type = recordType(word!)?.name ?? word!
  const body = text.slice(all.length).trim()
  const line = { node, type, tsUs: Number(seconds) * 1_000_000 + Number(fraction!.slice(0, 6).padEnd(6, '0')), serial: serial! }
  const fields: Fields = new Map()
  return { ...line, id: `${node} ${seconds}.${fraction}:${serial}`, fields, text: readBody(body, type, fields), body }
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
    keep(fields, name, opening === '"' ? text.slice(start + 1, end) : text.slice(start + 1, end).trim())
    return end + 1
  }
  let end = endOfWord(text, start)
  /* `op=adding user id=…`: what is done may be several words. */
  while (name === 'op' && /^ [\w-]+(?= |$)/.test(text.slice(end, end + 40))) end = endOfWord(text, end + 1)
  const value = text[end - 1] === ',' ? text.slice(start, end - 1) : text.slice(start, end)
  keep(fields, name, isEscaped(name, type) && HEX.test(value) ? decodeHex(value) : value)
  return end
}

function endOfWord(text: string, start: number): number {
  let end = start
  while (end < text.length && !isBlank(text.charCodeAt(end))) end++
  return end
}

const isEscaped = (name: string, type: string) => ESCAPED.has(name) || (type === 'EXECVE' && /^a\d+(\[\d+\])?$/.test(name))

function keep(fields: Fields, name: string, value: string): void {
  const known = fields.get(name)
  if (known === undefined) fields.set(name, value)
  else if (typeof known === 'string') fields.set(name, [known, value])
  else known.push(value)
}
