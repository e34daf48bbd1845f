/** Body files of the Sleuth Kit: times of files, before mactime sorts them. A record is a line: one name of one file. */
import { claimByLines } from '../kit/detect'
import { FILE_TIME_TAXONOMY, fileTimes } from '../kit/file-times'
import { defineFormat, type Claim, type Head, type RecordSink, type SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { integerOf, shorten } from '../kit/text'
import { FIELDS } from './fields'
import { isBodyLine, readBodyLine, type BodyLine } from './line'

const LONGEST_NAME = 1_000

function sniff(head: Head): Claim {
  const lines = head.lines.filter((line) => !line.startsWith('#'))
  return claimByLines({ ...head, lines }, isBodyLine, 'lines of a body file: 11 fields with four times', 0.96)
}

/** What fls and others put behind the name. */
function marks(name: string, mode: string, sink: RecordSink): void {
  if (name.endsWith(' (deleted)')) sink.attr('deleted', true)
  else if (name.endsWith(' (deleted-realloc)')) sink.attr('deleted', 'reallocated')
  if (/ \(\$FILE_NAME\)(?: \(deleted(?:-realloc)?\))?$/.test(name)) sink.attr('ntfs_attribute', '$FILE_NAME')
  const arrow = /^l|\/l/.test(mode) ? name.indexOf(' -> ') : -1
  if (arrow >= 0) sink.attr('link_target', name.slice(arrow + 4))
}

function attributes(line: BodyLine, macb: string, sink: RecordSink): void {
  sink.attr('name', line.name)
  sink.attr('macb', macb)
  if (line.mode !== '') sink.attr('mode', line.mode)
  if (line.md5 !== '') sink.attr('md5', line.md5)
  if (line.inode !== '') sink.attr('inode', Number.isNaN(integerOf(line.inode)) ? line.inode : integerOf(line.inode))
  for (const name of ['uid', 'gid', 'size'] as const) if (!Number.isNaN(line[name])) sink.attr(name, line[name])
  marks(line.name, line.mode, sink)
}

function take(text: string, sink: RecordSink): void {
  const line = readBodyLine(text)
  if (typeof line === 'string') {
    sink.reject(line)
    return
  }
  if (line.times.size === 0) {
    sink.reject(
      line.unreadable.length === 0
        ? 'the file system kept no time of it: all four are 0'
        : `not a time: ${line.unreadable.join(', ')}`,
    )
    return
  }
  const doubt = line.unreadable.length === 0 ? 0 : sink.text(`not a time: ${line.unreadable.join(', ')}`)
  for (const [tsUs, letters] of line.times) {
    const times = fileTimes(letters)!
    const { event } = sink
    event.tsUs = tsUs
    event.type = 'file-access'
    event.name = sink.text(times.name)
    event.message = `${times.words}: ${shorten(line.name, LONGEST_NAME).replace(/\p{Cc}/gu, '␣')}`
    event.sensorDisagrees = doubt
    attributes(line, times.macb, sink)
    sink.emit()
  }
}

async function read(input: SourceInput, sink: RecordSink): Promise<void> {
  await readLines(input, sink, (text) => take(text, sink), false, '#')
}

export default defineFormat({
  id: 'bodyfile',
  title: 'Body file of the Sleuth Kit (mactime)',
  source: 'Sleuth Kit wiki, Body file (3.0 and later); mactime(1)',
  recordUnit: 'line',
  classes: ['file'],
  clock: { zone: false, year: false },
  fields: FIELDS,
  taxonomy: FILE_TIME_TAXONOMY,
  attrs: { text: 'name', words: ['mode', 'macb', 'md5'], integers: ['inode', 'uid', 'gid', 'size'] },
  sniff,
  read,
})
