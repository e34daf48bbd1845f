/** The joined records of one audit event as one event: what it is called, who did what to whom, and how it ended. */
import type { EventType, Outcome } from '#contract/event'
import type { RecordSink } from '../kit/format'
import { canonicalIp } from '../kit/ip'
import { nameWord } from '../kit/taxonomy'
import { portOf, shorten } from '../kit/text'
import { messageOf, putAttributes } from './attributes'
import { callType } from './calls'
import type { AuditLine, Fields } from './line'
import { isRefusal, partsOf, type Parts } from './parts'
import { readSockaddr } from './sockaddr'
import { recordType } from './types'

/** Longest message kept beside the raw records. */
const LONGEST_MESSAGE = 4_096

function outcomeOf({ main, callFields }: Parts): Outcome {
  if (isRefusal(main)) return main.fields.get('permissive') === '1' ? 'success' : 'failure'
  const result = main.fields.get('res') || main.fields.get('success') || callFields.get('success')
  if (/^(success|yes|1)$/i.test(result)) return 'success'
  return /^(fail(ed|ure)?|no|0)$/i.test(result) ? 'failure' : 'none'
}

interface Named {
  name: string
  type: EventType
  isKnown: boolean
}

function namedByCall({ callFields, callWord }: Parts, outcome: Outcome): Named {
  const type = callType(callWord)
  const name = `Auditd-SYSCALL_${nameWord(callWord) || 'unnamed'}`
  /* EPERM and EACCES; a connect that is refused is refused by the other end. */
  const isDenied = outcome === 'failure' && type !== 'network' && /^-(1|13)$/.test(callFields.get('exit'))
  if (isDenied) return { name: `${name}_Denied`, type: 'access-denied', isKnown: true }
  return { name, type: type ?? 'system', isKnown: type !== undefined }
}

function namedByRecord(main: AuditLine, outcome: Outcome): Named {
  const known = recordType(main.type)
  const name = `Auditd-${nameWord(main.type) || 'unnamed'}`
  if (isRefusal(main)) return { name: name.replace(/(_DENIED)?$/, '_Denied'), type: 'access-denied', isKnown: true }
  if (known === undefined) return { name, type: 'system', isKnown: false }
  const isKnown = known.isAuxiliary !== true
  if (outcome !== 'failure' || known.failed === undefined) return { name, type: known.type, isKnown }
  return { name: `${name}_Failed`, type: known.failed, isKnown }
}

/** Sides of a system call on a socket: the kernel of this host knows who called connect and who accepted; other calls send without a side. */
function socketSides({ callWord, saddr }: Parts, sink: RecordSink): boolean {
  const { event } = sink
  const socket = saddr === '' || callWord === '' || callWord === 'bind' ? null : readSockaddr(saddr)
  if (socket?.address === undefined) return false
  const isClient = callWord.startsWith('accept')
  const [ip, port] = [sink.ip(socket.address), socket.port!]
  if (isClient) [event.srcIp, event.srcPort] = [ip, port]
  else [event.dstIp, event.dstPort] = [ip, port]
  event.roles = isClient ? 'server-log' : callWord === 'connect' ? 'handshake' : 'arrow'
  return true
}

/** Sides that a program of user space states: `addr` is the remote end. */
function statedSides({ fields }: AuditLine, sink: RecordSink): void {
  const { event } = sink
  const address = fields.get('addr') || fields.get('hostname')
  if (address === '' || canonicalIp(address) === null) return
  event.srcIp = sink.ip(address)
  event.srcPort = portOf(fields.get('rport'))
  event.dstIp = sink.ip(fields.get('laddr'))
  event.dstPort = portOf(fields.get('lport'))
  event.roles = 'server-log'
  if (!/\/sshd(-session|-auth)?$/.test(fields.get('exe'))) return
  event.proto = sink.text('tcp')
  event.service = sink.text('ssh')
}

function firstUser(fields: Fields, names: readonly string[]): string {
  for (const name of names) {
    const user = fields.get(name)
    if (user !== '' && user !== '4294967295' && user !== '-1' && user !== 'unset') return user
  }
  return ''
}

/** The account that a record is about; else the one that logged in; numbers where the log gives no names. */
function userOf({ main, call }: Parts): string {
  const account = main.type === 'SYSCALL' ? '' : firstUser(main.fields, ['acct', 'ID', 'id'])
  return account || firstUser((call ?? main).fields, ['AUID', 'auid', 'new-auid', 'UID', 'uid'])
}

const programOf = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/ \(deleted\)$/, '')

/** Shape: records of one event in their order → fills `sink.event`, all but its time. */
export function fillAuditEvent(lines: readonly AuditLine[], sink: RecordSink): void {
  const { event } = sink
  const parts = partsOf(lines)
  const { main, flat, call } = parts
  const outcome = outcomeOf(parts)
  const { name, type, isKnown } = main === call ? namedByCall(parts, outcome) : namedByRecord(main, outcome)
  event.type = type
  event.name = sink.text(name)
  event.specificity = isKnown ? 'specific' : 'generic'
  event.outcome = outcome
  if (!socketSides(parts, sink)) statedSides(main, sink)
  event.userName = sink.text(userOf(parts))
  event.hostName = sink.text(main.node)
  event.sensor = event.hostName
  event.processName = sink.text(programOf(flat.fields.get('exe')) || flat.fields.get('comm'))
  event.message = shorten(messageOf(parts), LONGEST_MESSAGE)
  putAttributes(
    parts,
    lines.map((line) => line.type),
    sink,
  )
}
