/** A sink that keeps what a format gives as plain objects, for tests and for the preview of a file. */
import type { SourceCheck } from '#contract/evidence'
import type { EventType, Outcome, RoleRule, SessionState, Specificity, TsQuality } from '#contract/event'
import { Accounting, type RecordCounts } from './accounting'
import { emptyDraft, resetDraft } from './draft'
import type { AttrValue, EventDraft, FactDraft, IpId, RecordSink, Span, TextId } from './format'
import { canonicalIp } from './ip'
import { decode } from './text'

/** An event as its format gave it, with its place; null = none. Times in µs UTC. */
export interface MemoryEvent {
  record: number
  ordinal: number
  offset: number
  length: number
  recovered: boolean
  tsUs: number | null
  durationUs: number | null
  tsQuality: TsQuality
  type: EventType
  name: string | null
  specificity: Specificity
  sensor: string | null
  srcIp: string | null
  srcPort: number | null
  dstIp: string | null
  dstPort: number | null
  roles: RoleRule
  rolesDoubted: boolean
  proto: string | null
  service: string | null
  srcBytes: number | null
  dstBytes: number | null
  srcPkts: number | null
  dstPkts: number | null
  sessionState: SessionState
  userName: string | null
  hostName: string | null
  processName: string | null
  severity: number | null
  signatureId: string | null
  signature: string | null
  outcome: Outcome
  message: string | null
  sensorDisagrees: string | null
  attrs: Record<string, AttrValue>
}

export interface MemoryReject extends Span {
  reason: string
}

/** At most so many are kept; all are counted. */
export interface MemoryLimits {
  events?: number
  rejects?: number
  facts?: number
}

const numberOrNull = (value: number) => (Number.isNaN(value) ? null : value)

/** Collects decoded events, facts, rejects and checks. Call `finish` when the format has returned or thrown. */
export class MemorySink implements RecordSink {
  readonly event: EventDraft = emptyDraft()
  readonly events: MemoryEvent[] = []
  readonly rejects: MemoryReject[] = []
  readonly facts: (FactDraft & { record: number })[] = []
  readonly structurals: Span[] = []
  /** Places of every record that was begun, in order. */
  readonly spans: Span[] = []
  sensorName: string | null = null
  firstTsUs: number | null = null
  lastTsUs: number | null = null
  private readonly accounting: Accounting
  private readonly checksById = new Map<string, SourceCheck>()
  private readonly words: string[] = ['']
  private readonly wordIds = new Map<string, number>()
  private readonly addresses: string[] = ['']
  private readonly addressIds = new Map<string, number>()
  private attrs = Object.create(null) as Record<string, AttrValue>
  private isRecovered = false

  constructor(private readonly limits: MemoryLimits = {}) {
    this.accounting = new Accounting((span, reason) => {
      if (this.rejects.length < (this.limits.rejects ?? Infinity)) this.rejects.push({ ...span, reason })
    })
  }

  get counts(): RecordCounts {
    return this.accounting.counts
  }

  get checks(): SourceCheck[] {
    return [...this.checksById.values()]
  }

  begin(span: Span): void {
    this.accounting.begin(span)
    this.isRecovered = false
    this.reset()
    if (this.spans.length < (this.limits.events ?? Infinity)) this.spans.push({ ...span })
  }

  emit(): void {
    const { ordinal } = this.accounting
    if (this.accounting.emit()) {
      this.keep(this.accounting, ordinal, this.isRecovered)
    }
    this.reset()
  }

  emitFor(place: Span, ordinal: number): void {
    this.accounting.late()
    this.keep(place, ordinal, false)
    this.reset()
  }

  fact(fact: FactDraft): void {
    const isKept = this.accounting.represent() && this.facts.length < (this.limits.facts ?? Infinity)
    if (isKept) this.facts.push({ record: this.accounting.record, ...fact })
  }

  partOf(): void {
    this.accounting.represent()
  }

  reject(reason: string): void {
    this.accounting.reject(reason)
    this.reset()
  }

