/** One syslog message as an event: the rule that knows it, or what the header alone says. */
import type { RecordSink } from '../format'
import { canonicalIp } from '../ip'
import { nameWord } from '../taxonomy'
import { portOf, shorten } from '../text'
import { readStructuredData } from './structured-elements'
import type { SyslogHeader } from '../syslog-header'
import { fillNetfilter, readNetfilter } from '../netfilter'
import type { Rule, RuleSet } from './rule'
import { ACCOUNTS } from './rules/accounts'
import { VSFTPD } from './rules/ftp'
import { PAM, SU, SUDO } from './rules/privileges'
import { FIREWALLD, KERNEL, SYSTEMD } from './rules/services'
import { SSHD } from './rules/sshd'
import { SSHD_TROUBLE } from './rules/sshd-trouble'
import { CRON, CRONTAB, JOBS, LOG_DAEMON, LOGIND } from './rules/system'

export const RULE_SETS: readonly RuleSet[] = [
  SSHD,
  SSHD_TROUBLE,
  VSFTPD,
  SUDO,
  SU,
  ACCOUNTS,
  CRON,
  JOBS,
  CRONTAB,
  LOGIND,
  LOG_DAEMON,
  SYSTEMD,
  FIREWALLD,
  KERNEL,
  PAM,
]

/** Longest message that patterns are tried on, and that is kept beside the raw record. */
const LONGEST_MESSAGE = 8_192

/** Name of a program as rules know it: without path, without the module old PAM puts in brackets, lower case. */
export const programName = (program: string): string =>
  program
    .slice(program.lastIndexOf('/') + 1)
    .replace(/\(.*\)$/, '')
    .toLowerCase()

interface Match {
  rule: Rule
  set: RuleSet
  groups: Record<string, string | undefined>
}

const setsByProgram = new Map<string, readonly RuleSet[]>()
function setsOf(program: string): readonly RuleSet[] {
  const known = setsByProgram.get(program)
  if (known !== undefined) return known
  const sets = RULE_SETS.filter((set) => set.programs.test(program))
  if (setsByProgram.size < 1000) setsByProgram.set(program, sets)
  return sets
}

function match(program: string, message: string): Match | null {
  for (const set of setsOf(program)) {
    if (set === PAM && !/^(pam_|PAM )/.test(message)) continue
    for (const rule of set.rules) {
      const found = rule.pattern.exec(message)
      if (found !== null) return { rule, set, groups: found.groups ?? {} }
    }
  }
  return null
}

/** `password` → `Password`, `keyboard-interactive/pam` → `Keyboard-interactive`. */
const methodWord = (method: string) => nameWord(method.charAt(0).toUpperCase() + method.slice(1).replace(/\/.*$/, ''))

const FIELDS = new Set(['user', 'user2', 'user3', 'from', 'from2', 'port', 'at', 'atPort', 'method', 'loggedIn'])
/** Groups that only exist because a pattern has alternatives. */
const plainName = (group: string) => group.replace(/[23]$/, '')

/** Shape: fills the event and gives its name. */
function fillKnown({ rule, set, groups }: Match, isPreauth: boolean, sink: RecordSink): string {
  const { event } = sink
  const method = groups['method']
  event.type = isPreauth ? (rule.preauthType ?? rule.type) : rule.type
  event.outcome = rule.outcome ?? 'none'
  event.userName = sink.text(groups['loggedIn'] ?? groups['user'] ?? groups['user2'] ?? groups['user3'] ?? '')
  peer(groups, sink)
  if (set.service !== undefined) {
    event.service = sink.text(set.service)
    event.proto = sink.text('tcp')
  }
  if (method !== undefined) sink.attr('method', method)
  for (const [name, value] of Object.entries(groups)) {
    if (value !== undefined && value !== '' && !FIELDS.has(name)) sink.attr(plainName(name), name === 'invalid' ? true : value)
  }
  return method === undefined ? rule.name : rule.name.replace('*', methodWord(method))
}

/** The client, which the server's own log names, and the server's end where the line has it. */
function peer(groups: Match['groups'], sink: RecordSink): void {
  const { event } = sink
  const from = groups['from'] ?? groups['from2'] ?? ''
  event.srcIp = sink.ip(from)
  event.srcPort = event.srcIp === 0 ? NaN : portOf(groups['port'])
  const at = groups['at'] ?? ''
  /* A server that listens everywhere has no address of its own in the line. */
  event.dstIp = at === '0.0.0.0' || at === '::' ? 0 : sink.ip(at)
  event.dstPort = portOf(groups['atPort'])
  if (event.srcIp !== 0) event.roles = 'server-log'
  else if (from !== '' && canonicalIp(from) === null) sink.attr('from', from)
}

function fillUnknown(program: string, header: SyslogHeader, sink: RecordSink): string {
  const { event } = sink
  const isError = header.priority % 8 <= 3
  event.type =
    program === '' ? 'unnormalized' : isError ? 'error' : /^(kernel|systemd.*|init)$/.test(program) ? 'system' : 'application'
  event.specificity = program === '' ? 'fallback' : 'generic'
  return program === '' ? 'Syslog-Unnormalized' : `Syslog-${nameWord(program) || 'unnamed'}`
}

/** Shape: fills the event and gives its name. */
function fill(program: string, header: SyslogHeader, message: string, sink: RecordSink): string {
  const packet = program === 'kernel' ? readNetfilter(message) : null
  if (packet !== null) return fillNetfilter(packet, sink)
  const known = message.length > LONGEST_MESSAGE ? null : match(program, message)
  return known === null ? fillUnknown(program, header, sink) : fillKnown(known, message.includes('[preauth]'), sink)
}

/** By the level of syslog: emergency, alert, critical → critical; error → high; warning → medium; notice → low; info, debug → info. */
export const SEVERITY = [4, 4, 4, 3, 2, 1, 0, 0]

/** Shape: (header, message, is it the repetition of another) → fills the event, whose time is set already. */
export function fillMessage(header: SyslogHeader, text: string, isRepetition: boolean, sink: RecordSink): void {
  const { event } = sink
  const message = text.length > LONGEST_MESSAGE ? shorten(text, LONGEST_MESSAGE) : text
  /* Solaris writes the number of the message before it. */
  const bare = message.replace(/^\[ID \d+ \w+\.\w+\] /, '')
  const program = programName(header.program)
  const name = fill(program, header, bare, sink)
  event.name = sink.text(isRepetition ? `${name}_Repeated` : name)
  event.hostName = sink.text(header.host)
  event.sensor = event.hostName
  event.processName = sink.text(program)
  event.message = message
  event.severity = SEVERITY[header.priority % 8] ?? NaN
  if (header.pid !== '') sink.attr('pid', /^\d{1,15}$/.test(header.pid) ? Number(header.pid) : header.pid)
  if (!Number.isNaN(header.priority)) sink.attr('facility', Math.floor(header.priority / 8))
  if (header.messageId !== '') sink.attr('message_id', header.messageId)
  if (header.structuredData !== '') sink.attr('structured_data', readStructuredData(header.structuredData))
}
