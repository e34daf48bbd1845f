/** Rows that are times of files, as events named like those of body files. */
import { fileTimes } from '../file-times'
import type { AttrValue, RecordSink } from '../format'
import { shorten } from '../text'
import { fieldText, inMessage, LONGEST_MESSAGE, type TimelineEntry } from './entry'

/** What the time of a file means, in words of tools old and new. */
const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:content modification time|last written time|mtime|modified|modification time)$/i, 'm'],
  [/^(?:last access time|atime|accessed|access time)$/i, 'a'],
  [/^(?:metadata modification time|entry modification time|change time|ctime|changed)$/i, 'c'],
  [/^(?:creation time|birth time|crtime|born|created)$/i, 'b'],
]

export const OTHER_FILE_TIME = 'File-Other_Time'

/** Shape: row → whether it tells a time of a file. */
export function isFileTime({ dataType, source, parser, sourceLong }: TimelineEntry): boolean {
  if (dataType !== '') return /^fs:(?:stat|stat:ntfs|bodyfile:entry|mactime:line)$/.test(dataType)
  if (sourceLong !== '') return /^(?:file stat|ntfs file stat|(?:mactime )?bodyfile|.* time)$/i.test(sourceLong) && isFile(source)
  return isFile(source) || /(?:^|\/)(?:filestat|mft|bodyfile|mactime)$/.test(parser)
}

const isFile = (source: string) => /^file$/i.test(source)

function lettersOf({ macb, timestampDesc }: TimelineEntry): string {
  if (/[macb]/i.test(macb)) return macb
  return timestampDesc
    .split(/[;,/]/)
    .map((part) => LETTERS.find(([pattern]) => pattern.test(part.trim()))?.[1] ?? '')
    .join('')
}

/** The file the row speaks of: for what was read from the file system itself, the file; else what the sentence says. */
function fileOf(entry: TimelineEntry): string {
  if (/(?:^|\/)filestat$/.test(entry.parser) || entry.dataType === 'fs:stat') return fieldText(entry, 'filename', 'display_name')
  const hints = entry.fields.get('path_hints')
  const [hint] = Array.isArray(hints) ? (hints as readonly AttrValue[]) : []
  return typeof hint === 'string' ? hint : inMessage(entry, / Path hints: (.{1,2000})$/)
}

/** Shape: fills the event. */
export function fillFileTime(entry: TimelineEntry, sink: RecordSink): void {
  const { event } = sink
  const times = fileTimes(lettersOf(entry))
  event.type = 'file-access'
  event.name = sink.text(times?.name ?? OTHER_FILE_TIME)
  if (times === null) event.specificity = 'generic'
  else if (!entry.fields.has('MACB')) sink.attr('macb', times.macb)
  const words = times?.words ?? (entry.timestampDesc || 'Some time')
  event.message = shorten(`${words}: ${fileOf(entry) || entry.message}`, LONGEST_MESSAGE)
}
