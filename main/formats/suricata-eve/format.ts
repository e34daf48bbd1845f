/** Suricata's EVE log: JSON objects, one per line or in an array, of every kind the sensor writes. A record is an object. */
import { claimByLines, NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type ClockEvidence, type Head } from '../kit/format'
import { readEve } from './read'
import { statesZone } from './time'
import { FIELDS, TAXONOMY } from './words'

const TIME = /"timestamp"\s*:\s*"(\d{4}-\d{2}-\d{2}T[\d:.]{8,15}(?:Z|[+-]\d{2}:?\d{2})?)"/
const KIND = /"event_type"\s*:\s*"\w+"/
/** What stands in records of no other sensor that writes kind and time alike. */
const TELLING =
  /"(?:flow_id|pcap_cnt|in_iface|dest_ip|stats|alert)"\s*:|"event_type"\s*:\s*"(?:engine|stats|alert|flow|dns|http|tls|fileinfo|drop)"/

const isEve = (text: string) => KIND.test(text) && TIME.test(text) && TELLING.test(text)

function sniff(head: Head): Claim {
  if (/^(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{/.test(head.text)) {
    const lines = claimByLines(head, (line) => line.startsWith('{') && isEve(line), 'EVE records', 0.96)
    if (lines.confidence > 0) return lines
    /* Objects that run over lines: the first of them decides. */
    const first = head.text.slice(0, 65_536)
    if (isEve(first)) return { confidence: 0.94, why: 'its first object has timestamp and event_type of an EVE record' }
  }
  return NO_CLAIM
}

function clockEvidence(head: Head): ClockEvidence {
  const times = head.lines.map((line) => TIME.exec(line)?.[1]).filter((time) => time !== undefined)
  return { absolute: times.length > 0 && times.every(statesZone), yearWritten: true }
}

export default defineFormat({
  id: 'suricata-eve',
  title: 'Suricata EVE log',
  source: 'https://docs.suricata.io/en/latest/output/eve/eve-json-format.html',
  recordUnit: 'line',
  classes: ['ids', 'flow', 'dns', 'web', 'dhcp', 'passive-discovery'],
  clock: { zone: true, year: false },
  fields: FIELDS,
  taxonomy: TAXONOMY,
  attrs: {
    text: 'community_id',
    words: ['in_iface', 'direction'],
    integers: ['flow_id', 'pcap_cnt', 'tx_id', 'parent_id'],
  },
  sniff,
  clockEvidence,
  read: readEve,
})
