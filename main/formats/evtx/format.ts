/** Windows event logs as Windows keeps them (.evtx). A record is one event; what was left of older records in unused space is recovered beside the count. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head } from '../kit/format'
import { WINDOWS_FIELDS } from '../kit/windows/fields'
import { WINDOWS_TAXONOMY } from '../kit/windows/rule-sets'
import { CHUNK_MAGIC, FILE_HEADER_BYTES, FILE_MAGIC, find } from './layout'
import { readEvtx } from './read'

function sniff({ bytes }: Head): Claim {
  const begins = (magic: Buffer, at: number) => find(bytes.subarray(at, at + magic.length), magic, 0) === 0
  if (begins(FILE_MAGIC, 0)) return { confidence: 0.99, why: 'begins with ElfFile, the magic of Windows event logs' }
  if (begins(CHUNK_MAGIC, 0) || begins(CHUNK_MAGIC, FILE_HEADER_BYTES))
    return { confidence: 0.9, why: 'a chunk of a Windows event log, whose file header is missing' }
  return NO_CLAIM
}

export default defineFormat({
  id: 'evtx',
  title: 'Windows event log',
  source: '[MS-EVEN6] Eventlog Remoting Protocol, binary XML; libevtx, Windows XML Event Log (EVTX)',
  recordUnit: 'record',
  classes: ['authentication', 'process', 'audit'],
  clock: { zone: false, year: false },
  fields: [
    ...WINDOWS_FIELDS,
    {
      name: 'WrittenTime',
      unit: 'UTC',
      doc: 'When the log was given the record, where that is a second or more from when the event was made; forwarded events come late.',
    },
    {
      name: 'RecordHeaderID',
      unit: 'number',
      doc: 'Number of the record in this file, where the event itself says another: it was forwarded.',
    },
    {
      name: 'recovered',
      unit: 'text',
      doc: 'Where the record was carved from; its place is not in use, so it may be older than anything else in the log, or have been removed.',
    },
  ],
  taxonomy: WINDOWS_TAXONOMY,
  attrs: {
    text: 'CommandLine',
    words: ['Channel', 'Provider', 'Keywords'],
    integers: ['EventID', 'EventRecordID', 'Level', 'Task'],
  },
  sniff,
  read: readEvtx,
})
