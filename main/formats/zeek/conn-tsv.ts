/**
 * conn rows of a TSV log, straight from bytes to the sink: no text is made per field.
 *
 * A plan says for each column what to do with its bytes; a row is one walk over the line.
 */
import type { SessionState } from '#contract/event'
import type { Line, RecordSink, TextId } from '../kit/format'
import { decode, isSame, readDigits, readMicros, readPort } from '../kit/text'
import { unescape, type ZeekHeader } from './header'
import { Kind, KINDS } from './conn-plan'
import { LADDER } from '../kit/connection-states'
import { listType, typeOf, valueOf } from './values'

const BACKSLASH = 92
const CARET = 94
const BUCKETS = 64

interface KnownState {
  bytes: Uint8Array
  name: TextId
  session: SessionState
  isMidstream: boolean
}

function includes(bytes: Uint8Array, start: number, end: number, byte: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === byte) return true
  return false
}

/** Reads the rows of one header. Made anew when the header changes. */
export class ConnReader {
  private readonly kinds: Kind[]
  private readonly names: string[]
  private readonly types: string[]
  private readonly separator: number
  private readonly unset: Uint8Array
  private readonly empty: Uint8Array
  private readonly states: KnownState[][] = Array.from({ length: BUCKETS }, () => [])
  private statesKnown = 0
  private readonly plainName: TextId
  private readonly tcp: TextId
  private isTcp = false
  private isOpenedKnown = false
  /** Why the row at hand is refused; empty while it is fine. */
  private refusal = ''

  constructor(
    private readonly header: ZeekHeader,
    private readonly sink: RecordSink,
  ) {
    this.names = header.fields ?? []
    this.kinds = this.names.map((name) => KINDS[name] ?? Kind.Other)
    this.types = this.names.map((_, column) => typeOf(header, column))
    this.separator = header.separator[0]!
    this.unset = Buffer.from(header.unset)
    this.empty = Buffer.from(header.empty)
    this.plainName = sink.text('Zeek-Conn')
    this.tcp = sink.text('tcp')
  }

  /** Read one line as the record that is begun: it is emitted or rejected. */
  read(line: Line): void {
    const { bytes, end } = line
    const { event } = this.sink
    const { separator } = this
    event.type = 'network'
    event.name = this.plainName
    this.isTcp = false
    this.isOpenedKnown = false
    this.refusal = ''
    let column = 0
    let at = line.start
    for (;;) {
      let fieldEnd = at
      let hasEscape = false
      for (; fieldEnd < end; fieldEnd++) {
        const byte = bytes[fieldEnd]
        if (byte === separator) break
        if (byte === BACKSLASH) hasEscape = true
      }
      if (column < this.kinds.length && !this.saysNothing(bytes, at, fieldEnd)) {
        if (hasEscape) this.escapedField(column, bytes, at, fieldEnd)
        else this.field(column, bytes, at, fieldEnd)
      }
      column++
      if (fieldEnd >= end) break
      at = fieldEnd + 1
    }
    this.settle(column)
  }

  private settle(columns: number): void {
    const { event } = this.sink
    if (columns !== this.kinds.length) this.refusal = `${this.kinds.length} fields expected, ${columns} found`
    else if (Number.isNaN(event.tsUs) && this.refusal === '') this.refusal = 'ts is not a time'
    if (this.refusal !== '') {
      this.sink.reject(this.refusal)
      return
    }
    /* Zeek calls every ICMP and many UDP talks OTH: nothing is missing of them. */
    if (!this.isTcp && event.sessionState === 'one-sided') event.sessionState = 'none'
    event.roles = !this.isTcp ? 'first-packet' : this.isOpenedKnown ? 'handshake' : 'arrow'
    this.sink.emit()
  }

  private saysNothing(bytes: Uint8Array, start: number, end: number): boolean {
    return end === start || isSame(bytes, start, end, this.unset) || isSame(bytes, start, end, this.empty)
  }

  private escapedField(column: number, bytes: Uint8Array, start: number, end: number): void {
    const plain = Buffer.from(unescape(decode(bytes, start, end)))
    if (this.kinds[column] === Kind.Other) this.field(column, bytes, start, end)
    else this.field(column, plain, 0, plain.length)
  }

