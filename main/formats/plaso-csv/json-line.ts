/** Objects of psort's json_line output. */
import type { AttrValue, RecordSink } from '../kit/format'
import { objectIn, textIn, type JsonObject } from '../kit/json'
import type { TimelineClock } from '../kit/timeline/clock'
import type { TimelineEntry } from '../kit/timeline/entry'
import { entryOfObject, nameFields } from '../kit/timeline/table'

const OF_PSORT = ['parser', 'pathspec', 'display_name', 'filename', 'date_time', 'inode']

/** Shape: object → whether psort wrote it: it says that it is a container of an event, or has the keys of one. */
export function isPlasoObject(object: JsonObject): boolean {
  if (textIn(object, '__container_type__') === 'event' && textIn(object, '__type__') === 'AttributeContainer') return true
  const has = (name: string) => Object.hasOwn(object, name)
  return has('timestamp_desc') && has('data_type') && has('timestamp') && OF_PSORT.filter(has).length >= 2 && !has('datetime')
}

/** Names of the container, of no use to anybody. */
const OF_CONTAINER = ['__container_type__', '__type__', 'date_time']

/** Tags and lists of one kind carry their type beside them. */
function labelsOf(tag: AttrValue | undefined): AttrValue | undefined {
  if (typeof tag !== 'object' || tag === null || Array.isArray(tag)) return tag
  const { labels } = tag as JsonObject
  if (!Array.isArray(labels)) return tag
  return labels.map((label: AttrValue) =>
    typeof label === 'object' && label !== null && !Array.isArray(label) ? textIn(label as JsonObject, 'stream') || label : label,
  )
}

/** Times with a meaning but without a moment: never, not set, at restart. */
const isNoMoment = (object: JsonObject) =>
  textIn(objectIn(object, 'date_time'), '__class_name__') === 'SemanticTime' ||
  /^not a time$/i.test(textIn(object, 'timestamp_desc'))

/** Shape: object → its entry, with the time in the sink's event, or the reason why it is none. */
export function readJsonLine(object: JsonObject, sink: RecordSink, clock: TimelineClock): TimelineEntry | string {
  if (!Object.hasOwn(object, 'timestamp_desc')) return 'not an event of psort: timestamp_desc is missing'
  if (isNoMoment(object)) return 'the event has no time, only the word for it'
  const stamp = object['timestamp']
  const isMicros = typeof stamp === 'number' && Number.isSafeInteger(stamp)
  sink.event.tsUs = isMicros ? stamp : clock.read(object['datetime'])
  sink.event.tsQuality = isMicros ? 'exact' : clock.quality
  if (Number.isNaN(sink.event.tsUs)) return 'timestamp is no number of microseconds, and datetime no time'
  const entry = nameFields(entryOfObject(object))
  for (const name of OF_CONTAINER) entry.fields.delete(name)
  const labels = labelsOf(object['tag'])
  if (labels !== undefined) entry.fields.set('tag', labels)
  return entry
}
