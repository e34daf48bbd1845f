/** Reads login records one by one; who logged out is worked out from who logged in on the same terminal. */
import { HEAD_BYTES } from '../kit/detect'
import { readFixedRecords } from '../kit/fixed-records'
import type { RecordSink, SourceInput } from '../kit/format'
import { canonicalIp } from '../kit/ip'
import { LOGIN_RECORD_KINDS, loginRecordWord, type LoginRecordWord } from '../kit/login-records'
import { peek } from '../kit/peek'
import { isFailures } from './failures'
import { bestFit, isLoginRecord, loginRecord, type Layout, type LoginRecord } from './layout'

/** Terminals whose last user is remembered. Chosen: far above what a host has. */
const MOST_TERMINALS = 65_536

interface Holder {
  user: string
  address: string
  pid: number
  tsUs: number
}

class LoginReader {
  /** Who holds a terminal; a user of '' is a prompt. */
  private readonly holders = new Map<string, Holder>()
  private records = 0

  constructor(
    private readonly sink: RecordSink,
    private readonly form: Layout,
    private readonly isFailures: boolean,
  ) {}

  read(bytes: Buffer, at: number): void {
    const record = loginRecord(this.form, bytes, at)
    this.records++
    const holder = record.type === 8 ? this.holders.get(record.line) : undefined
    this.fill(record, this.wordOf(record, holder), holder)
    this.remember(record)
    this.sink.emit()
  }

  finish(): void {
    if (this.isFailures && this.records > 0)
      this.sink.check({
        id: 'utmp-failed-logins',
        level: 'info',
        text: 'Read as btmp: every record is an attempt to log in that failed.',
        count: this.records,
      })
  }

  private wordOf(record: LoginRecord, holder: Holder | undefined): LoginRecordWord {
    const word = loginRecordWord(record.type, record.user, this.isFailures)
    const isTerminal = record.line !== '' && !record.line.startsWith('~')
    return word === 'logout' && (!isTerminal || holder?.user === '') ? 'ended' : word
  }

  private fill(record: LoginRecord, word: LoginRecordWord, holder: Holder | undefined): void {
    const { event } = this.sink
    const kind = LOGIN_RECORD_KINDS[word]
    event.tsUs = record.tsUs
    event.name = this.sink.text(kind.name)
    event.type = kind.type
    event.outcome = 'outcome' in kind ? kind.outcome : 'none'
    const isPerson = word === 'login' || word === 'failed' || word === 'logout'
    const user = isPerson ? record.user || (word === 'logout' ? (holder?.user ?? '') : '') : ''
    event.userName = this.sink.text(user)
    const from = isPerson ? this.client(record, word === 'logout' ? holder : undefined) : ''
    if (word === 'logout' && holder !== undefined) this.sink.attr('session_seconds', (record.tsUs - holder.tsUs) / 1e6)
    event.message = sentence(word, record, user, from)
    this.attributes(record, word)
  }

  /** Shape: → where the user sits, in words. */
  private client(record: LoginRecord, holder: Holder | undefined): string {
    const { event } = this.sink
    const named = canonicalIp(record.host) ?? ''
    const stated = record.address === '' ? '' : (canonicalIp(record.address) ?? '')
    if (named !== '' && stated !== '' && named !== stated)
      event.sensorDisagrees = this.sink.text(`the host is ${named}, the address ${stated}`)
    event.srcIp = this.sink.ip(stated || named || (holder?.address ?? ''))
    if (event.srcIp !== 0) event.roles = 'server-log'
    if (/^ssh\b/.test(record.line)) event.service = this.sink.text('ssh')
    else if (/^v?s?ftpd/.test(record.line)) event.service = this.sink.text('ftp')
    return stated || named || record.host || (holder?.address ?? '')
  }

  private attributes(record: LoginRecord, word: LoginRecordWord): void {
    const { sink } = this
    sink.attr('type', record.type)
    sink.attr('pid', record.pid)
    for (const name of ['line', 'id', 'host'] as const) if (record[name] !== '') sink.attr(name, record[name])
    if (record.user !== '' && sink.event.userName === 0) sink.attr('user', record.user)
    if (record.session !== 0) sink.attr('session', record.session)
    if (record.termination !== 0) sink.attr('termination', record.termination)
    if (record.exit !== 0) sink.attr('exit', record.exit)
    if (record.address !== '') sink.attr('addr', record.address)
    if (word !== 'runLevel' && word !== 'shutdown') return
    const letter = (code: number) => (code > 32 && code < 127 ? String.fromCharCode(code) : '')
    const [level, before] = [letter(record.pid & 255), letter((record.pid >> 8) & 255)]
    if (level !== '') sink.attr('run_level', level)
    if (before !== '') sink.attr('run_level_before', before)
  }

  private remember(record: LoginRecord): void {
    const { line, user, pid, tsUs } = record
    if (record.type === 1 || record.type === 2) {
      if (record.type === 2 || user === 'shutdown') this.holders.clear()
    } else if (record.type === 8) this.holders.delete(line)
    else if ((record.type === 6 || record.type === 7) && line !== '') {
      if (this.holders.size >= MOST_TERMINALS) this.holders.clear()
      const address = record.address || (canonicalIp(record.host) ?? '')
      this.holders.set(line, { user: record.type === 7 ? user : '', address, pid, tsUs })
    }
  }
}

/** Shape: → one line for people, or null where the name says it all. */
function sentence(word: LoginRecordWord, record: LoginRecord, user: string, from: string): string | null {
  const who = user === '' ? 'somebody' : user
  const place = `${record.line === '' ? '' : ` on ${record.line}`}${from === '' ? '' : ` from ${from}`}`
  if (word === 'login') return `${who} logged in${place}`
  if (word === 'failed') return `${who} failed to log in${place}`
  if (word === 'logout') return `${who} logged out${place}`
  if (word === 'boot' || word === 'shutdown') return record.host === '' ? null : `kernel ${record.host}`
  if (record.type === 3 || record.type === 4) return user === '' ? null : `by ${user}`
  return record.line === '' || record.line.startsWith('~') ? null : `${record.line}, process ${record.pid}`
}

/** Read the whole file. */
export async function readUtmp(source: SourceInput, sink: RecordSink): Promise<void> {
  const { head, input } = await peek(source, HEAD_BYTES)
  const { form } = bestFit(head)
  const reader = new LoginReader(sink, form, isFailures(form, head, source.name))
  await readFixedRecords(input, sink, {
    size: form.size,
    lacks: 'a login record has a type from 0 to 9, a time, and microseconds below a million',
    isRecord: (bytes, at, isStrict) => isLoginRecord(form, bytes, at, isStrict),
    read: (bytes, at) => reader.read(bytes, at),
  })
  reader.finish()
}