  structural(span: Span): void {
    this.accounting.structural()
    if (this.structurals.length < (this.limits.events ?? Infinity)) this.structurals.push({ ...span })
  }

  recovered(): void {
    this.isRecovered = true
    this.accounting.recovered()
  }

  text(value: string): TextId {
    if (value === '') return 0
    const known = this.wordIds.get(value)
    if (known !== undefined) return known
    this.wordIds.set(value, this.words.length)
    return this.words.push(value) - 1
  }

  textBytes(bytes: Uint8Array, start: number, end: number): TextId {
    return this.text(decode(bytes, start, end))
  }

  ip(value: string): IpId {
    const canonical = canonicalIp(value)
    if (canonical === null) return 0
    const known = this.addressIds.get(canonical)
    if (known !== undefined) return known
    this.addressIds.set(canonical, this.addresses.length)
    return this.addresses.push(canonical) - 1
  }

  ipBytes(bytes: Uint8Array, start: number, end: number): IpId {
    return this.ip(decode(bytes, start, end))
  }

  attr(name: string, value: AttrValue): void {
    this.attrs[name] = value
  }

  attrBytes(name: string, bytes: Uint8Array, start: number, end: number): void {
    this.attrs[name] = decode(bytes, start, end)
  }

  check(check: SourceCheck): void {
    const known = this.checksById.get(check.id)
    this.checksById.set(check.id, { ...check, count: check.count + (known?.count ?? 0) })
  }

  sourceSensor(name: string): void {
    this.sensorName = name
  }

  /** End the last record. */
  finish(): this {
    this.accounting.finish()
    return this
  }

  private reset(): void {
    resetDraft(this.event)
    this.attrs = Object.create(null) as Record<string, AttrValue>
  }

  private keep(place: Span, ordinal: number, isRecovered: boolean): void {
    if (this.events.length < (this.limits.events ?? Infinity)) this.events.push(this.decoded(place, ordinal, isRecovered))
    this.stretch(this.event.tsUs)
  }

  private stretch(tsUs: number): void {
    if (Number.isNaN(tsUs)) return
    if (this.firstTsUs === null || tsUs < this.firstTsUs) this.firstTsUs = tsUs
    if (this.lastTsUs === null || tsUs > this.lastTsUs) this.lastTsUs = tsUs
  }

  private word(id: TextId): string | null {
    return id === 0 ? null : this.words[id]!
  }

  private address(id: IpId): string | null {
    return id === 0 ? null : this.addresses[id]!
  }

  private decoded({ record, offset, length }: Span, ordinal: number, recovered: boolean): MemoryEvent {
    const draft = this.event
    return {
      ...{ record, ordinal, offset, length, recovered },
      tsUs: numberOrNull(draft.tsUs),
      durationUs: numberOrNull(draft.durationUs),
      tsQuality: draft.tsQuality,
      type: draft.type,
      name: this.word(draft.name),
      specificity: draft.specificity,
      sensor: this.word(draft.sensor),
      srcIp: this.address(draft.srcIp),
      srcPort: numberOrNull(draft.srcPort),
      dstIp: this.address(draft.dstIp),
      dstPort: numberOrNull(draft.dstPort),
      roles: draft.roles,
      rolesDoubted: draft.rolesDoubted,
      proto: this.word(draft.proto),
      service: this.word(draft.service),
      srcBytes: numberOrNull(draft.srcBytes),
      dstBytes: numberOrNull(draft.dstBytes),
      srcPkts: numberOrNull(draft.srcPkts),
      dstPkts: numberOrNull(draft.dstPkts),
      sessionState: draft.sessionState,
      userName: this.word(draft.userName),
      hostName: this.word(draft.hostName),
      processName: this.word(draft.processName),
      severity: numberOrNull(draft.severity),
      signatureId: this.word(draft.signatureId),
      signature: this.word(draft.signature),
      outcome: draft.outcome,
      message: draft.message,
      sensorDisagrees: this.word(draft.sensorDisagrees),
      attrs: this.attrs,
    }
  }
}
