/** Nessus scans in the .nessus v2 XML format. A record is a ReportItem: one plugin's word on one port of one host. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type ClockEvidence, type Head } from '../kit/format'
import { isTagOf, rootTag } from '../kit/xml-reader'
import { readNessus } from './read'

/** Behind declaration, comments and document type the root element says it all. */
const sniff = (head: Head): Claim =>
  isTagOf(rootTag(head.text), 'NessusClientData_v2')
    ? { confidence: 0.99, why: 'its root element is NessusClientData_v2' }
    : NO_CLAIM

/** Absolute only where every scan time in sight stands beside its epoch. */
function clockEvidence(head: Head): ClockEvidence {
  const count = (name: string) => head.text.split(`name="${name}"`).length - 1
  return { absolute: count('HOST_END') > 0 && count('HOST_END') === count('HOST_END_TIMESTAMP'), yearWritten: true }
}

export default defineFormat({
  id: 'nessus',
  title: 'Nessus scan (.nessus)',
  source: 'Tenable, Nessus v2 file format',
  recordUnit: 'report-item',
  classes: ['vulnerability-scan'],
  clock: { zone: true, year: false },
  fields: [
    {
      name: 'HOST_END',
      unit: 'local time of the scanner',
      doc: 'When the scan of the host ended: the time of its items. Not when a weakness began.',
    },
    {
      name: 'HOST_END_TIMESTAMP',
      unit: 's since 1970, UTC',
      doc: 'The same without doubt about the zone; written by newer scanners.',
    },
    { name: 'host-ip', unit: 'address', doc: 'Scanned host; its name may have led to another address on another day.' },
    { name: 'port', unit: 'port', doc: 'Port the item is about; 0 means the host as a whole.' },
    { name: 'protocol', unit: 'text', doc: 'Protocol of the port.' },
    { name: 'svc_name', unit: 'text', doc: 'Service on the port; a question mark means that it is guessed from the number.' },
    {
      name: 'severity',
      unit: '0 info … 4 critical',
      doc: 'Severity of the plugin; a version in a banner is enough for most of them, patched or not.',
    },
    { name: 'pluginID', unit: 'number', doc: 'Plugin that speaks.' },
    { name: 'pluginName', unit: 'text', doc: 'Name of the plugin; what it looks for, not always what it found.' },
    { name: 'family', unit: 'text', doc: 'Family of the plugin; it makes the event name.' },
    { name: 'cves', unit: 'list', doc: 'CVE numbers of the weakness.' },
    {
      name: 'cm:compliance-result',
      unit: 'PASSED, FAILED, WARNING, ERROR',
      doc: 'Result of one check of an audit; warning and error mean that nothing was proven.',
    },
    { name: 'plugin_output', unit: 'text', doc: 'What the plugin saw on this host.' },
  ],
  taxonomy: [
    {
      name: 'Nessus-Policy_Compliance',
      type: 'compliance',
      specificity: 'specific',
      doc: 'Result of a configuration audit.',
      provenance: 'plugin family of the scanner; the spelling is chosen here',
    },
    {
      name: 'Nessus-*',
      type: 'vulnerability',
      specificity: 'specific',
      doc: 'Result of a plugin, by its family; severity 0 is an observation, not a weakness.',
      provenance: 'plugin family of the scanner; the spelling is chosen here',
    },
  ],
  attrs: { text: 'plugin_output', words: ['family', 'description', 'solution'] },
  sniff,
  clockEvidence,
  read: readNessus,
})
