/** Rows that were login records (utmp, wtmp, btmp), as events named like the records themselves. */
import type { RecordSink } from '../format'
import { LOGIN_RECORD_KINDS, loginRecordWord } from '../login-records'
import { shorten } from '../text'
import { fieldNumber, fieldText, inMessage, LONGEST_MESSAGE, type TimelineEntry } from './entry'

const TYPES = [
  'EMPTY',
  'RUN_LVL',
  'BOOT_TIME',
  'NEW_TIME',
  'OLD_TIME',
  'INIT_PROCESS',
  'LOGIN_PROCESS',
  'USER_PROCESS',
  'DEAD_PROCESS',
  'ACCOUNTING',
]

/** Shape: row → whether it was a login record. */
export function isLoginRow({ dataType, sourceLong, parser }: TimelineEntry): boolean {
  if (dataType !== '') return /^linux:utmp:event$/.test(dataType)
  return /^UTMP session$/i.test(sourceLong) || /(?:^|\/)utmp$/.test(parser)
}

function typeOf(entry: TimelineEntry): number {
  const number = fieldNumber(entry, 'type')
  return Number.isNaN(number) ? TYPES.indexOf(inMessage(entry, /\bStatus: ([A-Z_]{1,20})/)) : number
}

/** Shape: fills the event. */
export function fillLoginRow(entry: TimelineEntry, sink: RecordSink): void {
  const { event } = sink
  const user = entry.user || inMessage(entry, /^User: (.{1,100}?) (?:Hostname|Terminal|PID): /)
  const terminal = fieldText(entry, 'terminal') || inMessage(entry, /\bTerminal: (\S{1,40})/)
  const address = fieldText(entry, 'ip_address') || inMessage(entry, /\bIP Address: (\S{1,50})/)
  const isFailures = /(?:^|[/\\])btmp[^/\\]*$/i.test(fieldText(entry, 'filename', 'display_name'))
  const word = loginRecordWord(typeOf(entry), user, isFailures)
  const isTerminal = terminal !== '' && !terminal.startsWith('~') && terminal !== 'system'
  const kind = LOGIN_RECORD_KINDS[word === 'logout' && !isTerminal ? 'ended' : word]
  event.type = kind.type
  event.name = sink.text(kind.name)
  event.outcome = 'outcome' in kind ? kind.outcome : 'none'
  const isPerson = word === 'login' || word === 'failed' || word === 'logout'
  event.userName = sink.text(isPerson ? user : '')
  if (isPerson && address !== '0.0.0.0' && address !== '::') event.srcIp = sink.ip(address)
  if (event.srcIp !== 0) event.roles = 'server-log'
  event.message = shorten(entry.message, LONGEST_MESSAGE)
}
