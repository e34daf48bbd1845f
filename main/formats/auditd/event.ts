/** The joined records of one audit event as one event: which record names it, who did what to what. */
import type { EventType, Outcome } from '#contract/event'
import type { AttrValue, RecordSink } from '../kit/format'
import { canonicalIp } from '../kit/ip'
import { nameWord } from '../kit/taxonomy'
import { portOf, shorten } from '../kit/text'
import { callType, socketCall } from './calls'
import type { AuditLine, Fields } from './line'
import { readSockaddr } from './sockaddr'
import { callName, machineName } from './syscalls'
import { recordType } from './types'

/** Longest message kept beside the raw records. */
const LONGEST_MESSAGE = 4_096
/** Words that stand for nothing. */
const NOTHING = new Set(['?', '(null)', '(none)', ''])
/** Fields whose value is in a column of the event. */
const IN_COLUMNS = new Set(['res', 'success', 'acct', 'arch', 'syscall', 'ARCH', 'SYSCALL'])
const NUMBERS = new Set(['pid', 'ppid', 'auid', 'ses'])
/** EACCES and EPERM. */
const REFUSALS = new Set(['-13', '-1'])

/** Shape: → the field as one text, empty where it is not there or stands for nothing. */
export function fieldOf(fields: Fields | undefined, name: string): string {
  const value = fields?.get(name)
  const text = typeof value === 'string' ? value : (value?.[0] ?? '')
  return NOTHING.has(text) ? '' : text
}

/** Records of one event by what they are for. */
interface Parts {
  main: AuditLine
  call: AuditLine | undefined
  callWord: string
  execve: AuditLine[]
  paths: AuditLine[]
}

const isRefusal = ({ type, text, fields }: AuditLine): boolean =>
  (type.endsWith('AVC') && text.includes('denied')) || /^(DENIED|KILL)/.test(fieldOf(fields, 'apparmor'))

function partsOf(lines: readonly AuditLine[]): Parts {
  const ofType = (type: string) => lines.filter((line) => line.type === type)
  const call = ofType('SYSCALL')[0]
  const execve = ofType('EXECVE')
  const main =
    lines.find(isRefusal) ?? execve[0] ?? lines.find(({ type }) => recordType(type)?.isAuxiliary !== true) ?? call ?? lines[0]!
  const number = fieldOf(call?.fields, 'syscall')
  const named = fieldOf(call?.fields, 'SYSCALL') || callName(fieldOf(call?.fields, 'arch'), number)
  return { main, call, callWord: socketCall(named, fieldOf(call?.fields, 'a0')), execve, paths: ofType('PATH') }
}

function outcomeOf({ main, call }: Parts): Outcome {
  const result = (
    fieldOf(main.fields, 'res') ||
    fieldOf(main.fields, 'success') ||
    fieldOf(call?.fields, 'success')
  ).toLowerCase()
  if (isRefusal(main)) return fieldOf(main.fields, 'permissive') === '1' ? 'success' : 'failure'
  if (/^(success|yes|1)$/.test(result)) return 'success'
  return /^(fail(ed|ure)?|no|0)$/.test(result) ? 'failure' : 'none'
}

/** Shape: → name and kind of the event. */
function named(parts: Parts, outcome: Outcome): { name: string; type: EventType; isKnown: boolean } {
  const { main, call, callWord } = parts
  if (main === call) {
    const type = callType(callWord)
    const isDenied = outcome === 'failure' && REFUSALS.has(fieldOf(call.fields, 'exit')) && type !== 'network'
    const name = `Auditd-SYSCALL_${nameWord(callWord) || 'unnamed'}`
    if (isDenied) return { name: `${name}_Denied`, type: 'access-denied', isKnown: true }
    return { name, type: type ?? 'system', isKnown: type !== undefined }
  }
  const known = recordType(main.type)
  const name = `Auditd-${nameWord(main.type) || 'unnamed'}`
  if (isRefusal(main)) return { name: name.replace(/(_DENIED)?$/, '_Denied'), type: 'access-denied', isKnown: true }
  const isFailure = outcome === 'failure' && known?.failed !== undefined
  const type = known === undefined ? 'system' : isFailure ? known.failed! : known.type
  return { name: isFailure ? `${name}_Failed` : name, type, isKnown: known !== undefined && known.isAuxiliary !== true }
}

/** Arguments of an execve in order; long ones come in pieces `a1[0]`, `a1[1]`. */
function argumentsOf(lines: readonly AuditLine[]): string[] {
  const found = new Map<number, string>()
  for (const { fields } of lines) {
    for (const [name, value] of fields) {
      const index = /^a(\d{1,6})(?:\[\d+\])?$/.exec(name)?.[1]
      if (index === undefined) continue
      found.set(Number(index), (found.get(Number(index)) ?? '') + (typeof value === 'string' ? value : value.join('')))
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([, argument]) => argument)
}

const blanks = (text: string) => text.replaceAll('\u0000', ' ')
const processWord = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/ \(deleted\)$/, '')

/** Shape: fields → value for the attributes; without what stands for nothing. */
function plain(fields: Fields, skip?: ReadonlySet<string>): Record<string, AttrValue> {
  const kept: [string, AttrValue][] = []
  for (const [name, value] of fields) {
    if (skip?.has(name) === true || (typeof value === 'string' && NOTHING.has(value))) continue
    kept.push([name, typeof value === 'string' ? blanks(value) : value.map(blanks)])
  }
  return Object.fromEntries(kept)
}

