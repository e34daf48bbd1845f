/** flow and netflow records: what passed between two endpoints, measured by the sensor's flow table and stream engine. */
import { isOpeningSeen, ladderOfFlags } from '../kit/tcp-flags'
import { nameWord } from '../kit/taxonomy'
import { countIn, objectIn, textIn, type JsonObject } from '../kit/json'
import { askedBy, restToAttrs, sentBy, type Eve } from './record'

/** TCP flags of all packets of one side, or-ed; NaN where the stream engine did not follow the flow. */
function flagsIn(tcp: JsonObject, name: string): number {
  const text = textIn(tcp, name)
  const flags = /^[0-9a-f]{1,2}$/i.test(text) ? parseInt(text, 16) : NaN
  return flags === 0 ? NaN : flags
}

const COUNTERS = new Set(['pkts_toserver', 'pkts_toclient', 'bytes_toserver', 'bytes_toclient', 'start', 'end'])
const ONE_WAY_COUNTERS = new Set(['pkts', 'bytes', 'start', 'end'])

/** The session's own time: its first and last packet, where the record tells them. Its log time is kept beside. */
function takeSpan({ object, sink, clock }: Eve, span: JsonObject): void {
  const { event } = sink
  const startUs = clock.read(textIn(span, 'start'))
  if (Number.isNaN(startUs)) return
  const endUs = clock.read(textIn(span, 'end'))
  event.tsUs = startUs
  sink.attr('timestamp', textIn(object, 'timestamp'))
  if (endUs >= startUs) event.durationUs = endUs - startUs
  else if (endUs < startUs) event.sensorDisagrees = sink.text('the end lies before the start')
  const ageSeconds = countIn(span, 'age')
  /* Suricata takes the difference of whole seconds. */
  if (Math.abs(ageSeconds * 1e6 - event.durationUs) > 2e6) event.sensorDisagrees = sink.text('age contradicts start and end')
}

function restOf(name: string, span: JsonObject, taken: ReadonlySet<string>, { sink }: Eve): void {
  const rest = Object.entries(span).filter(([key]) => !taken.has(key))
  if (rest.length > 0) sink.attr(name, Object.fromEntries(rest))
}

/** Fill the event from a flow record. Bytes are those of whole packets as the sensor counted them, headers included. */
export function flowEvent(eve: Eve): void {
  const { object, sink, proto } = eve
  const { event } = sink
  const flow = objectIn(object, 'flow')
  takeSpan(eve, flow)
  event.type = 'network'
  event.name = sink.text(`Suricata-Flow_${nameWord(textIn(flow, 'state')) || 'Unknown'}`)
  event.srcPkts = countIn(flow, 'pkts_toserver')
  event.dstPkts = countIn(flow, 'pkts_toclient')
  event.srcBytes = countIn(flow, 'bytes_toserver')
  event.dstBytes = countIn(flow, 'bytes_toclient')
  const tcp = objectIn(object, 'tcp')
  const toServer = flagsIn(tcp, 'tcp_flags_ts')
  const toClient = event.dstPkts === 0 ? NaN : flagsIn(tcp, 'tcp_flags_tc')
  if (proto === 'tcp' && !Number.isNaN(toServer)) {
    event.sessionState = ladderOfFlags(toServer, toClient)
    event.roles = isOpeningSeen(toServer, toClient) ? askedBy(eve) : sentBy(eve)
  } else {
    /* Without flags: silence and, where nothing is opened, an exchange are measured; how a TCP talk went is not. */
    event.roles = proto === 'tcp' ? sentBy(eve) : askedBy(eve)
    if (event.dstPkts === 0 && event.srcPkts > 0 && proto !== 'icmp') event.sessionState = 'no-answer'
    else if (event.dstPkts > 0 && proto === 'udp') event.sessionState = 'complete'
  }
  restOf('flow', flow, COUNTERS, eve)
  restToAttrs(eve, 'flow')
}

/** Fill the event from a netflow record: one direction of a flow, told apart from the other. */
export function netflowEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const netflow = objectIn(object, 'netflow')
  takeSpan(eve, netflow)
  event.type = 'network'
  event.name = sink.text('Suricata-Netflow')
  event.srcPkts = countIn(netflow, 'pkts')
  event.srcBytes = countIn(netflow, 'bytes')
  event.roles = sentBy(eve)
  restOf('netflow', netflow, ONE_WAY_COUNTERS, eve)
  restToAttrs(eve, 'netflow')
}
