/** What the parsers of applications have in common. */
import type { AttrValue, EventDraft, FactDraft, RecordSink, Span } from '../../kit/format'

/** The packet that told something, and the ordinal of its event there. */
export interface Place extends Span {
  ordinal: number
  tsUs: number
}

/** How a talk says what it learned. */
export interface Teller {
  readonly sink: RecordSink
  /** Time of the packet at hand. */
  readonly nowUs: number
  /** The application is what it seemed. */
  service(name: string): void
  /** Shape: the packet at hand → a place for one event; not to be asked once the flow has ended. */
  place(): Place
  /** Shape: an event of the flow at a place: time, hosts, ports and service are set. Follow with `emit`. */
  event(place: Place): EventDraft
  emit(place: Place): void
  /** A fact of the flow as a whole: an attribute of its own event. The first value of a name stays. */
  attr(name: string, value: AttrValue): void
  /** A statement about one side; told once for each source. */
  fact(isOrig: boolean, kind: FactDraft['kind'], value: string): void
  factOf(host: string, kind: FactDraft['kind'], value: string, tsUs: number): void
  /** The next flow to this endpoint is what it was announced to be. */
  expect(address: string, port: number, service: string): void
}

/** Listens to one flow. */
export interface Talk {
  /** Name as in Zeek's conn.log; empty while it is not known. */
  readonly service: string
  /** Shape: bytes in order, of UDP a whole datagram → who listens on: itself, another, or null. */
  data(isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null
  /** Bytes of one side are missing before its next. */
  gap(isOrig: boolean): void
  /** The flow has ended. */
  end(teller: Teller): void
}
