/** The sink used for loading: events become cells of typed columns, a full run becomes a batch. No object is made per row. */
import type { SourceCheck } from '#contract/evidence'
import { Accounting, type RecordCounts } from '#main/formats/kit/accounting'
import { emptyDraft, resetDraft } from '#main/formats/kit/draft'
import type { AttrValue, EventDraft, FactDraft, IpId, RecordSink, Span, TextId } from '#main/formats/kit/format'
import { AddressDictionary } from './address-dictionary'
import { AttrPacker } from './attr-packer'
import { RUN_ROWS, type EventTable, type Reject, type Slab } from './batch'
import { TextDictionary } from './byte-dictionary'
import { DirectionTable } from './direction-table'
import { CodeTables } from './code-tables'
import { Pending } from './pending'
import { giveRun, NO_CODE, NO_PORT, takeRun, writeWords, type RunColumns } from './run-columns'
import type { SinkOptions } from './sink-options'
import { slabOf } from './slab'

/** WHY: a batch is also cut when long texts or rejects would fill the memory; by counts of this source alone, so it stays the same every time. */
const MAX_ARENA_BYTES = 64 << 20
/** First moments of year 1 and year 10000: what an ISO time can say. */
const MIN_TS_US = -62_135_596_800_000_000
const MAX_TS_US = 253_402_300_800_000_000

export class ColumnarSink implements RecordSink {
  readonly event: EventDraft = emptyDraft()
  readonly checks = new Map<string, SourceCheck>()
  sensor: string | null = null
  firstTsUs = Infinity
  lastTsUs = -Infinity
  private readonly accounting: Accounting
  private readonly texts = new TextDictionary()
  private readonly addresses: AddressDictionary
  private readonly directions: DirectionTable
  private readonly attributes: AttrPacker
  private readonly codes = new CodeTables()
  private readonly runs = new Map<EventTable, RunColumns>()
  private settled: RunColumns
  private readonly pending = new Pending()
  private batches = 0
  private eventsCut = 0
  private firstRecord = 0
  private badTimes = 0

  constructor(private readonly options: SinkOptions) {
    this.accounting = new Accounting((span, reason) => this.keepReject(span, reason))
    this.addresses = new AddressDictionary(options.isHome)
    this.directions = new DirectionTable(options.homeStated)
    this.attributes = new AttrPacker(options.layout, this.texts)
    this.settled = this.runOf('event_settled')
  }

  get counts(): RecordCounts {
    return this.accounting.counts
  }

  begin(span: Span): void {
    this.accounting.begin(span)
    if (this.firstRecord === 0) this.firstRecord = span.record
    this.clear()
  }

  emit(): void {
    const { event } = this
    const ts = event.tsUs + this.options.skewUs
    if (!(ts >= MIN_TS_US && ts < MAX_TS_US)) return this.refuseTime(ts)
    const { ordinal } = this.accounting
    if (this.accounting.emit()) this.keep(this.accounting, ordinal, ts)
    this.clear()
  }

  emitFor(place: Span, ordinal: number): void {
    const ts = this.event.tsUs + this.options.skewUs
    if (ts >= MIN_TS_US && ts < MAX_TS_US) {
      this.accounting.late()
      this.keep(place, ordinal, ts)
    } else this.badTimes++
    this.clear()
  }

  fact(fact: FactDraft): void {
    if (!this.accounting.represent()) return
    this.pending.fact(fact, this.options.skewUs)
    if (this.pending.isFull) this.cut([])
  }

  partOf(): void {
    this.accounting.represent()
  }

  reject(reason: string): void {
    this.accounting.reject(reason)
    this.clear()
  }

  structural(_span: Span): void {
    this.accounting.structural()
  }

  recovered(): void {
    this.accounting.recovered()
  }

  text(value: string): TextId {
    return this.texts.ofString(value)
  }

  textBytes(bytes: Uint8Array, start: number, end: number): TextId {
    return this.texts.ofBytes(bytes, start, end)
  }

  ip(value: string): IpId {
    return this.addresses.ofString(value)
  }

  ipBytes(bytes: Uint8Array, start: number, end: number): IpId {
    return this.addresses.ofBytes(bytes, start, end)
  }

  attr(name: string, value: AttrValue): void {
    this.attributes.put(name, value)
  }

  attrBytes(name: string, bytes: Uint8Array, start: number, end: number): void {
    this.attributes.putBytes(name, bytes, start, end)
  }

  check(check: SourceCheck): void {
    const known = this.checks.get(check.id)
    this.checks.set(check.id, { ...check, count: check.count + (known?.count ?? 0) })
  }

  sourceSensor(name: string): void {
    this.sensor = name
  }

  /** Shape: → the rejects since the last time; their bytes are still to be read. */
  takeUnread(): Reject[] {
    return this.pending.takeUnread()
  }

