/** alert, drop and anomaly records: one packet and what the sensor thought of it. */
import { nameWord } from '../kit/taxonomy'
import { countIn, objectIn, textIn, type JsonObject } from '../kit/json'
import type { RecordSink } from '../kit/format'
import { restToAttrs, sentBy, sentence, type Eve } from './record'

/** Priority 1 is the highest. Source: Suricata user guide, classification.config; the words are Snort's high, medium, low. */
const SEVERITY_OF_PRIORITY: readonly number[] = [NaN, 3, 2, 1, 0]

function takeRule(alert: JsonObject, sink: RecordSink): void {
  const { event } = sink
  const number = (name: string) => (typeof alert[name] === 'number' ? String(alert[name]) : textIn(alert, name))
  /* Generator 1 is the rules: older records leave it out. */
  if (number('signature_id') !== '')
    event.signatureId = sink.text(`${number('gid') || '1'}:${number('signature_id')}:${number('rev') || '0'}`)
  event.signature = sink.text(textIn(alert, 'signature'))
  event.severity = SEVERITY_OF_PRIORITY[countIn(alert, 'severity')] ?? NaN
}

/** Fill the event from an alert record. */
export function alertEvent(eve: Eve): void {
  const { object, sink, proto } = eve
  const { event } = sink
  const alert = objectIn(object, 'alert')
  const category = nameWord(textIn(alert, 'category'))
  event.type = 'intrusion'
  event.name = sink.text(category === '' ? `Suricata-${nameWord(proto.toUpperCase()) || 'IP'}_Event` : `Suricata-${category}`)
  event.specificity = category === '' ? 'fallback' : 'specific'
  takeRule(alert, sink)
  event.message = sentence(textIn(alert, 'signature'))
  /* Newer sensors state which way the packet went in its flow; the flow's left side spoke first. */
  event.roles = sentBy(eve)
  if (event.roles === 'arrow' && textIn(object, 'direction') === 'to_server') event.roles = 'first-packet'
  restToAttrs(eve)
}

/** Fill the event from a drop record: a packet that was not let through. */
export function dropEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const alert = objectIn(object, 'alert')
  event.type = 'firewall'
  event.name = sink.text('Suricata-Drop')
  takeRule(alert, sink)
  event.message = sentence('dropped', textIn(objectIn(object, 'drop'), 'reason'), textIn(alert, 'signature'))
  event.roles = sentBy(eve)
  restToAttrs(eve)
}

/** Fill the event from an anomaly record: traffic that breaks its protocol. */
export function anomalyEvent(eve: Eve): void {
  const { object, sink } = eve
  const { event } = sink
  const anomaly = objectIn(object, 'anomaly')
  event.type = 'network'
  event.name = sink.text(`Suricata-Anomaly_${nameWord(textIn(anomaly, 'type')) || 'Unknown'}`)
  event.message = sentence(textIn(anomaly, 'app_proto'), textIn(anomaly, 'event'))
  event.roles = sentBy(eve)
  restToAttrs(eve)
}
