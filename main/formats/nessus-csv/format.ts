/** Nessus scans exported as CSV. A record is a row: one plugin's word on one port of one host; plugins with several CVEs have a row for each. */
import { delimiterOf, splitCsv } from '../kit/csv'
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type ClockEvidence, type Head } from '../kit/format'
import { isNessusHeader } from './columns'
import { readNessusCsv } from './read'
import { isAbsolute } from './scan-time'

function sniff(head: Head): Claim {
  const header = (head.lines[0] ?? '').replace(/^\xef\xbb\xbf/, '')
  return header.length < 8192 && isNessusHeader(splitCsv(header, delimiterOf(header)))
    ? { confidence: 0.97, why: 'its columns are a plugin, its risk and a host, as Nessus names them' }
    : NO_CLAIM
}

function clockEvidence(head: Head): ClockEvidence {
  return { absolute: isAbsolute(head.text) === true, yearWritten: true }
}

export default defineFormat({
  id: 'nessus-csv',
  title: 'Nessus scan (CSV)',
  source: 'Tenable, Nessus user guide, export a scan; CSV report format',
  recordUnit: 'report-item',
  classes: ['vulnerability-scan'],
  clock: { zone: true, year: false },
  fields: [
    {
      name: 'Scan Start Date',
      unit: 'local time of the scanner, minutes',
      doc: 'From the output of the plugin that describes the scan: the time of all rows, for no column has one. Where it is missing the date of the file stands for it.',
    },
    { name: 'Host End', unit: 'local time', doc: 'End of the scan of the host, in exports that have the column.' },
    { name: 'Plugin ID', unit: 'number', doc: 'Plugin that speaks.' },
    {
      name: 'CVE',
      unit: 'text',
      doc: 'One CVE of the weakness; a plugin with several has a row for each, so rows are not findings.',
    },
    {
      name: 'Risk',
      unit: 'None to Critical',
      doc: 'Severity of the plugin; a version in a banner is enough for most of them, patched or not.',
    },
    { name: 'Host', unit: 'address or name', doc: 'Scanned host, as it was called in the scan.' },
    { name: 'Protocol', unit: 'text', doc: 'Protocol of the port.' },
    { name: 'Port', unit: 'port', doc: 'Port the row is about; 0 means the host as a whole.' },
    { name: 'Name', unit: 'text', doc: 'Name of the plugin; what it looks for, not always what it found.' },
    { name: 'Plugin Output', unit: 'text', doc: 'What the plugin saw on this host.' },
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
      doc: 'Result of a plugin, by its family where the export has one; severity 0 is an observation, not a weakness.',
      provenance: 'plugin family of the scanner; the spelling is chosen here',
    },
  ],
  attrs: { text: 'Plugin Output', words: ['Synopsis', 'Description', 'Solution'] },
  sniff,
  clockEvidence,
  read: readNessusCsv,
})
