/** Packet captures, pcap and pcapng. A record is a packet; an event is a flow, or what an application said in one. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head } from '../kit/format'
import { magicAt } from './capture/magic'
import { FIELDS } from './fields'
import { readCapture } from './read'
import { TAXONOMY } from './taxonomy'

function sniff({ bytes }: Head): Claim {
  const kind = bytes.length >= 12 ? magicAt(bytes, 0) : null
  return kind === null ? NO_CLAIM : { confidence: 0.99, why: `begins with the header of a ${kind} file` }
}

export default defineFormat({
  id: 'pcap',
  title: 'Packet capture (pcap, pcapng)',
  source:
    'https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/ and https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/',
  recordUnit: 'packet',
  classes: ['flow', 'packets', 'dns', 'web', 'dhcp'],
  clock: { zone: false, year: false },
  fields: FIELDS,
  taxonomy: TAXONOMY,
  attrs: {
    text: 'community_id',
    words: ['conn_state', 'history', 'vlan'],
    integers: ['missed_bytes', 'orig_ip_bytes', 'resp_ip_bytes', 'orig_wire_bytes'],
  },
  sniff,
  read: (input, sink, clock) => readCapture(input, sink, clock),
})
