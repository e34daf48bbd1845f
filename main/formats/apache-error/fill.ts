/** One message of a web server as an event: the rule that knows it, ModSecurity, or its level alone. */
import type { RecordSink } from '../kit/format'
import { SEVERITY } from '../kit/syslog/message'
import { integerOf, shorten } from '../kit/text'
import type { ErrorLine } from './line'
import { ERROR_RULES, type ErrorRule } from './rules'

/** Longest message that patterns are tried on, and that is kept beside the raw record. */
export const LONGEST_MESSAGE = 8192

const NAMED_TWICE = 'the line names a client more than once: the client itself wrote one of them'

const LEVELS = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug']
export const LEVEL_WORDS: Readonly<Record<string, string>> = {
  emerg: 'Emergency',
  alert: 'Alert',
  crit: 'Critical',
  error: 'Error',
  warn: 'Warning',
  notice: 'Notice',
  info: 'Information',
  debug: 'Debug',
}
const levelOf = (level: string) => (level.startsWith('trace') ? 'debug' : level)

const byCode = new Map<string, ErrorRule>(ERROR_RULES.flatMap((rule) => rule.codes.map((code) => [code, rule] as const)))

/** Tags of ModSecurity behind its message: `[id "942100"]`. */
const TAG = /\[(\w{1,20}) "((?:[^"\\]|\\.){0,2000})"\]/g

const MODSECURITY_SEVERITY: Readonly<Record<string, number>> = {
  EMERGENCY: 4,
  ALERT: 4,
  CRITICAL: 4,
  ERROR: 3,
  WARNING: 2,
  NOTICE: 1,
}

/** Shape: message of ModSecurity → fills the event and gives its name. */
function modSecurity(message: string, sink: RecordSink): string {
  const { event } = sink
  const tags = new Map<string, string>()
  for (const [, name, value] of message.matchAll(TAG)) if (!tags.has(name!)) tags.set(name!, value!.replace(/\\"/g, '"'))
  const isBlocked = /Access denied with/.test(message.slice(0, 300))
  event.type = 'intrusion'
  event.outcome = isBlocked ? 'failure' : 'unknown'
  event.signatureId = sink.text(tags.get('id') ?? '')
  event.signature = sink.text(tags.get('msg') ?? '')
  event.severity = MODSECURITY_SEVERITY[(tags.get('severity') ?? '').toUpperCase()] ?? event.severity
  event.hostName = sink.text(tags.get('hostname') ?? '')
  for (const name of ['uri', 'data', 'unique_id', 'file', 'line']) {
    const value = tags.get(name)
    if (value !== undefined) sink.attr(name, value)
  }
  return isBlocked ? 'ModSecurity_Blocked' : 'ModSecurity_Warning'
}

function known(rule: ErrorRule, message: string, sink: RecordSink): string {
  const { event } = sink
  const groups = rule.pattern.exec(message)?.groups ?? {}
  event.type = rule.type
  event.outcome = rule.outcome ?? 'none'
  /* A rule found by its code may word the user otherwise. */
  const user = groups['user'] ?? (rule.name.startsWith('Auth') ? /^user ["'`]?([^\s"'`:]{1,256})/.exec(message)?.[1] : undefined)
  event.userName = sink.text(user ?? '')
  for (const [name, value] of Object.entries(groups)) {
    if (value !== undefined && value !== '' && name !== 'user') sink.attr(name.replace(/\d$/, ''), value)
  }
  return rule.name
}

function nameOf({ code, level, message }: ErrorLine, sink: RecordSink): string {
  const text = message.slice(0, LONGEST_MESSAGE)
  if (/^(?:\[client [^\]]{1,300}\] )?ModSecurity: /.test(text)) return modSecurity(text, sink)
  const rule = byCode.get(code) ?? ERROR_RULES.find(({ pattern }) => pattern.test(text))
  if (rule !== undefined) return known(rule, text, sink)
  sink.event.type = LEVELS.indexOf(levelOf(level)) <= 3 ? 'error' : 'system'
  sink.event.specificity = 'generic'
  return LEVEL_WORDS[levelOf(level)] ?? 'Error'
}

/** Who it was about, what was asked, and the message. */
export function fillClient(
  line: Pick<ErrorLine, 'client' | 'clientName' | 'message' | 'fields' | 'isAmbiguous'>,
  sink: RecordSink,
): void {
  const { event } = sink
  event.srcIp = line.client === null ? 0 : sink.ip(line.client.ip)
  event.srcPort = line.client?.port ?? NaN
  if (event.srcIp !== 0) {
    event.roles = 'server-log'
    event.proto = sink.text('tcp')
  }
  event.hostName = sink.text((line.fields.get('host') ?? '').replace(/:\d{1,5}$/, ''))
  event.message = shorten(line.message, LONGEST_MESSAGE)
  if (line.isAmbiguous) event.sensorDisagrees = sink.text(NAMED_TWICE)
  if (line.clientName !== '') sink.attr('client', line.clientName)
  for (const [name, value] of line.fields) if (value !== '') sink.attr(name, shorten(value, LONGEST_MESSAGE))
}

/** Shape: fills the event, whose time is set already. */
export function fillError(line: ErrorLine, sink: RecordSink): void {
  const { event } = sink
  event.severity = SEVERITY[LEVELS.indexOf(levelOf(line.level))] ?? NaN
  fillClient(line, sink)
  event.name = sink.text(`${line.server}-${nameOf(line, sink)}`)
  event.processName = sink.text(line.server === 'Apache' ? 'httpd' : 'nginx')
  sink.attr('level', line.level)
  if (line.module !== '') sink.attr('module', line.module)
  if (line.code !== '') sink.attr('code', line.code)
  for (const name of ['pid', 'tid', 'connection'] as const) {
    if (line[name] !== '') sink.attr(name, Number.isNaN(integerOf(line[name])) ? line[name] : Number(line[name]))
  }
}
