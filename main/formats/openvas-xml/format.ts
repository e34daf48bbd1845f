/** OpenVAS (Greenbone) reports, as XML or CSV. A record is a result: one test's word on one port of one host. */
import { splitCsv } from '../kit/csv'
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head } from '../kit/format'
import { isTagOf, rootTag } from '../kit/xml-reader'
import { isReportHeader, readOpenvas } from './read'

function sniff(head: Head): Claim {
  const tag = rootTag(head.text)
  const isReport = isTagOf(tag, 'report') || isTagOf(tag, 'get_reports_response')
  /* Many reports are called report: its protocol, its tests or its results must be Greenbone's. */
  if (isReport && /<nvt oid="|<(?:gmp|omp)>|format_id="[0-9a-f-]{36}"/.test(head.text)) {
    return { confidence: 0.97, why: 'its root element is a report with tests of OpenVAS' }
  }
  const header = (head.lines[0] ?? '').replace(/^\xef\xbb\xbf/, '')
  if (header.length < 8192 && isReportHeader(splitCsv(header, ',')))
    return { confidence: 0.96, why: 'its columns are those of an OpenVAS report' }
  return NO_CLAIM
}

export default defineFormat({
  id: 'openvas-xml',
  title: 'OpenVAS report',
  source: 'https://docs.greenbone.net/API/GMP/gmp.html, report',
  recordUnit: 'report-item',
  classes: ['vulnerability-scan'],
  clock: { zone: false, year: false },
  fields: [
    {
      name: 'creation_time',
      unit: 'ISO 8601',
      doc: 'When the result was created; outside the scan of its host it was imported later, and the end of that scan is taken instead.',
    },
    { name: 'host', unit: 'address', doc: 'Scanned host.' },
    { name: 'port', unit: 'port/protocol', doc: 'Port the result is about; general means the host as a whole.' },
    { name: 'threat', unit: 'Log to Critical', doc: 'Severity of the result; High covers all of 7.0 to 10.0 in most versions.' },
    { name: 'score', unit: 'CVSS, 0 to 10', doc: 'Base score of the test.' },
    {
      name: 'qod',
      unit: 'percent',
      doc: 'Quality of detection: below 70 the test went by a version in a banner, patched or not.',
    },
    { name: 'nvt.oid', unit: 'OID', doc: 'Test that speaks.' },
    { name: 'nvt.name', unit: 'text', doc: 'Name of the test; what it looks for, not always what it found.' },
    { name: 'family', unit: 'text', doc: 'Family of the test; it makes the event name. CSV exports do not have it.' },
    { name: 'cves', unit: 'list', doc: 'CVE numbers of the weakness.' },
    { name: 'description', unit: 'text', doc: 'What the test saw on this host.' },
  ],
  taxonomy: [
    {
      name: 'OpenVAS-*',
      type: 'vulnerability',
      specificity: 'specific',
      doc: 'Result of a test, by its family; severity 0 is an observation, not a weakness.',
      provenance: 'family of the test; the spelling is chosen here',
    },
  ],
  attrs: { text: 'description', words: ['family', 'tags', 'threat'] },
  sniff,
  read: readOpenvas,
})
