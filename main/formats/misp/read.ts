/** Reads events of MISP: one, a list, or what a server answers. */
import { FileClock } from '../kit/file-clock'
import type { ClockDecision, RecordSink, SourceInput, Span } from '../kit/format'
import { readJsonObject, textIn, type JsonObject } from '../kit/json'
import { jsonPlaces, shellOf, type JsonPlace } from '../kit/json-places'
import { wholeFile } from '../kit/whole-file'
import { contextOf, NO_EVENT, type EventContext } from './context'
import { RecordReader } from './records'

/** An event that an export does not put into a member of its own. */
const isBareEvent = (object: JsonObject): boolean =>
  textIn(object, 'info') !== '' &&
  (Object.hasOwn(object, 'Attribute') || Object.hasOwn(object, 'Object') || Object.hasOwn(object, 'Orgc'))

class EventsReader {
  private record = 0
  private readonly objects: (JsonObject | string)[]
  private readonly records: RecordReader
  private readonly contexts = new Map<number, EventContext>()

  constructor(
    private readonly sink: RecordSink,
    bytes: Uint8Array,
    private readonly places: readonly JsonPlace[],
    fileClock: FileClock,
  ) {
    this.records = new RecordReader(sink, fileClock)
    this.objects = places.map((place, index) => (place.why === '' ? readJsonObject(shellOf(bytes, places, index)) : place.why))
  }

  nextRecord = (): number => ++this.record

  read(): void {
    for (const [index, place] of this.places.entries()) {
      if (place.key !== 'Event' || !this.isMentioned(index)) this.place(index, place)
    }
  }

  /** WHY: an event inside of another, or of an attribute, is named there and not told. */
  private isMentioned(index: number): boolean {
    const top = this.objects[this.outer(index, '')]
    const isInBareEvent = typeof top === 'object' && isBareEvent(top)
    return isInBareEvent || this.outer(index, 'Event') >= 0 || this.outer(index, 'Attribute') >= 0
  }

  private place(index: number, place: JsonPlace): void {
    const { sink } = this
    const object = this.objects[index]!
    const span: Span = { record: this.nextRecord(), offset: place.start, length: place.end - place.start }
    if (place.key === '' && typeof object !== 'string' && !isBareEvent(object)) {
      if (this.inside(index).length > 0) sink.structural(span)
      else this.refuse(span, 'no event, object or attribute of MISP is in it')
    } else if (typeof object === 'string') this.refuse(span, object)
    else {
      sink.begin(span)
      if (place.key === 'Attribute') this.attribute(index, object)
      else if (place.key === 'Object') this.records.object(object, this.contextAround(index))
      else this.event(index, object)
    }
  }

  private refuse(span: Span, reason: string): void {
    this.sink.begin(span)
    this.sink.reject(reason)
  }

  private event(index: number, event: JsonObject): void {
    const within = this.inside(index)
    const attributes = within.filter((at) => this.places[at]!.key === 'Attribute').map((at) => this.objects[at]!)
    const deleted = attributes.filter((each) => typeof each !== 'string' && each['deleted'] === true).length
    const related = within.filter((at) => this.places[at]!.key === 'Event').map((at) => this.objects[at]!)
    this.records.event(
      event,
      this.contextAt(index),
      [attributes.length, attributes.length - deleted],
      related.filter((each) => typeof each !== 'string'),
    )
  }

  private attribute(index: number, attribute: JsonObject): void {
    const object = this.objects[this.outer(index, 'Object')]
    this.records.attribute(attribute, this.contextAround(index), typeof object === 'object' ? object : null)
  }

  /** Shape: index of a place → that of the nearest of such a name around it, or -1. */
  private outer(index: number, key: string): number {
    let at = this.places[index]!.parent
    while (at >= 0 && this.places[at]!.key !== key) at = this.places[at]!.parent
    return at
  }

  /** Shape: index of a place → those of all in it. */
  private inside(index: number): number[] {
    const found: number[] = []
    for (let at = index + 1; at < this.places.length && this.places[at]!.start < this.places[index]!.end; at++) found.push(at)
    return found
  }

  private contextAround(index: number): EventContext {
    const event = this.outer(index, 'Event')
    if (event >= 0) return this.contextAt(event)
    /* An answer about attributes names the event of each in it. */
    const named = this.inside(index).find((at) => this.places[at]!.key === 'Event')
    return this.contextAt(named ?? this.outer(index, ''))
  }

  private contextAt(index: number): EventContext {
    const known = this.contexts.get(index)
    if (known !== undefined) return known
    const object = this.objects[index]
    const context = typeof object === 'object' ? contextOf(object) : NO_EVENT
    this.contexts.set(index, context)
    return context
  }
}

/** Read the whole file. */
export async function readMisp(source: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  let beyond = 0
  const { bytes, finish } = await wholeFile(source, sink, () => beyond)
  const isWanted = (key: string, isInArray: boolean) =>
    isInArray ? key === '' || key === 'Attribute' || key === 'Object' : key === '' || key === 'Event'
  const reader = new EventsReader(sink, bytes, jsonPlaces(bytes, isWanted), new FileClock(source, clock))
  reader.read()
  beyond = reader.nextRecord()
  finish()
}
