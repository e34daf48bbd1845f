/** Process accounting of Linux. A record is a process that ended: 64 bytes. */
import { NO_CLAIM } from '../kit/detect'
import { readFixedRecords } from '../kit/fixed-records'
import { defineFormat, type Claim, type Head, type RecordSink, type SourceInput, type TaxonomyEntry } from '../kit/format'
import { FIELDS } from './fields'
import { isProcessRecord, processRecord, RECORD_BYTES, type ProcessRecord } from './record'

const MOST_PLACES = 200

function sniff(head: Head): Claim {
  const bytes = Buffer.from(head.bytes.buffer, head.bytes.byteOffset, head.bytes.byteLength)
  let [places, records, at] = [0, 0, 0]
  while (at + RECORD_BYTES <= bytes.length && places < MOST_PLACES) {
    places++
    if (isProcessRecord(bytes, at, true)) records++
    else if (!isProcessRecord(bytes, at, false)) {
      for (at++; at + RECORD_BYTES <= bytes.length && !isProcessRecord(bytes, at, true);) at++
      continue
    }
    at += RECORD_BYTES
  }
  if (records === 0 || records * 2 < places) return NO_CLAIM
  const confidence = 0.96 * (0.5 + (0.5 * records) / places)
  return { confidence, why: `${records} of the first ${places} records are accounts of processes, version 3` }
}

/** How a process ended; the flags say whether it ran a program of its own. */
function nameOf({ flags, signal }: ProcessRecord): string {
  const what = flags.includes('fork') ? 'Pacct-Fork' : 'Pacct-Command'
  if (flags.includes('core')) return `${what}_Crashed`
  return flags.includes('signal') || signal !== 0 ? `${what}_Killed` : what
}

function take(record: ProcessRecord, sink: RecordSink): void {
  const { event } = sink
  const { flags, signal } = record
  event.tsUs = record.startUs
  event.durationUs = record.elapsedUs
  event.type = 'process'
  event.name = sink.text(nameOf(record))
  event.processName = sink.text(record.command)
  event.message = sentence(record)
  if (flags.includes('signal') && signal === 0)
    event.sensorDisagrees = sink.text('the flags say killed by a signal, the exit code names none')
  for (const name of ['uid', 'gid', 'pid', 'ppid'] as const) sink.attr(name, record[name])
  if (record.tty !== '') sink.attr('tty', record.tty)
  if (flags.length > 0) sink.attr('flags', flags.join(','))
  sink.attr('exit_status', record.exitStatus)
  if (signal !== 0) sink.attr('signal', signal)
  sink.attr('user_seconds', record.userSeconds)
  sink.attr('system_seconds', record.systemSeconds)
  sink.attr('memory_kib', record.memoryKib)
  sink.attr('minor_faults', record.minorFaults)
  sink.attr('major_faults', record.majorFaults)
  sink.emit()
}

function sentence({ command, uid, flags, signal, exitStatus, tty }: ProcessRecord): string {
  const how = signal !== 0 ? `killed by signal ${signal}` : `exit status ${exitStatus}`
  return `${command} of uid ${uid}${flags.includes('su') ? ' with the rights of root' : ''}${tty === '' ? '' : ` on ${tty}`}, ${how}`
}

async function read(input: SourceInput, sink: RecordSink): Promise<void> {
  await readFixedRecords(input, sink, {
    size: RECORD_BYTES,
    lacks: 'an account of version 3 has its number, known flags, a start and a length',
    isRecord: isProcessRecord,
    read: (bytes, at) => take(processRecord(bytes, at), sink),
  })
}

const entry = (name: string, doc: string): TaxonomyEntry => ({
  name: `Pacct-${name}`,
  type: 'process',
  specificity: 'specific',
  doc,
  provenance: 'flags of the record, acct(5); the spelling is chosen here',
})

export default defineFormat({
  id: 'pacct',
  title: 'Process accounting (pacct)',
  source: 'acct(5); Linux, uapi/linux/acct.h (acct_v3)',
  recordUnit: 'record',
  classes: ['process'],
  clock: { zone: false, year: false },
  fields: FIELDS,
  taxonomy: [
    entry('Command', 'A program ran and ended by itself.'),
    entry('Command_Killed', 'A program ran and was ended by a signal.'),
    entry('Command_Crashed', 'A program ran and was ended with its memory dumped.'),
    entry('Fork', 'A process ended that had split off and run no program of its own: the name is its parent’s.'),
    entry('Fork_Killed', 'A process that had run no program of its own was ended by a signal.'),
    entry('Fork_Crashed', 'A process that had run no program of its own was ended with its memory dumped.'),
  ],
  attrs: { words: ['tty', 'flags'], integers: ['uid', 'gid', 'pid', 'ppid'] },
  sniff,
  read,
})
