/** Argus flows as ra prints them with commas, .binetflow files among them. A record is a row: one talk between two endpoints, both directions. */
import { delimiterOf, splitCsv } from '../kit/csv'
import { NO_CLAIM } from '../kit/detect'
import { isMoment } from '../kit/flow-clock'
import { defineFormat, type Claim, type ClockEvidence, type Head } from '../kit/format'
import { isArgusHeader, readArgus } from './read'

const headerOf = (head: Head) => {
  const line = (head.lines[0] ?? '').slice(0, 8192).replace(/^\xef\xbb\xbf/, '')
  return { delimiter: delimiterOf(line), names: splitCsv(line, delimiterOf(line)) }
}

function sniff(head: Head): Claim {
  return isArgusHeader(headerOf(head).names) ? { confidence: 0.97, why: 'its columns are those of Argus’s ra' } : NO_CLAIM
}

function clockEvidence(head: Head): ClockEvidence {
  const { delimiter, names } = headerOf(head)
  const column = names.findIndex((name) => name.trim() === 'StartTime')
  const times = head.lines.slice(1, 20).map((line) => (splitCsv(line, delimiter)[column] ?? '').trim())
  return {
    absolute: column >= 0 && times.some((time) => time !== '') && times.every((time) => time === '' || isMoment(time)),
    yearWritten: true,
  }
}

export default defineFormat({
  id: 'argus-csv',
  title: 'Argus flows (CSV)',
  source: 'Argus, ra(1)',
  recordUnit: 'record',
  classes: ['flow'],
  clock: { zone: true, year: false },
  fields: [
    {
      name: 'StartTime',
      unit: 'local time of whoever ran ra, or s since 1970',
      doc: 'First packet of the flow; the zone is not written.',
    },
    {
      name: 'Dur',
      unit: 's',
      doc: 'From first to last packet; long talks are cut into several records by the sensor’s status interval.',
    },
    { name: 'Proto', unit: 'text', doc: 'Transport protocol.' },
    {
      name: 'SrcAddr',
      unit: 'address',
      doc: 'Who sent the first packet seen; where Dir has a question mark that need not be who opened the talk.',
    },
    { name: 'Sport', unit: 'port', doc: 'Port of the left side; for ICMP type or id, in hex.' },
    { name: 'Dir', unit: 'arrow', doc: 'Which way packets went; a question mark means that the opening was not seen.' },
    { name: 'DstAddr', unit: 'address', doc: 'The other side.' },
    { name: 'Dport', unit: 'port', doc: 'Port of the other side; for ICMP code, in hex.' },
    {
      name: 'State',
      unit: 'text',
      doc: 'TCP flags of each side, or a word; the ladder goes by flags and counts, and a word they contradict is marked.',
    },
    { name: 'SrcBytes', unit: 'bytes', doc: 'Sent by the left side: whole packets, headers included.' },
    { name: 'TotBytes', unit: 'bytes', doc: 'Sent by both sides; what the other side sent is the difference.' },
    { name: 'SrcPkts', unit: 'packets', doc: 'Sent by the left side; absent in some files.' },
    { name: 'TotPkts', unit: 'packets', doc: 'Sent by both sides.' },
    { name: 'Label', unit: 'text', doc: 'What somebody labelled the flow afterwards; an opinion, not a measurement.' },
  ],
  taxonomy: [
    {
      name: 'Argus-Flow_*',
      type: 'network',
      specificity: 'specific',
      doc: 'Flow, by its protocol.',
      provenance: 'protocol as the sensor calls it; the spelling is chosen here',
    },
  ],
  attrs: { words: ['Dir', 'State', 'Label'] },
  sniff,
  clockEvidence,
  read: readArgus,
})
