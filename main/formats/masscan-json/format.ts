/** What masscan found: its JSON (-oJ, -oD), its list (-oL), its XML (-oX). A record is an answer, or a host's answers where it wrote them together. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head, type TaxonomyEntry } from '../kit/format'
import { formOf, readMasscan, type Form } from './read'

const CLAIMS: Readonly<Record<Form, Claim>> = {
  xml: { confidence: 0.99, why: 'its root element is nmaprun, and masscan says that it wrote it' },
  list: { confidence: 0.97, why: 'begins with a line of masscan’s list' },
  json: { confidence: 0.96, why: 'its first object has ip, timestamp and ports as masscan writes them' },
}

function sniff(head: Head): Claim {
  const form = formOf(head.text)
  return form === null ? NO_CLAIM : CLAIMS[form]
}

const entry = (name: string, doc: string): TaxonomyEntry => ({
  name: `Masscan-${name}`,
  type: 'network',
  specificity: 'specific',
  doc,
  provenance: 'state or banner as masscan calls it; the spelling is chosen here',
})

export default defineFormat({
  id: 'masscan-json',
  title: 'masscan results',
  source: 'https://github.com/robertdavidgraham/masscan, manual, OUTPUT',
  recordUnit: 'record',
  classes: ['vulnerability-scan'],
  clock: { zone: false, year: false },
  fields: [
    { name: 'ip', unit: 'address', doc: 'Host that answered. Hosts that did not answer are not written: silence is no entry.' },
    { name: 'timestamp', unit: 's since 1970, UTC', doc: 'When the answer came.' },
    { name: 'port', unit: 'port', doc: 'Port that answered; 0 of icmp is the host itself.' },
    { name: 'proto', unit: 'text', doc: 'Protocol of the probe.' },
    { name: 'status', unit: 'text', doc: 'What the port answered. masscan keeps no state: an answer can be that of a firewall.' },
    { name: 'reason', unit: 'text', doc: 'The packet that settled the state.' },
    { name: 'ttl', unit: 'hops', doc: 'Time to live of the answer.' },
    { name: 'service', unit: 'text', doc: 'Kind of banner; by its content, not by the port.' },
    { name: 'banner', unit: 'text', doc: 'What the host said of itself.' },
  ],
  taxonomy: [
    entry('Host_up', 'Host that answered a ping.'),
    entry('Port_open', 'Port that accepted the probe.'),
    entry('Port_closed', 'Port that answered that nothing listens.'),
    entry('Port_*', 'Port in another state.'),
    entry('Banner_*', 'What a service said of itself, by kind.'),
  ],
  attrs: { text: 'banner', words: ['reason', 'service', 'ttl'] },
  sniff,
  read: readMasscan,
})
