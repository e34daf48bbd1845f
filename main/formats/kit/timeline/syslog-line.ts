/** Rows that were syslog lines or journal entries: what the program said is known by the same names as in syslog. */
import type { RecordSink } from '../format'
import { fillMessage } from '../syslog/message'
import type { SyslogHeader } from '../syslog-header'
import { fieldText, type TimelineEntry } from './entry'

const PARSERS = /(?:^|\/)(?:syslog(?:_traditional)?|systemd_journal)$/
/** How such rows begin where nothing else says what they are. */
const SENTENCES =
  /^(?:\[[^\],:]{1,80}, ?pid: \d|Cron ran: |(?:Successful login|Unsuccessful connection) of user: |Connection opened [\d.a-fA-F:]{2,50} ?ssh pid: )/

/** Shape: row → whether a program said it in syslog. */
export function isSyslogRow({ dataType, parser, sourceLong, source, message }: TimelineEntry): boolean {
  if (dataType !== '') return /^(?:syslog:(?:line|comment|cron|ssh)|systemd:journal)/.test(dataType)
  if (sourceLong !== '' || parser !== '') return PARSERS.test(parser) || /^(?:Cron log|SSH log)$/i.test(sourceLong)
  return /^log$/i.test(source) && SENTENCES.test(message)
}

interface Said {
  program: string
  pid: string
  body: string
  /** Where the sentence begins with it. */
  host: string
}

const ADDRESS = String.raw`([0-9a-fA-F.:]{2,45}):(\d{1,5})`
const PID = String.raw` ?ssh pid: ?(\d{1,10})`

/** Sentences that stand for a message whose words are known. Versions differ in their blanks, and commas become blanks in tables. */
const REWORDED: readonly (readonly [pattern: RegExp, said: (groups: readonly string[]) => Omit<Said, 'host'>])[] = [
  [
    new RegExp(
      `^(Successful login|Unsuccessful connection) of user: ?(.{0,100}?) ?from ?${ADDRESS} ?using authentication method: ?([\\w-]{1,40}?)${PID}`,
    ),
    ([, how, user, address, port, method, pid = '']) => ({
      ...{ program: 'sshd', pid },
      body: `${how === 'Successful login' ? 'Accepted' : 'Failed'} ${method} for ${user} from ${address} port ${port} ssh2`,
    }),
  ],
  [
    new RegExp(`^Connection opened ${ADDRESS}${PID}`),
    ([, address, port, pid = '']) => ({ program: 'sshd', pid, body: `Connection from ${address} port ${port}` }),
  ],
  [
    /^Cron ran: (.*?),? {1,2}for user: (\S{1,100}?),? {1,2}pid: (\d{1,10})$/s,
    ([, command, user, pid = '']) => ({ program: 'CRON', pid, body: `(${user}) CMD (${command})` }),
  ],
]

/* A word may stand before the bracket: the host of a journal, the severity of a line. */
const WITH_PID = /^(?:([^\s[]{1,255}) )?\[([^\],]{1,80}?)[, ] ?pid: (\d{1,10})\] (.*)$/s
const WITHOUT_PID = /^(?:([^\s[]{1,255}) )?\[([^\]]{1,80})\] (.*)$/s

/** What the row's sentence says, put back as the program wrote it. */
function fromMessage({ message, parser, sourceLong }: TimelineEntry): Said {
  for (const [pattern, said] of REWORDED) {
    const groups = pattern.exec(message)
    if (groups !== null) return { ...said(groups), host: '' }
  }
  const isJournal = /systemd/i.test(parser + sourceLong)
  const [, before = '', program = '', pid = '', body = ''] = WITH_PID.exec(message) ?? []
  if (program !== '') return { program, pid, body, host: isJournal ? before : '' }
  const [, word = '', only = '', rest = ''] = WITHOUT_PID.exec(message) ?? []
  if (only !== '' && only !== '---') return { program: only, pid: '', body: rest, host: isJournal ? word : '' }
  return { program: /^SSH log$/i.test(sourceLong) ? 'sshd' : '', pid: '', body: message, host: '' }
}

function saidBy(entry: TimelineEntry): Said {
  const body = fieldText(entry, 'message_body', 'body')
  if (body === '') return fromMessage(entry)
  return { program: fieldText(entry, 'reporter'), pid: fieldText(entry, 'pid'), body, host: '' }
}

const NO_CIVIL = { year: NaN, month: NaN, day: NaN, hour: NaN, minute: NaN, second: NaN, micros: NaN }

/** Shape: fills the event, whose time is set already. */
export function fillSyslogRow(entry: TimelineEntry, sink: RecordSink): void {
  const { program, pid, body, host } = saidBy(entry)
  const header: SyslogHeader = {
    ...{ priority: NaN, isStructured: false, civil: NO_CIVIL, utcUs: NaN },
    ...{ host: entry.host || host, program, pid, messageId: '', structuredData: '', message: body },
  }
  fillMessage(header, body, false, sink)
  if (sink.event.userName === 0) sink.event.userName = sink.text(entry.user)
  if (body !== entry.message) sink.attr('message', entry.message)
}
