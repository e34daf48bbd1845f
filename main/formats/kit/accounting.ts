/** The bookkeeping every sink shares: each record is represented or rejected, and nothing vanishes. */
import type { Span } from './format'

/** What became of the records of one source. `records = represented + rejected`; `recovered` stands beside the count. */
export interface RecordCounts {
  records: number
  represented: number
  rejected: number
  structural: number
  recovered: number
  events: number
}

export const NOT_REPRESENTED = 'not represented: nothing in this record is known to the format'

/** Told of every rejected record, in order; the span is the sink's to keep. */
export type OnReject = (span: Span, reason: string) => void

/**
 * Counts of one source, and the record that is open.
 *
 * The first verdict of a record holds: after an event or fact a `reject` changes nothing, after a `reject` nothing else does.
 * Spans are copied, so a caller may use one object for all of them.
 */
export class Accounting {
  readonly counts: RecordCounts = { records: 0, represented: 0, rejected: 0, structural: 0, recovered: 0, events: 0 }
  /** The open record; meaningless when none is open. */
  record = 0
  offset = 0
  length = 0
  /** Ordinal of the next event of the open record. */
  ordinal = 0
  private open = false
  private settled = false
  private isRejected = false
  private isRecovered = false

  constructor(private readonly onReject: OnReject) {}

  /** Open a record; the one before it is rejected where nothing was made of it. */
  begin(span: Span): void {
    if (this.open) this.close()
    this.open = true
    this.settled = false
    this.isRejected = false
    this.isRecovered = false
    this.record = span.record
    this.offset = span.offset
    this.length = span.length
    this.ordinal = 0
  }

  /** Shape: takes one event of the open record → whether the sink keeps it, false after a `reject`. */
  emit(): boolean {
    if (!this.represent()) return false
    this.ordinal++
    this.counts.events++
    return true
  }

  /** Count an event of a record that was represented earlier. */
  late(): void {
    this.counts.events++
  }

  /** Shape: a fact, or being part of another record, represents the open record too → whether it counts. */
  represent(): boolean {
    if (!this.open) throw new Error('a format made something of a record it did not begin')
    if (!this.settled) {
      this.settled = true
      if (this.isRecovered) this.counts.recovered++
      else {
        this.counts.records++
        this.counts.represented++
      }
    }
    return !this.isRejected
  }

  /** Shape: refuses the open record → false where it already gave something. */
  reject(reason: string): boolean {
    if (!this.open) throw new Error('a format rejected a record it did not begin')
    if (this.settled) return false
    this.settled = true
    this.isRejected = true
    if (!this.isRecovered) {
      this.counts.records++
      this.counts.rejected++
      this.onReject({ record: this.record, offset: this.offset, length: this.length }, reason)
    }
    return true
  }

  /** Count a header, blank or comment; it ends the open record. */
  structural(): void {
    if (this.open) this.close()
    this.counts.structural++
  }

  /** The open record was carved from damaged space. */
  recovered(): void {
    this.isRecovered = true
  }

  /** End the last record; call once, after the format has read everything or given up. */
  finish(): void {
    if (this.open) this.close()
  }

  private close(): void {
    if (!this.settled) this.reject(NOT_REPRESENTED)
    this.open = false
  }
}