  private field(column: number, bytes: Uint8Array, start: number, end: number): void {
    const { event } = this.sink
    switch (this.kinds[column]) {
      case Kind.Time:
        event.tsUs = this.number(column, readMicros(bytes, start, end), 'a time')
        break
      case Kind.OrigHost:
        event.srcIp = this.address(column, bytes, start, end)
        break
      case Kind.OrigPort:
        event.srcPort = this.number(column, readPort(bytes, start, end), 'a port')
        break
      case Kind.RespHost:
        event.dstIp = this.address(column, bytes, start, end)
        break
      case Kind.RespPort:
        event.dstPort = this.number(column, readPort(bytes, start, end), 'a port')
        break
      case Kind.Duration:
        event.durationUs = this.number(column, readMicros(bytes, start, end), 'a number')
        break
      case Kind.OrigBytes:
        event.srcBytes = this.number(column, readDigits(bytes, start, end), 'a count')
        break
      case Kind.RespBytes:
        event.dstBytes = this.number(column, readDigits(bytes, start, end), 'a count')
        break
      default:
        this.laterField(column, bytes, start, end)
    }
  }

  private laterField(column: number, bytes: Uint8Array, start: number, end: number): void {
    const { event } = this.sink
    const name = this.names[column]!
    switch (this.kinds[column]) {
      case Kind.Proto:
        event.proto = this.sink.textBytes(bytes, start, end)
        this.isTcp = event.proto === this.tcp
        break
      case Kind.Service:
        event.service = this.sink.textBytes(bytes, start, end)
        break
      case Kind.OrigPkts:
        event.srcPkts = this.number(column, readDigits(bytes, start, end), 'a count')
        break
      case Kind.RespPkts:
        event.dstPkts = this.number(column, readDigits(bytes, start, end), 'a count')
        break
      case Kind.State:
        this.state(bytes, start, end)
        break
      case Kind.History:
        event.rolesDoubted = includes(bytes, start, end, CARET)
        this.sink.attrBytes(name, bytes, start, end)
        break
      case Kind.Word:
        this.sink.attrBytes(name, bytes, start, end)
        break
      case Kind.Integer:
        this.integer(column, bytes, start, end)
        break
      default:
        this.other(column, bytes, start, end)
    }
  }

  private integer(column: number, bytes: Uint8Array, start: number, end: number): void {
    const value = readDigits(bytes, start, end)
    if (Number.isNaN(value)) this.other(column, bytes, start, end)
    else this.sink.attr(this.names[column]!, value)
  }

  private other(column: number, bytes: Uint8Array, start: number, end: number): void {
    const value = valueOf(this.header, this.types[column]!, listType(this.types[column]!), decode(bytes, start, end))
    if (value !== undefined) this.sink.attr(this.names[column]!, value)
  }

  private number(column: number, value: number, what: string): number {
    if (Number.isNaN(value) && this.refusal === '') this.refusal = `${this.names[column]!} is not ${what}`
    return value
  }

  private address(column: number, bytes: Uint8Array, start: number, end: number): number {
    const id = this.sink.ipBytes(bytes, start, end)
    if (id === 0 && this.refusal === '') this.refusal = `${this.names[column]!} is not an address`
    return id
  }

  private state(bytes: Uint8Array, start: number, end: number): void {
    const known = this.knownState(bytes, start, end) ?? this.addState(bytes, start, end)
    this.sink.event.name = known.name
    this.sink.event.sessionState = known.session
    this.isOpenedKnown = !known.isMidstream
  }

  private knownState(bytes: Uint8Array, start: number, end: number): KnownState | undefined {
    for (const state of this.bucket(bytes, start, end)) if (isSame(bytes, start, end, state.bytes)) return state
    return undefined
  }

  private bucket(bytes: Uint8Array, start: number, end: number): KnownState[] {
    return this.states[(bytes[start]! + 3 * bytes[end - 1]! + 5 * (end - start)) % BUCKETS]!
  }

  private addState(bytes: Uint8Array, start: number, end: number): KnownState {
    const text = decode(bytes, start, end)
    const state: KnownState = {
      bytes: bytes.slice(start, end),
      name: this.sink.text(`Zeek-Conn_${text}`),
      session: LADDER[text] ?? 'none',
      isMidstream: text === 'OTH',
    }
    /* Damaged files can hold any number of states; the known ones are few. */
    if (this.statesKnown++ < 64) this.bucket(bytes, start, end).push(state)
    return state
  }
}
