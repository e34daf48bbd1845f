/** Reads bundles of STIX, lists of its objects, and objects one behind the other. */
import { FileClock } from '../kit/file-clock'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { listIn, readJsonObject, textIn, type JsonObject } from '../kit/json'
import { jsonPlaces, shellOf, type JsonPlace } from '../kit/json-places'
import { wholeFile } from '../kit/whole-file'
import { Library } from './library'
import { ObjectReader } from './object'

/** A bundle, or what a server wraps around its objects. */
const isWrapper = (object: JsonObject): boolean =>
  textIn(object, 'type') === 'bundle' || (textIn(object, 'type') === '' && listIn(object, 'objects').length > 0)

/** Read the whole file. */
export async function readStix(source: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  let record = 0
  const { bytes, finish } = await wholeFile(source, sink, () => ++record)
  const places = jsonPlaces(bytes, (key, isInArray) => key === '' || (key === 'objects' && isInArray))
  const objectAt = (place: JsonPlace, index: number) =>
    place.why === '' ? readJsonObject(shellOf(bytes, places, index)) : place.why
  const library = new Library()
  places.forEach((place, index) => {
    const object = objectAt(place, index)
    if (typeof object !== 'string') library.learn(object)
  })
  const reader = new ObjectReader(sink, library, new FileClock(source, clock))
  places.forEach((place, index) => {
    const object = objectAt(place, index)
    const span = { record: ++record, offset: place.start, length: place.end - place.start }
    if (typeof object !== 'string' && isWrapper(object)) {
      sink.structural(span)
      return
    }
    sink.begin(span)
    if (typeof object === 'string') sink.reject(object)
    else reader.read(object)
  })
  finish()
}
