/** Flow records as text: nfdump -o csv, SiLK's rwcut. A record is a row: one direction of a talk, or both where the tool joined them. */
import { delimiterOf, splitCsv } from '../kit/csv'
import { NO_CLAIM } from '../kit/detect'
import { isMoment } from '../kit/flow-clock'
import { defineFormat, type Claim, type ClockEvidence, type Head } from '../kit/format'
import { isFlowHeader, startColumn } from './columns'
import { readNetflow } from './read'

const headerOf = (head: Head) => {
  const line = (head.lines.find((each) => each.trim() !== '') ?? '').slice(0, 8192).replace(/^\xef\xbb\xbf/, '')
  return { delimiter: delimiterOf(line), names: splitCsv(line, delimiterOf(line)) }
}

function sniff(head: Head): Claim {
  return isFlowHeader(headerOf(head).names)
    ? { confidence: 0.96, why: 'its columns are those of a flow record as nfdump or rwcut prints it' }
    : NO_CLAIM
}

function clockEvidence(head: Head): ClockEvidence {
  const { delimiter, names } = headerOf(head)
  const column = startColumn(names)
  const times = head.lines
    .slice(1, 20)
    .map((line) => (splitCsv(line, delimiter)[column] ?? '').trim())
    .filter((time) => time !== '')
  return { absolute: column >= 0 && times.length > 0 && times.every(isMoment), yearWritten: true }
}

export default defineFormat({
  id: 'netflow-csv',
  title: 'Flow records (nfdump, rwcut)',
  source: 'nfdump(1), output format csv; SiLK, rwcut(1)',
  recordUnit: 'record',
  classes: ['flow'],
  clock: { zone: true, year: false },
  fields: [
    { name: 'ts', unit: 'local time of whoever ran the tool', doc: 'First packet of the record; the zone is not written.' },
    { name: 'te', unit: 'local time', doc: 'Last packet of the record; routers cut long talks into several records.' },
    { name: 'sa', unit: 'address', doc: 'Who sent the packets of this record: client or server, each direction has its own.' },
    { name: 'da', unit: 'address', doc: 'Who received them.' },
    { name: 'sp', unit: 'port', doc: 'Port of the sender; 0 for protocols without ports.' },
    { name: 'dp', unit: 'port', doc: 'Port of the receiver; for ICMP type and code.' },
    { name: 'pr', unit: 'text or number', doc: 'Transport protocol.' },
    { name: 'flg', unit: 'letters', doc: 'TCP flags of all packets of the record; of both sides where they were joined.' },
    { name: 'ipkt', unit: 'packets', doc: 'Sent; with sampling on the router a fraction of what passed.' },
    { name: 'ibyt', unit: 'bytes', doc: 'Sent, IP headers included; with sampling a fraction of what passed.' },
    { name: 'opkt', unit: 'packets', doc: 'Sent by the other side, where the tool joined both directions; else 0.' },
    { name: 'obyt', unit: 'bytes', doc: 'Sent by the other side, where the tool joined both directions; else 0.' },
    { name: 'ra', unit: 'address', doc: 'Router that measured.' },
  ],
  taxonomy: [
    {
      name: 'NetFlow-Flow_*',
      type: 'network',
      specificity: 'specific',
      doc: 'Flow record, by its protocol.',
      provenance: 'protocol as the tool calls it; the spelling is chosen here',
    },
  ],
  attrs: { words: ['flg', 'in', 'out'] },
  sniff,
  clockEvidence,
  read: readNetflow,
})
