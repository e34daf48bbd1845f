/** Journal entries as syslog messages: the same rules know them. */
import type { RecordSink, SourceInput } from '../kit/format'
import type { AttrValue } from '../kit/format'
import { textIn, type JsonObject } from '../kit/json'
import { readJsonRecords } from '../kit/json-reader'
import { fillMessage } from '../kit/syslog/message'
import type { SyslogHeader } from '../kit/syslog-header'
import { integerOf } from '../kit/text'

/** Fields that the event holds elsewhere. */
const ELSEWHERE = new Set([
  'MESSAGE',
  'PRIORITY',
  'SYSLOG_FACILITY',
  'SYSLOG_IDENTIFIER',
  '_HOSTNAME',
  '_PID',
  '__REALTIME_TIMESTAMP',
])
/** Severity of an entry without facility. Source: systemd.journal-fields(7), PRIORITY. */
const SEVERITY = [4, 4, 4, 3, 2, 1, 0, 0]
const NO_TIME = { year: NaN, month: NaN, day: NaN, hour: NaN, minute: NaN, second: NaN, micros: 0 }

/** A field is text; a list of byte values where its bytes are no text; a list of texts where it comes more than once; null where it is too long. */
function textOf(value: AttrValue | undefined): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (!Array.isArray(value)) return ''
  const parts = value as readonly AttrValue[]
  const isBytes =
    parts.length > 0 && parts.every((part) => Number.isInteger(part) && (part as number) >= 0 && (part as number) < 256)
  return isBytes ? Buffer.from(parts as number[]).toString('utf8') : parts.map(textOf).join('\n')
}

/** Shape: entry → header as its program would have written it; without facility there is no priority. */
function headerOf(entry: JsonObject): SyslogHeader {
  const field = (name: string) => (Object.hasOwn(entry, name) ? textOf(entry[name]) : '')
  const isKernel = field('_TRANSPORT') === 'kernel'
  const facility = integerOf(field('SYSLOG_FACILITY'))
  const level = integerOf(field('PRIORITY'))
  return {
    priority: level <= 7 && facility < 128 ? facility * 8 + level : NaN,
    isStructured: false,
    civil: NO_TIME,
    utcUs: NaN,
    host: field('_HOSTNAME'),
    program: isKernel ? 'kernel' : field('SYSLOG_IDENTIFIER') || field('_COMM'),
    pid: field('_PID') || field('SYSLOG_PID'),
    messageId: '',
    structuredData: '',
    message: field('MESSAGE'),
  }
}

function emitEntry(entry: JsonObject, sink: RecordSink): void {
  const tsUs = integerOf(textIn(entry, '__REALTIME_TIMESTAMP'))
  if (Number.isNaN(tsUs)) {
    sink.reject('not a journal entry: it has no __REALTIME_TIMESTAMP')
    return
  }
  const { event } = sink
  event.tsUs = tsUs
  const header = headerOf(entry)
  fillMessage(header, header.message, false, sink)
  const level = integerOf(textIn(entry, 'PRIORITY'))
  if (Number.isNaN(header.priority) && level <= 7) {
    event.severity = SEVERITY[level]!
    if (level <= 3 && event.specificity === 'generic') event.type = 'error'
  }
  for (const [name, value] of Object.entries(entry)) if (!ELSEWHERE.has(name) && value !== null) sink.attr(name, value)
  sink.emit()
}

/** Read the whole file: an entry per line, or entries over several lines (`-o json-pretty`). */
export async function readJournal(input: SourceInput, sink: RecordSink): Promise<void> {
  await readJsonRecords(input, sink, { read: (entry) => emitEntry(entry, sink) })
}
