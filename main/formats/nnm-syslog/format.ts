/** Real-time syslog of Tenable's passive scanner (PVS, later NNM). A record is a line. */
import { claimByLines } from '../kit/detect'
import type { Endpoint } from '../kit/endpoint'
import { defineFormat, type ClockDecision, type RecordSink, type SourceInput, type TaxonomyEntry } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { SyslogClock, syslogClockEvidence } from '../kit/syslog-clock'
import { shorten } from '../kit/text'
import { isPassiveLine, readPassive, type PassiveLine } from './line'
import { BUILT_IN, type BuiltIn } from './plugins'

const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmp', 132: 'sctp' }

const WEAKNESS: BuiltIn = {
  name: 'PVS-Vulnerability',
  type: 'vulnerability',
  doc: 'Weakness seen in traffic, with a risk.',
  isTalk: false,
}
const INFORMATION: BuiltIn = {
  name: 'PVS-Information',
  type: 'vulnerability',
  doc: 'Something about a host seen in traffic, without risk.',
  isTalk: false,
}

/** The scanner writes 0.0.0.0:0 for “nobody”, and port 0 for “no port”. */
const isNobody = ({ ip }: Endpoint) => ip === '0.0.0.0' || ip === '::'
const portOrNone = ({ port }: Endpoint) => (port === 0 ? NaN : port)

function emit(line: PassiveLine, sink: RecordSink): void {
  const { event } = sink
  const kind = BUILT_IN[line.pluginId] ?? (line.severity > 0 ? WEAKNESS : INFORMATION)
  event.type = kind.type
  event.name = sink.text(kind.name)
  event.specificity = kind === INFORMATION || kind === WEAKNESS ? 'generic' : 'specific'
  event.sensor = sink.text(line.header.host)
  event.proto = sink.text(PROTOCOLS[line.protocol] ?? line.protocol)
  if (!isNobody(line.src)) {
    event.srcIp = sink.ip(line.src.ip)
    event.srcPort = portOrNone(line.src)
  }
  if (!isNobody(line.dst)) {
    event.dstIp = sink.ip(line.dst.ip)
    event.dstPort = portOrNone(line.dst)
    if (kind.isTalk) event.roles = 'first-packet'
  }
  event.severity = line.severity
  event.signatureId = sink.text(line.pluginId)
  event.signature = sink.text(line.pluginName)
  event.message = shorten([line.pluginName, ...line.details].join(': '), 500)
  facts(line, sink)
  const [first, second] = line.details
  if (first !== undefined) sink.attr(second === undefined ? 'text' : 'description', first)
  if (second !== undefined) sink.attr('output', second)
  sink.emit()
}

function facts(line: PassiveLine, sink: RecordSink): void {
  const { tsUs } = sink.event
  const host = line.src.ip
  const text = line.details.at(-1)
  const port = portOrNone(line.src)
  const proto = PROTOCOLS[line.protocol] ?? line.protocol
  if (line.pluginId === '0' && !Number.isNaN(port)) sink.fact({ host, kind: 'service', value: 'open', port, proto, tsUs })
  if (line.pluginId === '1' && text !== undefined) sink.fact({ host, kind: 'os', value: text, tsUs })
  if (line.pluginId === '1442' && text !== undefined) sink.fact({ host, kind: 'software', value: text, tsUs })
}

async function read(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const times = new SyslogClock(clock)
  await readLines(input, sink, (text) => {
    const line = readPassive(text)
    if (typeof line === 'string') sink.reject(line)
    else if (!times.stamp(sink.event, line.header)) sink.reject('the time is not a time in its year')
    else emit(line, sink)
  })
}

const DOCUMENTED = 'Tenable, internal PVS plugin ids; the name is chosen here'
const taxonomy: TaxonomyEntry[] = [
  ...Object.values(BUILT_IN).map(({ name, type, doc }): TaxonomyEntry => ({
    name,
    type,
    doc,
    specificity: 'specific',
    provenance: DOCUMENTED,
  })),
  ...[WEAKNESS, INFORMATION].map(({ name, type, doc }): TaxonomyEntry => ({
    name,
    type,
    doc,
    specificity: 'generic',
    provenance: 'chosen here; the plugin stands in signature',
  })),
]

export default defineFormat({
  id: 'nnm-syslog',
  title: 'Passive scanner syslog (PVS, NNM)',
  source: 'https://docs.tenable.com/nessus-network-monitor/Content/StandardSyslogMessageTypes.htm',
  recordUnit: 'line',
  classes: ['passive-discovery', 'vulnerability-scan'],
  clock: { zone: true, year: true },
  fields: [
    {
      name: 'timestamp',
      unit: 'local time, no year, no zone',
      doc: 'When the scanner wrote the line; it reports a fact once, so the fact may be older.',
    },
    {
      name: 'src_ip:src_port',
      unit: 'address:port',
      doc: 'Source of the traffic; for facts about one host, that host. Port 0 means none.',
    },
    { name: 'dst_ip:dst_port', unit: 'address:port', doc: 'Destination of the traffic; 0.0.0.0:0 means none.' },
    { name: 'protocol', unit: 'IP protocol number', doc: 'Protocol of the traffic.' },
    { name: 'plugin_id', unit: 'number', doc: 'Check that fired; 0 to 14 are built in, higher ones are plugins.' },
    { name: 'plugin_name', unit: 'text', doc: 'Name of the check, the vendor’s words.' },
    { name: 'description', unit: 'text', doc: 'Plugin description, or the packet that matched.' },
    {
      name: 'output',
      unit: 'text',
      doc: 'What was seen, or the packet before the one that matched; a banner states what a host claims to be.',
    },
    { name: 'text', unit: 'text', doc: 'The only detail of lines that carry one.' },
    { name: 'risk', unit: 'NONE INFO LOW MEDIUM HIGH CRITICAL', doc: 'Risk of the plugin, not of this host.' },
  ],
  taxonomy,
  attrs: { words: ['text'] },
  sniff: (head) => claimByLines(head, isPassiveLine, 'lines of the passive scanner', 0.96),
  clockEvidence: syslogClockEvidence,
  read,
})
