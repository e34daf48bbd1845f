/** Reads flows of Argus row by row. */
import type { CsvRow } from '../kit/csv'
import { readCsv, type CsvPlan } from '../kit/csv-reader'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { flagsOf, isOpeningSeen, ladderOfFlags } from '../kit/tcp-flags'
import { integerOf, microsOf, portOf } from '../kit/text'
import { FlowClock } from '../kit/flow-clock'

/** States in which Argus itself says that nobody answered. */
const UNANSWERED = new Set(['REQ', 'INT', 'S0'])
const OPEN = new Set(['CON', 'EST', 'ACC', 'TIM'])
const CLOSED = new Set(['CLO', 'FIN'])
const FLAGS = /^([FSRPAUEC]*)_([FSRPAUEC]*)$/

/** Columns that stand in the event. */
const TAKEN = new Set([
  'StartTime',
  'Dur',
  'Proto',
  'SrcAddr',
  'Sport',
  'DstAddr',
  'Dport',
  'SrcBytes',
  'DstBytes',
  'SrcPkts',
  'DstPkts',
  'Dir',
])

/** Shape: fields of a row → whether they name start, protocol and both addresses as ra does. */
export function isArgusHeader(fields: readonly string[]): boolean {
  const names = new Set(fields.map((name) => name.trim()))
  return ['StartTime', 'Proto', 'SrcAddr', 'DstAddr'].every((name) => names.has(name))
}

class RowReader implements CsvPlan {
  private readonly clock: FlowClock
  isHeader = isArgusHeader

  constructor(
    private readonly sink: RecordSink,
    decision: ClockDecision,
  ) {
    this.clock = new FlowClock(decision)
  }

  row(row: CsvRow): void {
    const { sink } = this
    const { event } = sink
    const proto = row.get('Proto').toLowerCase()
    const duration = row.get('Dur')
    event.tsUs = this.clock.read(row.get('StartTime'))
    event.tsQuality = this.clock.quality
    event.durationUs = duration === '' ? NaN : microsOf(duration)
    event.srcIp = sink.ip(row.get('SrcAddr'))
    event.dstIp = sink.ip(row.get('DstAddr'))
    const refusal = Number.isNaN(event.tsUs)
      ? 'StartTime is not a time'
      : duration !== '' && !(event.durationUs >= 0)
        ? 'Dur is not seconds'
        : (event.srcIp === 0 || event.dstIp === 0) && proto !== 'arp' && row.get('SrcAddr').includes('.')
          ? 'an address is not an address'
          : this.ports(row, proto)
    if (refusal !== null) {
      sink.reject(refusal)
      return
    }
    this.measures(row)
    this.kind(row, proto)
    row.rest(sink, TAKEN)
    sink.emit()
  }

  /** ICMP has no ports: Argus writes type and code there, in hex. */
  private ports(row: CsvRow, proto: string): string | null {
    const { event } = this.sink
    for (const [name, side] of [
      ['Sport', 'srcPort'],
      ['Dport', 'dstPort'],
    ] as const) {
      const text = row.get(name)
      const port = portOf(text)
      if (proto !== 'tcp' && proto !== 'udp') {
        if (text !== '') this.sink.attr(name, text)
      } else if (text !== '' && Number.isNaN(port)) return `${name} is not a port`
      else event[side] = port
    }
    return null
  }

  private measures(row: CsvRow): void {
    const { event } = this.sink
    for (const [src, dst, total, source, destination] of [
      ['SrcBytes', 'DstBytes', 'TotBytes', 'srcBytes', 'dstBytes'],
      ['SrcPkts', 'DstPkts', 'TotPkts', 'srcPkts', 'dstPkts'],
    ] as const) {
      const [sent, all] = [integerOf(row.get(src)), integerOf(row.get(total))]
      event[source] = sent
      event[destination] = row.has(dst) ? integerOf(row.get(dst)) : all - sent
      if (event[destination] < 0) {
        event[destination] = NaN
        event.sensorDisagrees = this.sink.text(`${src} is more than ${total}`)
      }
    }
  }

  private kind(row: CsvRow, proto: string): void {
    const { sink } = this
    const { event } = sink
    const [state, direction] = [row.get('State'), row.get('Dir')]
    if (direction !== '') sink.attr('Dir', direction)
    event.type = 'network'
    event.name = sink.text(`Argus-Flow_${proto || 'unknown'}`)
    event.proto = sink.text(proto)
    const isTalk = event.srcIp !== 0 && event.dstIp !== 0
    const isSure = !direction.includes('?') && direction !== '<-'
    event.roles = !isTalk ? 'none' : isSure ? 'first-packet' : 'arrow'
    const isAnswered = event.dstPkts > 0 || event.dstBytes > 0
    if (UNANSWERED.has(state) && isAnswered)
      event.sensorDisagrees = sink.text(`State ${state} says no answer, but the other side sent packets`)
    const flags = proto === 'tcp' ? FLAGS.exec(state) : null
    if (flags !== null) {
      const [toServer, toClient] = [flagsOf(flags[1]!), flagsOf(flags[2]!)]
      event.sessionState = ladderOfFlags(toServer, toClient)
      event.roles = isTalk && isOpeningSeen(toServer, toClient) ? 'handshake' : 'arrow'
    } else if (proto === 'tcp' || proto === 'udp') this.ladderOfNumbers(state, proto, isAnswered)
  }

  /** Without flags: silence is measured; how an answered TCP talk went is only what Argus's own state says. */
  private ladderOfNumbers(state: string, proto: string, isAnswered: boolean): void {
    const { event } = this.sink
    if (!isAnswered) event.sessionState = event.dstBytes === 0 || event.dstPkts === 0 ? 'no-answer' : 'none'
    else if (proto === 'udp') event.sessionState = 'complete'
    else event.sessionState = OPEN.has(state) ? 'open' : CLOSED.has(state) ? 'complete' : state === 'RST' ? 'aborted' : 'none'
  }
}

/** Read the whole file. */
export async function readArgus(input: SourceInput, sink: RecordSink, decision: ClockDecision): Promise<void> {
  await readCsv(input, sink, new RowReader(sink, decision))
}
