/** Rows that were syslog lines or journal entries: what the program said is known by the same names as in syslog. */
import type { RecordSink } from '../format'
import { fillMessage } from '../syslog/message'
import type { SyslogHeader } from '../syslog-header'
import { fieldText, type TimelineEntry } from './entry'

const PARSERS = /(?:^|\/)(?:syslog(?:_traditional)?|systemd_journal)$/
/** How such rows begin where nothing else says what they are. */
const SENTENCES = /^(?:\[[^\],:]{1,80}, ?pid: \d|Cron ran: |(?:Successful login|Unsuccessful connection) of user: )/

/** Shape: row → whether a program said it in syslog. */
export function isSyslogRow({ dataType, parser, sourceLong, source, message }: TimelineEntry): boolean {
  if (dataType !== '') return /^(?:syslog:(?:line|cron|ssh)|systemd:journal)/.test(dataType)
  if (sourceLong !== '' || parser !== '') return PARSERS.test(parser) || /^(?:Cron log|SSH log)$/i.test(sourceLong)
  return /^log$/i.test(source) && SENTENCES.test(message)
}

interface Said {
  program: string
  pid: string
  body: string
}

const [ADDRESS, METHOD] = [
  '([0-9a-fA-F.:]{2,45}):(\\d{1,5})',
  ' ?using authentication method: ?([\\w-]{1,40}?) ?ssh pid: ?(\\d{1,10})',
]
const LOGIN = new RegExp(`^(Successful login|Unsuccessful connection) of user: ?(.{0,100}?) ?from ?${ADDRESS}${METHOD}`)
const CRON = /^Cron ran: (.*) for user: (\S{1,100}) pid: (\d{1,10})$/s
/* Commas become blanks where they divide columns. */
const WITH_PID = /^\[([^\],]{1,80}?)[, ] ?pid: (\d{1,10})\] (.*)$/s
const WITHOUT_PID = /^\[([^\]]{1,80})\] (.*)$/s

/** What the row's sentence says, put back as the program wrote it. */
function fromMessage(message: string): Said {
  const login = LOGIN.exec(message)
  if (login !== null) {
    const [, how, user, address, port, method, pid] = login
    const verb = how === 'Successful login' ? 'Accepted' : 'Failed'
    return { program: 'sshd', pid: pid!, body: `${verb} ${method} for ${user} from ${address} port ${port} ssh2` }
  }
  const cron = CRON.exec(message)
  if (cron !== null) return { program: 'CRON', pid: cron[3]!, body: `(${cron[2]}) CMD (${cron[1]})` }
  const [, program = '', pid = '', body = ''] = WITH_PID.exec(message) ?? []
  if (program !== '') return { program, pid, body }
  const [, only = '', rest = ''] = WITHOUT_PID.exec(message) ?? []
  return only === '' || only === '---' ? { program: '', pid: '', body: message } : { program: only, pid: '', body: rest }
}

function saidBy(entry: TimelineEntry): Said {
  const body = fieldText(entry, 'message_body', 'body')
  const program = fieldText(entry, 'reporter')
  return body === '' || program === '' ? fromMessage(entry.message) : { program, pid: fieldText(entry, 'pid'), body }
}

const NO_CIVIL = { year: NaN, month: NaN, day: NaN, hour: NaN, minute: NaN, second: NaN, micros: NaN }

/** Shape: fills the event, whose time is set already. */
export function fillSyslogRow(entry: TimelineEntry, sink: RecordSink): void {
  const { program, pid, body } = saidBy(entry)
  const header: SyslogHeader = {
    ...{ priority: NaN, isStructured: false, civil: NO_CIVIL, utcUs: NaN },
    ...{ host: entry.host, program, pid, messageId: '', structuredData: '', message: body },
  }
  fillMessage(header, body, false, sink)
  if (sink.event.userName === 0) sink.event.userName = sink.text(entry.user)
  if (body !== entry.message) sink.attr('message', entry.message)
}
