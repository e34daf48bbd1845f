/** Records of MISP as events: the event itself, its objects, its attributes. */
import { qualityOf } from '../kit/clock-decision'
import type { FileClock } from '../kit/file-clock'
import type { RecordSink } from '../kit/format'
import { fillIndicator, fillOther } from '../kit/indicator/event'
import { restOf } from '../kit/indicator/rest'
import { textIn, type JsonObject } from '../kit/json'
import { nameWord } from '../kit/taxonomy'
import { shorten } from '../kit/text'
import { galaxiesOf, numberIn, objectsIn, sharedWith, tagsOf, timeIn, type EventContext } from './context'
import { SEVERITY_OF_LEVEL, tlpOf, valuesOf } from './words'

const LONGEST_MESSAGE = 300
/** Said otherwise, or of the server only. `data` is the file itself. */
const TAKEN: ReadonlySet<string> = new Set(
  'uuid info Tag EventTag Galaxy Attribute Object RelatedEvent Org Orgc Event data ObjectReference value type object_relation name'.split(
    ' ',
  ),
)

export class RecordReader {
  constructor(
    private readonly sink: RecordSink,
    private readonly fileClock: FileClock,
  ) {}

  /** The event as a whole; `counted` are the attributes found in it: all, and those that are not deleted. */
  event(event: JsonObject, context: EventContext, counted: readonly [number, number], related: readonly JsonObject[]): void {
    const { sink } = this
    const stated = numberIn(event, 'attribute_count')
    sink.event.type = 'indicator'
    sink.event.name = sink.text('MISP-Event')
    sink.event.severity = SEVERITY_OF_LEVEL[numberIn(event, 'threat_level_id')] ?? NaN
    sink.event.message = this.line(context.info)
    if (!Number.isNaN(stated) && !counted.includes(stated))
      sink.event.sensorDisagrees = sink.text(`the event says ${stated} attributes, ${counted[0]} are in it`)
    if (related.length > 0)
      sink.attr(
        'RelatedEvent',
        related.map((each) => ({ uuid: textIn(each, 'uuid'), info: textIn(each, 'info') })),
      )
    this.common(event, context)
    if (Number.isNaN(context.dayUs)) this.time(event, context)
    else this.day(context)
    sink.emit()
  }

  object(object: JsonObject, context: EventContext): void {
    const { sink } = this
    const name = textIn(object, 'name')
    sink.event.type = 'indicator'
    sink.event.name = sink.text(`MISP-Object_${nameWord(name) || 'unnamed'}`)
    sink.event.message = this.line([name, textIn(object, 'comment')].filter((part) => part !== '').join(': '))
    const references = objectsIn(object, 'ObjectReference').map((reference) => ({
      relationship_type: textIn(reference, 'relationship_type'),
      referenced_uuid: textIn(reference, 'referenced_uuid'),
    }))
    if (references.length > 0) sink.attr('ObjectReference', references)
    this.common(object, context)
    this.time(object, context)
    sink.emit()
  }

  /** Shape: emits an event for each value that can be compared, or one; `within` is the object around, or null. */
  attribute(attribute: JsonObject, context: EventContext, within: JsonObject | null): void {
    const { sink } = this
    const [type, text] = [textIn(attribute, 'type'), textIn(attribute, 'value')]
    if (type === '' || text === '') {
      sink.reject(type === '' ? 'the attribute states no type' : 'the attribute has no value')
      return
    }
    const role = attribute['to_ids'] === true || attribute['to_ids'] === '1' ? 'Indicator' : 'Observable'
    const about = textIn(attribute, 'comment') || context.info
    const { values, isWrong } = valuesOf(type, text)
    for (const { written, value, isPartial } of values) {
      fillIndicator(sink, value, written, role, about)
      if (isPartial) sink.attr('indicator_partial', true)
      this.endAttribute(attribute, context, within, isWrong)
    }
    if (values.length > 0) return
    fillOther(sink, type, text, role, about)
    this.endAttribute(attribute, context, within, isWrong)
  }

  private endAttribute(attribute: JsonObject, context: EventContext, within: JsonObject | null, isWrong: boolean): void {
    const { sink } = this
    sink.attr('type', textIn(attribute, 'type'))
    if (textIn(attribute, 'object_relation') !== '') sink.attr('object_relation', textIn(attribute, 'object_relation'))
    if (within !== null) {
      sink.attr('object', textIn(within, 'name'))
      sink.attr('object_uuid', textIn(within, 'uuid'))
    }
    if (isWrong) sink.event.sensorDisagrees = sink.text('the value is not of the type that is stated')
    this.common(attribute, context)
    this.time(attribute, context)
    sink.emit()
  }

  private line(text: string): string {
    return shorten(text.replace(/\p{Cc}+/gu, ' '), LONGEST_MESSAGE)
  }

  private common(object: JsonObject, context: EventContext): void {
    const { sink } = this
    const [tags, galaxies] = [tagsOf(object), galaxiesOf(object)]
    const tlp = tlpOf(tags) || context.tlp
    const shared = sharedWith(numberIn(object, 'distribution'), context.distribution)
    restOf(object, TAKEN, sink)
    if (tags.length > 0) sink.attr('Tag', tags)
    if (galaxies.length > 0) sink.attr('Galaxy', galaxies)
    if (tlp !== '') sink.attr('tlp', tlp)
    if (shared !== '') sink.attr('shared_with', shared)
    if (context.organisation !== '') {
      sink.attr('source', context.organisation)
      sink.event.sensor = sink.text(context.organisation)
    }
    if (context.uuid !== '' && textIn(object, 'uuid') !== context.uuid) sink.attr('event_uuid', context.uuid)
    sink.event.signatureId = sink.text(textIn(object, 'uuid'))
    sink.event.signature = sink.text(context.info)
  }

  private time(object: JsonObject, context: EventContext): void {
    const { sink } = this
    for (const name of ['first_seen', 'timestamp']) {
      const us = timeIn(object, name)
      if (Number.isNaN(us)) continue
      sink.event.tsUs = us
      sink.attr('time_from', name)
      return
    }
    if (Number.isNaN(context.dayUs)) this.fileClock.stamp(sink)
    else this.day(context)
  }

  /** WHY assumed: a day has no zone. */
  private day({ dayUs }: EventContext): void {
    this.sink.event.tsUs = dayUs
    this.sink.event.tsQuality = qualityOf({ zone: true, year: false })
    this.sink.attr('time_from', 'date')
  }
}
