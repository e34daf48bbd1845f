/** A conn row as an event, from named values (JSON, or TSV whose separator is not one byte). */
import type { RecordSink } from '../kit/format'
import { microsOfSeconds, restToAttrs, RowRefused, takeEndpoints, type ZeekRow } from './row'
import { LADDER } from '../kit/connection-states'

function count(row: ZeekRow, name: string): number {
  const value = row.takeCount(name)
  if (Number.isNaN(value) && row.values.has(name)) throw new RowRefused(`${name} is not a count`)
  return value
}

/** Attributes that the layout keeps as words: T or F as Zeek's own table writes them. */
function localAttr(row: ZeekRow, sink: RecordSink, name: string): void {
  const value = row.take(name)
  if (value !== undefined) sink.attr(name, value === true ? 'T' : value === false ? 'F' : value)
}

/** Fill the event from a conn row. Errors: RowRefused. */
export function connEvent(row: ZeekRow, sink: RecordSink): void {
  const { event } = sink
  takeEndpoints(row, sink)
  const proto = row.takeText('proto') ?? ''
  const state = row.takeText('conn_state') ?? ''
  const duration = row.take('duration')
  if (duration !== undefined) {
    if (typeof duration !== 'number') throw new RowRefused('duration is not a number')
    event.durationUs = microsOfSeconds(duration)
  }
  event.type = 'network'
  event.name = sink.text(state === '' ? 'Zeek-Conn' : `Zeek-Conn_${state}`)
  event.proto = sink.text(proto)
  event.service = sink.text(row.takeText('service') ?? '')
  event.srcBytes = count(row, 'orig_bytes')
  event.dstBytes = count(row, 'resp_bytes')
  event.srcPkts = count(row, 'orig_pkts')
  event.dstPkts = count(row, 'resp_pkts')
  event.sessionState = LADDER[state] ?? 'none'
  /* Zeek calls every ICMP and many UDP talks OTH: nothing is missing of them. */
  if (proto !== 'tcp' && event.sessionState === 'one-sided') event.sessionState = 'none'
  event.roles = proto !== 'tcp' ? 'first-packet' : state === 'OTH' || state === '' ? 'arrow' : 'handshake'
  event.rolesDoubted = row.text('history')?.includes('^') ?? false
  localAttr(row, sink, 'local_orig')
  localAttr(row, sink, 'local_resp')
  restToAttrs(row, sink)
}
