/** What the records of an audit event say beyond the common columns, and one line of it for people. */
import type { AttrValue, RecordSink } from '../kit/format'
import type { AuditLine } from './line'
import type { Parts } from './parts'
import { readSockaddr } from './sockaddr'
import { machineName } from './syscalls'

/** Fields whose value is in a column of the event, or stands there under its name. */
const IN_COLUMNS = new Set(['res', 'success', 'acct', 'arch', 'syscall', 'ARCH', 'SYSCALL'])
const NUMBERS = new Set(['pid', 'ppid', 'auid', 'ses'])
/** Fields that a message for people leaves to the attributes: who and where are in columns, numbers say little. */
const NOT_IN_MESSAGE = /^(?:[A-Z-]+|pid|uid|auid|ses|subj|old-ses|serial|msg)$/

function sentence({ text, fields }: AuditLine): string {
  let said = text
  for (const [at, name] of fields.names.entries()) {
    const value = fields.values[at]!
    if (value === '?' || value === '' || NOT_IN_MESSAGE.test(name)) continue
    said += `${said === '' ? '' : ' '}${name}=${value}`
  }
  return said
}

/** Shape: → the command line where one was run, the records' own words elsewhere. */
export function messageOf({ main, call, argv, paths, proctitle }: Parts): string {
  if (main.type === 'EXECVE') return argv.join(' ')
  if (main !== call) return sentence(main)
  let said = proctitle || call.fields.get('comm')
  for (const path of paths) {
    const name = path.get('name')
    if (name !== '' && !said.includes(name)) said += `${said === '' ? '' : ' '}${name}`
  }
  return said || call.body
}

function withText(line: AuditLine): AttrValue {
  const plain = line.fields.plain()
  if (line.text !== '') plain['text'] = line.text
  return plain
}

/** Records of other types stand under their type, as one object or as a list of them. */
function putOthers(others: readonly AuditLine[], sink: RecordSink): void {
  if (others.length === 0) return
  const byType = new Map<string, AttrValue[]>()
  for (const line of others) {
    const known = byType.get(line.type)
    if (known === undefined) byType.set(line.type, [withText(line)])
    else known.push(withText(line))
  }
  for (const [type, values] of byType) sink.attr(type.toLowerCase(), values.length === 1 ? values[0]! : values)
}

/** Put the attributes of an event. Shape: (parts, types of all its records). */
export function putAttributes(parts: Parts, types: readonly string[], sink: RecordSink): void {
  const { main, flat, call, callWord, argv, paths, cwd, proctitle, saddr } = parts
  const plain = flat.fields.plain(IN_COLUMNS)
  for (const name in plain) {
    if (flat.type === 'EXECVE' && /^a\d/.test(name)) continue
    const value = plain[name]!
    sink.attr(name, NUMBERS.has(name) && typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value)
  }
  if (flat.text !== '') sink.attr('text', flat.text)
  if (call !== undefined) {
    sink.attr('arch', machineName(call.fields.get('arch')))
    sink.attr('syscall', callWord)
  }
  if (argv.length > 0) sink.attr('argv', argv)
  const files = paths.map((path) => path.plain())
  if (files.length > 0) sink.attr('paths', files)
  if (cwd !== '') sink.attr('cwd', cwd)
  if (proctitle !== '') sink.attr('proctitle', proctitle)
  const socket = saddr === '' ? null : readSockaddr(saddr)
  if (saddr !== '') sink.attr('saddr', saddr)
  if (socket !== null) sink.attr('sockaddr', { ...socket })
  putOthers(
    parts.others.filter((line) => line !== flat),
    sink,
  )
  sink.attr('serial', main.serial)
  if (types.length > 1) sink.attr('record_types', types.join(' '))
}
