/** Snort alerts sent by syslog (alert_syslog). A record is a line: one packet that matched a rule. */
import { claimByLines } from '../kit/detect'
import { readEndpoint } from '../kit/endpoint'
import { defineFormat, type ClockDecision, type RecordSink, type SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { SNORT_FIELDS, SNORT_TAXONOMY, SnortAlerts, type SnortAlert } from '../kit/snort-alert'
import { SyslogClock, syslogClockEvidence } from '../kit/syslog-clock'
import { readSyslogHeader, type SyslogHeader } from '../kit/syslog-header'
import { integerOf } from '../kit/text'

const PROGRAM = /^(?:snort|suricata|sf(?:imsd|ims)?|barnyard2?|SFIMS)$/i
/** `[gid:sid:rev] text [Classification: …] [Priority: 2]: {TCP} a -> b`; Suricata puts [**] around, some write <interface> before the protocol. */
const ALERT =
  /^(?:\[\w+\] )?(?:\[\*\*\] )?\[(\d+):(\d+):(\d+)\]:? ?(.*?)(?: \[\*\*\])?(?: ?\[Classification: ([^\]]*)\])?(?: ?\[Priority: (\d+)\])?:? (?:<[^>]*> ?)?\{([^}]+)\} (\S+) -> (\S+)\s*$/
const LOOKS = /\[\d+:\d+:\d+\].*\{[^}]+\} \S+ -> \S+\s*$/

interface Read {
  header: SyslogHeader
  alert: SnortAlert
}

/** Shape: line → header and alert, or the reason why it is none. */
function readAlert(line: string): Read | string {
  const header = readSyslogHeader(line)
  if (header === null) return 'no time at the beginning of the line'
  if (!PROGRAM.test(header.program)) return 'not a line of Snort (snort: expected)'
  const match = ALERT.exec(header.message)
  if (match === null) return 'not an alert: [gid:sid:rev] text … {PROTO} address -> address expected'
  const [, gid, sid, rev, message, classification = '', priority, protocol, from, to] = match
  const name = protocol!.toUpperCase()
  const proto = /^(IPV6-ICMP|ICMP6|ICMPV6)$/.test(name) ? 'ICMP' : name
  const hasPorts = /^(TCP|UDP|SCTP)$/.test(proto)
  const [src, dst] = [readEndpoint(from!, hasPorts), readEndpoint(to!, hasPorts)]
  if (src === null || dst === null) return 'an address is not an address'
  if (!hasPorts) src.port = dst.port = NaN
  const alert = { gid: gid!, sid: sid!, rev: rev!, message: message!, proto, src, dst, priority: integerOf(priority) }
  return { header, alert: { ...alert, classification: classification === '(null)' ? '' : classification } }
}

/** Most lines have nothing of an alert: those are not taken apart. */
const isAlertLine = (line: string): boolean => line.length < 4096 && LOOKS.test(line) && typeof readAlert(line) !== 'string'

async function read(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const times = new SyslogClock(clock)
  const alerts = new SnortAlerts(sink)
  await readLines(input, sink, (text) => {
    const line = text.length > 8192 ? 'longer than 8192 characters: no alert is' : readAlert(text)
    if (typeof line === 'string') sink.reject(line)
    else if (!times.stamp(sink.event, line.header)) sink.reject('the time is not a time in its year')
    else {
      alerts.fill(line.alert)
      sink.event.sensor = sink.text(line.header.host)
      if (line.header.pid !== '') sink.attr('pid', integerOf(line.header.pid))
      sink.emit()
    }
  })
  alerts.finish()
}

export default defineFormat({
  id: 'snort-syslog',
  title: 'Snort alerts in syslog',
  source: 'Snort manual, alert_syslog; RFC 3164',
  recordUnit: 'line',
  classes: ['ids'],
  clock: { zone: true, year: true },
  fields: [
    {
      name: 'time',
      unit: 'local time without year, or ISO 8601',
      doc: 'When the line was written, in whole seconds; the packet itself came shortly before. Relays may put their own.',
    },
    { name: 'host', unit: 'text', doc: 'Sensor that wrote the line.' },
    ...SNORT_FIELDS,
  ],
  taxonomy: SNORT_TAXONOMY,
  attrs: { words: ['classification'], integers: ['priority', 'pid'] },
  /* Above plain syslog, which these lines are as well. */
  sniff: (head) => claimByLines(head, isAlertLine, 'alerts of Snort in syslog', 0.97),
  clockEvidence: syslogClockEvidence,
  read,
})
