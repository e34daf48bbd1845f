/** One object of STIX as events. */
import type { FileClock } from '../kit/file-clock'
import type { RecordSink } from '../kit/format'
import { fillIndicator, fillOther, type IndicatorRole } from '../kit/indicator/event'
import { restOf } from '../kit/indicator/rest'
import { countIn, objectIn, textIn, type JsonObject } from '../kit/json'
import { nameWord } from '../kit/taxonomy'
import { shorten } from '../kit/text'
import { readTime } from '../kit/written-time'
import type { Interval, Library } from './library'
import { isObservable, observableValues } from './observables'
import { readPattern, type PatternValue } from './pattern'

const TAKEN: ReadonlySet<string> = new Set(['id', 'name', 'objects'])
const LONGEST_MESSAGE = 300
/** Longest pattern that is kept with every value in it. Chosen: the bytes of the record hold it whole. */
const LONGEST_PATTERN = 2_000

/** Members that say when, the surest first, and the member that says until when. */
const TIMES: Readonly<Record<string, readonly (readonly [start: string, end?: string])[]>> = {
  indicator: [['valid_from']],
  'observed-data': [['first_observed', 'last_observed']],
  sighting: [['first_seen', 'last_seen']],
  report: [['published']],
  relationship: [['start_time']],
  'network-traffic': [['start', 'end']],
  'email-message': [['date']],
  process: [['created_time']],
  ...Object.fromEntries(
    ['malware', 'campaign', 'intrusion-set', 'infrastructure', 'threat-actor'].map((type) => [type, [['first_seen']]] as const),
  ),
}
/** WHY without an end: that a thing was seen for years is no event that lasts for years. */
const LASTING = new Set(['observed-data', 'sighting', 'network-traffic'])

export class ObjectReader {
  constructor(
    private readonly sink: RecordSink,
    private readonly library: Library,
    private readonly fileClock: FileClock,
  ) {}

  /** Shape: emits events of the record that is begun, or rejects it. */
  read(object: JsonObject): void {
    const { sink } = this
    const type = textIn(object, 'type')
    if (!/^[a-z0-9][a-z0-9-]{1,249}$/.test(type)) sink.reject('the object states no type of STIX')
    else if (type === 'indicator') this.indicator(object)
    else if (isObservable(type)) this.observables(object, object)
    else this.plain(object, type)
  }

  private indicator(object: JsonObject): void {
    const pattern = textIn(object, 'pattern')
    const language = textIn(object, 'pattern_type') || 'stix'
    const { values, isJoined } = language === 'stix' ? readPattern(pattern) : { values: [], isJoined: false }
    const comparable = values.filter(({ value }) => value !== null)
    const given = comparable.length > 0 ? comparable : values
    for (const each of given) {
      this.value(each, 'Indicator', textIn(object, 'name'))
      if (isJoined) this.sink.attr('indicator_partial', true)
      this.end(object)
    }
    if (given.length > 0) return
    fillOther(this.sink, `${language} pattern`, pattern, 'Indicator', textIn(object, 'name'))
    this.end(object)
  }

  /** Events of an observable; `dated` is the object whose time it has: itself, or what it was observed in. */
  private observables(object: JsonObject, dated: JsonObject): void {
    for (const each of observableValues(object)) {
      this.value(each, 'Observable', '')
      if (object !== dated) restOf(object, TAKEN, this.sink)
      this.end(dated)
    }
  }

  private value({ path, written, value }: PatternValue, role: IndicatorRole, about: string): void {
    if (value === null) fillOther(this.sink, path, written, role, about)
    else fillIndicator(this.sink, value, written, role, about)
  }

  private plain(object: JsonObject, type: string): void {
    const { sink } = this
    sink.event.type = 'indicator'
    sink.event.name = sink.text(`STIX-${nameWord(type.replaceAll('-', '_'))}`)
    sink.event.message = shorten(this.sentence(object, type).replace(/\p{Cc}+/gu, ' '), LONGEST_MESSAGE)
    this.end(object)
    /* STIX 2.0 holds observed objects inside. */
    if (type !== 'observed-data') return
    const inside = objectIn(object, 'objects')
    for (const key of Object.keys(inside)) {
      const observed = objectIn(inside, key)
      if (isObservable(textIn(observed, 'type'))) this.observables(observed, object)
    }
  }

  private sentence(object: JsonObject, type: string): string {
    const refs = (name: string) => this.library.nameOf(textIn(object, name))
    if (type === 'relationship') return `${refs('source_ref')} ${textIn(object, 'relationship_type')} ${refs('target_ref')}`
    const count = countIn(object, 'count')
    if (type === 'sighting') return `${refs('sighting_of_ref')} seen${Number.isNaN(count) ? '' : ` ${count} times`}`
    const [name, says] = [textIn(object, 'name'), textIn(object, 'description')]
    return [`${type} ${name}`.trim(), says].filter((part) => part !== '').join(': ')
  }

  /** Time, markings, maker and all other members, and the event is taken. */
  private end(object: JsonObject): void {
    const { sink, library } = this
    const type = textIn(object, 'type')
    const { tlp, statements } = library.markingsOf(object)
    const maker = textIn(object, 'created_by_ref')
    restOf({ ...object, pattern: shorten(textIn(object, 'pattern'), LONGEST_PATTERN) }, TAKEN, sink)
    if (tlp !== '') sink.attr('tlp', tlp)
    if (statements.length > 0) sink.attr('licence', statements.join('; '))
    if (maker !== '') {
      sink.attr('source', library.nameOf(maker))
      sink.event.sensor = sink.text(library.nameOf(maker))
    }
    sink.event.signatureId = sink.text(textIn(object, 'id'))
    sink.event.signature = sink.text(textIn(object, 'name'))
    this.time(object, type)
    sink.emit()
  }

  private time(object: JsonObject, type: string): void {
    for (const [start, end] of [...(Object.hasOwn(TIMES, type) ? TIMES[type]! : []), ['created'], ['modified']] as [
      string,
      string?,
    ][]) {
      const startUs = readTime(object[start]).us
      if (Number.isNaN(startUs)) continue
      this.sink.attr('time_from', start)
      this.set({ startUs, endUs: end !== undefined && LASTING.has(type) ? readTime(object[end]).us : NaN })
      return
    }
    const observed = this.library.observedOf(textIn(object, 'id'))
    if (observed === null) this.fileClock.stamp(this.sink)
    else {
      this.sink.attr('time_from', 'observed-data')
      this.set(observed)
    }
  }

  private set({ startUs, endUs }: Interval): void {
    const { event } = this.sink
    event.tsUs = startUs
    if (endUs >= startUs) event.durationUs = endUs - startUs
    else if (endUs < startUs) event.sensorDisagrees = this.sink.text('the end is before the start')
  }
}
