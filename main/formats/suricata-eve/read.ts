/** Reads an EVE log record by record, and says what the sensor says of its own losses. */
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { countIn, objectIn, type JsonObject } from '../kit/json'
import { readJsonRecords } from '../kit/json-reader'
import { alertEvent, anomalyEvent, dropEvent } from './alert'
import { flowEvent, netflowEvent } from './flow'
import { ftpEvent, kerberosEvent, smbEvent, vncEvent } from './logins'
import { dhcpEvent, dnsEvent, fileEvent, httpEvent, plainEvent, sshEvent, tlsEvent } from './protocols'
import { openRecord, RecordRefused, restToAttrs, sentence, type Eve } from './record'
import { EveClock } from './time'

type Mapping = (eve: Eve) => void
const MAPPINGS: ReadonlyMap<string, Mapping> = new Map<string, Mapping>([
  ['alert', alertEvent],
  ['drop', dropEvent],
  ['anomaly', anomalyEvent],
  ['flow', flowEvent],
  ['netflow', netflowEvent],
  ['dns', dnsEvent],
  ['mdns', dnsEvent],
  ['http', httpEvent],
  ['http2', httpEvent],
  ['tls', tlsEvent],
  ['quic', tlsEvent],
  ['ssh', sshEvent],
  ['fileinfo', fileEvent],
  ['dhcp', dhcpEvent],
  ['krb5', kerberosEvent],
  ['smb', smbEvent],
  ['ftp', ftpEvent],
  ['rfb', vncEvent],
])

class EveReader {
  private readonly clock: EveClock
  private alerts = 0
  private unclassed = 0
  private oneWay = 0
  /** Counters of `stats` run on from the sensor's start: the largest is the last. */
  private packets = 0
  private lost = 0

  constructor(
    private readonly sink: RecordSink,
    decision: ClockDecision,
  ) {
    this.clock = new EveClock(decision)
  }

  record(object: JsonObject): void {
    const { sink } = this
    try {
      const eve = openRecord(object, sink, this.clock)
      if (eve.kind === 'stats') this.stats(eve)
      else (MAPPINGS.get(eve.kind) ?? plainEvent)(eve)
      this.count(eve)
    } catch (error) {
      if (!(error instanceof RecordRefused)) throw error
      sink.reject(error.message)
      return
    }
    sink.emit()
  }

  finish(): void {
    const { sink, alerts, unclassed, lost, packets, oneWay } = this
    if (alerts > 0) {
      const text = `${unclassed} of ${alerts} alerts are of rules without a class: their name says unclassified, not intrusion.`
      const level = unclassed === 0 ? 'ok' : unclassed * 2 > alerts ? 'warning' : 'info'
      sink.check({ id: 'suricata-fallback', level, text, count: unclassed })
    }
    if (lost > 0) {
      const text = `The sensor counted ${packets} packets and says that ${lost} were dropped before it saw them: what it did not see is no proof of absence.`
      sink.check({ id: 'suricata-drops', level: 'warning', text, count: lost })
    }
    if (oneWay > 0) {
      const text = 'netflow records tell one direction each: they are events, not sessions; sessions come from flow records.'
      sink.check({ id: 'suricata-one-way', level: 'info', text, count: oneWay })
    }
  }

  private count({ kind, sink }: Eve): void {
    if (kind === 'netflow') this.oneWay++
    if (kind !== 'alert') return
    this.alerts++
    if (sink.event.specificity === 'fallback') this.unclassed++
  }

  private stats(eve: Eve): void {
    const { object, sink } = eve
    const { event } = sink
    const stats = objectIn(object, 'stats')
    const capture = objectIn(stats, 'capture')
    const packets = countIn(capture, 'kernel_packets') || countIn(objectIn(stats, 'decoder'), 'pkts') || 0
    const lost = countIn(capture, 'kernel_drops') || 0
    this.packets = Math.max(this.packets, packets)
    this.lost = Math.max(this.lost, lost)
    event.type = 'stats'
    event.name = sink.text('Suricata-Stats')
    event.message = sentence(`${packets} packets, ${lost} dropped`)
    restToAttrs(eve)
  }
}

/** Read the whole log. */
export async function readEve(input: SourceInput, sink: RecordSink, decision: ClockDecision): Promise<void> {
  const reader = new EveReader(sink, decision)
  await readJsonRecords(input, sink, { read: (object) => reader.record(object) })
  reader.finish()
}
