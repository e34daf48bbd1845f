/** Nmap scans in XML (-oX). A record is a host: whether it answered, what its ports said, what scripts found. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head, type TaxonomyEntry } from '../kit/format'
import { isTagOf, rootTag } from '../kit/xml-reader'
import { readNmap } from './read'

/** masscan writes the same root with its own name, and other meanings of `host`: it is read by its own format. */
function sniff(head: Head): Claim {
  const tag = rootTag(head.text)
  if (!isTagOf(tag, 'nmaprun') || /\bscanner="masscan"/.test(tag)) return NO_CLAIM
  return { confidence: 0.99, why: 'its root element is nmaprun, and masscan did not write it' }
}

const entry = (name: string, type: TaxonomyEntry['type'], doc: string): TaxonomyEntry => ({
  name: `Nmap-${name}`,
  type,
  specificity: 'specific',
  doc,
  provenance: 'state or script as Nmap calls it; the spelling is chosen here',
})

export default defineFormat({
  id: 'nmap-xml',
  title: 'Nmap scan (XML)',
  source: 'https://nmap.org/book/nmap-dtd.html',
  recordUnit: 'record',
  classes: ['vulnerability-scan'],
  clock: { zone: false, year: false },
  fields: [
    {
      name: 'endtime',
      unit: 's since 1970, UTC',
      doc: 'When the scan of the host ended: the time of all that is said of it. Hosts that were down may have none; they take the start of the scan.',
    },
    {
      name: 'address',
      unit: 'address',
      doc: 'Scanned host, as the scanner reached it: behind address translation that may be another machine.',
    },
    { name: 'status.state', unit: 'up or down', doc: 'Down means that no probe was answered, which a firewall does too.' },
    { name: 'portid', unit: 'port', doc: 'Port that was probed.' },
    { name: 'protocol', unit: 'text', doc: 'Protocol of the port.' },
    {
      name: 'state',
      unit: 'text',
      doc: 'What the port answered; open|filtered means no answer, which for UDP is not proof of a service.',
    },
    { name: 'reason', unit: 'text', doc: 'The packet that settled the state.' },
    { name: 'service.name', unit: 'text', doc: 'Service; where method is table it is guessed from the port number alone.' },
    { name: 'conf', unit: '0 to 10', doc: 'How sure the scanner is of the service: 3 is the guess by number.' },
    { name: 'extraports', unit: 'list', doc: 'How many ports are not listed one by one, by state.' },
    { name: 'osmatch', unit: 'list', doc: 'Guesses of the operating system from how it answers, with accuracy in percent.' },
    { name: 'script', unit: 'text', doc: 'What a script saw; its severity is above 0 only where it states the host vulnerable.' },
    { name: 'cves', unit: 'list', doc: 'CVE numbers of what a script states as vulnerable.' },
    { name: 'args', unit: 'text', doc: 'How the scanner was called: ports that were not asked for are not in the answer.' },
  ],
  taxonomy: [
    entry('Host_up', 'network', 'Host that answered the scanner.'),
    entry('Host_down', 'network', 'Address that did not answer the scanner.'),
    entry('Host_*', 'network', 'Host in a state the scanner could not settle.'),
    entry('Port_open', 'network', 'Port that accepted the scanner.'),
    entry('Port_closed', 'network', 'Port that answered that nothing listens.'),
    entry('Port_filtered', 'network', 'Port that did not answer, or was kept from answering.'),
    entry('Port_*', 'network', 'Port in another state.'),
    entry(
      'Script_*',
      'vulnerability',
      'Result of a script; severity 0 is an observation. Scripts about the network at large are network.',
    ),
  ],
  attrs: { text: 'output', words: ['reason', 'method', 'product'] },
  sniff,
  read: readNmap,
})