/** Client and server, where a record names an address. */
function sides({ main, call, callWord }: Parts, lines: readonly AuditLine[], sink: RecordSink): void {
  const { event } = sink
  const sockaddr = lines.find(({ type }) => type === 'SOCKADDR')
  const socket = sockaddr === undefined ? null : readSockaddr(fieldOf(sockaddr.fields, 'saddr'))
  if (socket !== null) sink.attr('sockaddr', { ...socket })
  if (call !== undefined && socket?.address !== undefined && callWord !== 'bind') {
    const isClient = /^accept/.test(callWord)
    const [ip, port] = [sink.ip(socket.address), socket.port!]
    if (isClient) [event.srcIp, event.srcPort] = [ip, port]
    else [event.dstIp, event.dstPort] = [ip, port]
    /* The kernel of this host knows who called connect and who accepted; other calls send without a side. */
    event.roles = isClient ? 'server-log' : callWord === 'connect' ? 'handshake' : 'arrow'
    return
  }
  const address = fieldOf(main.fields, 'addr') || fieldOf(main.fields, 'hostname')
  if (canonicalIp(address) === null) return
  event.srcIp = sink.ip(address)
  event.srcPort = portOf(fieldOf(main.fields, 'rport'))
  event.dstIp = sink.ip(fieldOf(main.fields, 'laddr'))
  event.dstPort = portOf(fieldOf(main.fields, 'lport'))
  event.roles = 'server-log'
  if (!/\/sshd(-session|-auth)?$/.test(fieldOf(main.fields, 'exe'))) return
  event.proto = sink.text('tcp')
  event.service = sink.text('ssh')
}

/** The account that a record is about; else the one that logged in; numbers where the log gives no names. */
function userOf({ main, call }: Parts): string {
  const all = (names: readonly string[], fields: Fields | undefined) =>
    names
      .map((name) => fieldOf(fields, name))
      .find((user) => user !== '' && user !== '4294967295' && user !== '-1' && user !== 'unset')
  return (
    all(['acct', 'ID', 'id'], main.fields) ?? all(['AUID', 'auid', 'new-auid', 'UID', 'uid'], call?.fields ?? main.fields) ?? ''
  )
}

/** Fields that a message for people leaves to the attributes: who and where are in columns, numbers say little. */
const NOT_IN_MESSAGE = /^(?:[A-Z-]+|pid|uid|auid|ses|subj|old-ses|serial|msg)$/

function sentence({ text, fields }: AuditLine): string {
  const said = Object.entries(plain(fields)).filter(([name]) => !NOT_IN_MESSAGE.test(name))
  return [text, ...said.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)]
    .filter((part) => part !== '')
    .join(' ')
}

function messageOf({ main, execve, paths, call }: Parts, lines: readonly AuditLine[]): string {
  if (main.type === 'EXECVE') return argumentsOf(execve).join(' ')
  if (main !== call) return sentence(main)
  const title = blanks(
    fieldOf(lines.find(({ type }) => type === 'PROCTITLE')?.fields, 'proctitle') || fieldOf(call.fields, 'comm'),
  )
  const files = paths.map(({ fields }) => fieldOf(fields, 'name')).filter((name) => !title.includes(name))
  return [title, ...files].filter((part) => part !== '').join(' ') || call.body
}

/** Shape: records of one event in their order → fills `sink.event`, all but its time. */
export function fillAuditEvent(lines: readonly AuditLine[], sink: RecordSink): void {
  const { event } = sink
  const parts = partsOf(lines)
  const { main, call } = parts
  const outcome = outcomeOf(parts)
  const { name, type, isKnown } = named(parts, outcome)
  event.type = type
  event.name = sink.text(name)
  event.specificity = isKnown ? 'specific' : 'generic'
  event.outcome = outcome
  sides(parts, lines, sink)
  event.userName = sink.text(userOf(parts))
  event.hostName = sink.text(main.node)
  event.sensor = event.hostName
  const from = call?.fields ?? main.fields
  event.processName = sink.text(processWord(fieldOf(from, 'exe')) || fieldOf(from, 'comm'))
  event.message = shorten(messageOf(parts, lines), LONGEST_MESSAGE)
  attributes(parts, lines, sink)
}

function attributes({ main, call, callWord, execve, paths }: Parts, lines: readonly AuditLine[], sink: RecordSink): void {
  const flat = call ?? main
  for (const [name, value] of Object.entries(plain(flat.fields, IN_COLUMNS))) {
    if (flat.type === 'EXECVE' && /^a\d/.test(name)) continue
    sink.attr(name, NUMBERS.has(name) && typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value)
  }
  if (call !== undefined) {
    sink.attr('arch', machineName(fieldOf(call.fields, 'arch')))
    sink.attr('syscall', callWord)
  }
  if (execve.length > 0) sink.attr('argv', argumentsOf(execve))
  if (paths.length > 0)
    sink.attr(
      'paths',
      paths.map(({ fields }) => plain(fields)),
    )
  if (flat.text !== '') sink.attr('text', flat.text)
  const nested = new Map<string, AttrValue[]>()
  for (const line of lines) {
    const { type, fields, text } = line
    if (line === flat || type === 'EXECVE' || type === 'PATH' || type === 'EOE') continue
    if (type === 'CWD') sink.attr('cwd', fieldOf(fields, 'cwd'))
    else if (type === 'PROCTITLE') sink.attr('proctitle', blanks(fieldOf(fields, 'proctitle')))
    else if (type === 'SOCKADDR' && fieldOf(fields, 'saddr') !== '') sink.attr('saddr', fieldOf(fields, 'saddr'))
    else nested.set(type, [...(nested.get(type) ?? []), { ...plain(fields), ...(text === '' ? {} : { text }) }])
  }
  for (const [type, values] of nested) sink.attr(type.toLowerCase(), values.length === 1 ? values[0]! : values)
  sink.attr('serial', main.serial)
  if (lines.length > 1) sink.attr('record_types', lines.map(({ type }) => type).join(' '))
}