  /** End the last record and hand over what is left. Call once, when the format has returned or thrown. */
  finish(): void {
    this.accounting.finish()
    if (this.badTimes > 0) {
      const text = 'events whose time lies outside the years 1 to 9999 were left out of their record'
      this.check({ id: 'time-out-of-range', level: 'error', text, count: this.badTimes })
    }
    const runs = [...this.runs.values()].filter((run) => run.rows > 0)
    if (runs.length > 0 || !this.pending.isEmpty) this.cut(runs)
    for (const run of this.runs.values()) giveRun(run)
    this.runs.clear()
  }

  private runOf(table: EventTable): RunColumns {
    let run = this.runs.get(table)
    if (run === undefined) this.runs.set(table, (run = takeRun()))
    return run
  }

  private clear(): void {
    resetDraft(this.event)
    this.attributes.clear()
  }

  private keep(place: Span, ordinal: number, ts: number): void {
    const run = this.event.roles === 'arrow' ? this.runOf('event_unsettled') : this.settled
    this.write(run, this.event, ts, place, ordinal)
    if (ts < this.firstTsUs) this.firstTsUs = ts
    if (ts > this.lastTsUs) this.lastTsUs = ts
    if (run.rows === RUN_ROWS || this.arenaBytes(run) > MAX_ARENA_BYTES) this.cut([run])
  }

  private write(run: RunColumns, event: EventDraft, ts: number, place: Span, ordinal: number): void {
    const row = run.rows++
    this.writeWhen(run, row, event, ts)
    this.writeSides(run, row, event)
    writeWords(run, row, event)
    run.record[row] = place.record
    run.ordinal[row] = ordinal
    run.byte_offset[row] = place.offset
    run.byte_length[row] = place.length
    run.message.lengths[row] = -1
    if (event.message !== null) run.message.putString(row, event.message)
    this.attributes.write(run, row)
  }

  private writeWhen(run: RunColumns, row: number, event: EventDraft, ts: number): void {
    const { codes } = this
    run.ts[row] = ts
    run.duration_us[row] = event.durationUs
    run.ts_quality[row] = codes.tsQuality(event.tsQuality)
    run.type[row] = codes.type(event.type)
    run.name[row] = event.name
    run.specificity[row] = codes.specificity(event.specificity)
    run.sensor[row] = event.sensor
    run.severity[row] = event.severity >= 0 ? event.severity : NO_CODE
    run.outcome[row] = codes.outcome(event.outcome)
    run.session_state[row] = codes.sessionState(event.sessionState)
  }

  private writeSides(run: RunColumns, row: number, event: EventDraft): void {
    const { srcIp, dstIp, srcPort, dstPort, roles } = event
    run.src_ip[row] = srcIp
    run.dst_ip[row] = dstIp
    run.src_port[row] = srcPort >= 0 && srcPort <= 65535 ? srcPort : NO_PORT
    run.dst_port[row] = dstPort >= 0 && dstPort <= 65535 ? dstPort : NO_PORT
    run.role_rule[row] = this.codes.roleRule(roles)
    run.role_confidence[row] = this.codes.roleConfidence(roles, event.rolesDoubted)
    const { home } = this.addresses
    run.direction[row] = roles === 'none' || srcIp === 0 || dstIp === 0 ? 0 : this.directions.code(home[srcIp]!, home[dstIp]!)
    run.client_bytes[row] = event.srcBytes >= 0 ? event.srcBytes : NaN
    run.server_bytes[row] = event.dstBytes >= 0 ? event.dstBytes : NaN
    run.client_pkts[row] = event.srcPkts >= 0 ? event.srcPkts : NaN
    run.server_pkts[row] = event.dstPkts >= 0 ? event.dstPkts : NaN
  }

  private refuseTime(ts: number): void {
    const reason = Number.isNaN(ts) ? 'no time could be read' : 'its time lies outside the years 1 to 9999'
    if (!this.accounting.reject(reason)) this.badTimes++
    this.clear()
  }

  private keepReject(span: Span, reason: string): void {
    this.pending.reject(span, reason)
    if (this.pending.isFull) this.cut([])
  }

  private arenaBytes(run: RunColumns): number {
    return run.message.used + run.attr_text.used + run.attrs.used
  }

  private cut(runs: RunColumns[]): void {
    const slabs: Slab[] = []
    let events = 0
    for (const [table, run] of this.runs) {
      if (!runs.includes(run)) continue
      events += run.rows
      slabs.push(slabOf(run, table, this.eventsCut, this.options.pool))
      this.eventsCut += slabs.at(-1)!.rows
    }
    const { rejects, facts } = this.pending.take()
    const [firstRecord, lastRecord] = [this.firstRecord, this.accounting.record]
    this.firstRecord = 0
    const [texts, addresses] = [this.texts.takeFresh(), this.addresses.takeFresh()]
    this.options.onBatch({ ordinal: this.batches++, firstRecord, lastRecord, events, slabs, texts, addresses, rejects, facts })
  }
}
