/** Reads flow records of nfdump and rwcut row by row. */
import type { CsvRow } from '../kit/csv'
import { readCsv, type CsvPlan } from '../kit/csv-reader'
import { FlowClock } from '../kit/flow-clock'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { flagsOf, ladderOfBoth } from '../kit/tcp-flags'
import { integerOf, microsOf, portOf } from '../kit/text'
import { isFlowHeader, TAKEN, valueOf } from './columns'

const PROTOCOLS: Readonly<Record<string, string>> = {
  ...{ 1: 'icmp', 2: 'igmp', 6: 'tcp', 17: 'udp', 47: 'gre', 50: 'esp', 51: 'ah', 58: 'icmp', 89: 'ospf', 132: 'sctp' },
  ...{ icmp6: 'icmp', 'ipv6-icmp': 'icmp' },
}
const HAS_PORTS = new Set(['tcp', 'udp', 'sctp'])
const SYN = 0x02

function protocolOf(text: string): string {
  const name = text.toLowerCase()
  return Object.hasOwn(PROTOCOLS, name) ? PROTOCOLS[name]! : name
}

class RowReader implements CsvPlan {
  private readonly clock: FlowClock
  private oneWay = 0
  private isInSummary = false
  isHeader = isFlowHeader

  constructor(
    private readonly sink: RecordSink,
    decision: ClockDecision,
  ) {
    this.clock = new FlowClock(decision)
  }

  /** nfdump prints totals below the rows, and says so; several printouts in one file begin again with a header. */
  isStructure = (line: string): boolean => {
    if (/^(?:ts|firstSeen|first|\s*sIP)\b/.test(line)) this.isInSummary = false
    else if (/^Summary\s*:?/.test(line)) this.isInSummary = true
    return this.isInSummary || /^#|^No matched flows/.test(line)
  }

  row(row: CsvRow): void {
    const { sink } = this
    const { event } = sink
    const proto = protocolOf(valueOf(row, 'proto'))
    event.tsUs = this.clock.read(valueOf(row, 'start'))
    event.tsQuality = this.clock.quality
    event.srcIp = sink.ip(valueOf(row, 'src'))
    event.dstIp = sink.ip(valueOf(row, 'dst'))
    event.srcPkts = integerOf(valueOf(row, 'srcPkts'))
    event.srcBytes = integerOf(valueOf(row, 'srcBytes'))
    const refusal = Number.isNaN(event.tsUs)
      ? 'the start is not a time'
      : event.srcIp === 0 || event.dstIp === 0
        ? 'an address is not an address'
        : Number.isNaN(event.srcPkts) || Number.isNaN(event.srcBytes)
          ? 'packets or bytes are not a count'
          : this.ports(row, proto)
    if (refusal !== null) {
      sink.reject(refusal)
      return
    }
    event.type = 'network'
    event.name = sink.text(`NetFlow-Flow_${proto || 'unknown'}`)
    event.proto = sink.text(proto)
    event.sensor = sink.text(valueOf(row, 'sensor'))
    this.span(row)
    this.sides(row, proto)
    row.rest(sink, TAKEN)
    sink.emit()
  }

  finish(): void {
    if (this.oneWay === 0) return
    const text =
      'Flow records tell one direction each: a connection stands in two of them, and which side opened it is worked out from the case.'
    this.sink.check({ id: 'netflow-one-way', level: 'info', text, count: this.oneWay })
  }

  /** ICMP has no ports: type and code stand in the destination port as `8.0` or 2048. */
  private ports(row: CsvRow, proto: string): string | null {
    const { event } = this.sink
    for (const side of ['srcPort', 'dstPort'] as const) {
      const text = valueOf(row, side)
      if (!HAS_PORTS.has(proto)) {
        if (text !== '' && text !== '0') this.sink.attr(side, text)
      } else {
        event[side] = portOf(text)
        if (text !== '' && Number.isNaN(event[side])) return 'a port is not a port'
      }
    }
    return null
  }

  private span(row: CsvRow): void {
    const { event } = this.sink
    const endUs = this.clock.read(valueOf(row, 'end'))
    const stated = microsOf(valueOf(row, 'duration'))
    const spanUs = endUs - event.tsUs
    if (endUs < event.tsUs) event.sensorDisagrees = this.sink.text('the end lies before the start')
    else if (Math.abs(stated - spanUs) > 1_000_000)
      event.sensorDisagrees = this.sink.text('the duration contradicts start and end')
    /* Start and end are rounded by some exports, the duration is not. */
    if (stated >= 0 && !(Math.abs(stated - spanUs) > 1_000_000)) event.durationUs = stated
    else if (spanUs >= 0) event.durationUs = spanUs
  }

  private sides(row: CsvRow, proto: string): void {
    const { event } = this.sink
    const [pkts, bytes] = [integerOf(valueOf(row, 'dstPkts')), integerOf(valueOf(row, 'dstBytes'))]
    const flags = proto === 'tcp' ? flagsOf(valueOf(row, 'flags')) : NaN
    /* A lone SYN is the opening; anything else in one direction says nothing of who began. */
    event.roles = flags === SYN ? 'handshake' : 'arrow'
    if (pkts > 0) {
      event.dstPkts = pkts
      event.dstBytes = bytes
      event.sessionState = proto === 'tcp' ? ladderOfBoth(flags) : proto === 'udp' ? 'complete' : 'none'
      return
    }
    this.oneWay++
    if (HAS_PORTS.has(proto)) event.sessionState = 'one-sided'
  }
}

/** Read the whole file. */
export async function readNetflow(input: SourceInput, sink: RecordSink, decision: ClockDecision): Promise<void> {
  const reader = new RowReader(sink, decision)
  await readCsv(input, sink, reader)
  reader.finish()
}
