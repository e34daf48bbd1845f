/** Packets that a Linux firewall logged (iptables, nftables, UFW, firewalld), one per line of the kernel's log. A record is a line. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type ClockDecision, type Head, type RecordSink, type SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { fillNetfilter, NETFILTER_ATTRS, NETFILTER_FIELDS, NETFILTER_TAXONOMY, readNetfilter } from '../kit/netfilter'
import { SyslogClock, syslogClockEvidence } from '../kit/syslog-clock'
import { readSyslogHeader } from '../kit/syslog-header'

/** Share of lines that must be packets. WHY so many: syslog names packets just as well, and loses nothing of the lines between them. */
const SHARE = 0.9
const CONFIDENCE = 0.95

function sniff(head: Head): Claim {
  const complete = head.whole || head.lines.length < 2 ? head.lines : head.lines.slice(0, -1)
  const lines = complete.filter((line) => line.trim() !== '').slice(0, 200)
  const packets = lines.filter((line) => {
    const header = line.includes(' SRC=') ? readSyslogHeader(line) : null
    return header !== null && readNetfilter(header.message) !== null
  }).length
  if (packets === 0 || packets < SHARE * lines.length) return NO_CLAIM
  const why = `${packets} of the first ${lines.length} lines are packets logged by a Linux firewall; with more other lines between them it would be syslog`
  return { confidence: CONFIDENCE, why }
}

async function read(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const times = new SyslogClock(clock)
  await readLines(input, sink, (text) => {
    const header = readSyslogHeader(text)
    const packet = header === null ? null : readNetfilter(header.message)
    if (header === null) sink.reject('no time at the beginning of the line')
    else if (packet === null)
      sink.reject('not a logged packet: … IN=interface OUT=interface … SRC=address DST=address … expected')
    else if (!times.stamp(sink.event, header)) sink.reject('the time is not a time in its year')
    else {
      const { event } = sink
      event.name = sink.text(fillNetfilter(packet, sink))
      event.hostName = sink.text(header.host)
      event.sensor = event.hostName
      event.message = header.message.trim()
      sink.emit()
    }
  })
}

export default defineFormat({
  id: 'iptables',
  title: 'Linux firewall log',
  source: 'Linux, net/netfilter/nf_log_syslog.c; ufw(8), firewalld.conf(5) LogDenied',
  recordUnit: 'line',
  classes: ['firewall'],
  clock: { zone: true, year: true },
  fields: NETFILTER_FIELDS,
  taxonomy: NETFILTER_TAXONOMY,
  attrs: NETFILTER_ATTRS,
  sniff,
  clockEvidence: syslogClockEvidence,
  read,
})
