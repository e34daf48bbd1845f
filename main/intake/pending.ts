/** Rejects and facts that wait for the next batch. */
import { canonicalIp } from '#main/formats/kit/ip'
import type { FactDraft, Span } from '#main/formats/kit/format'
import type { BatchFact, Reject } from './batch'

/** WHY: a batch is cut early when these would fill the memory; by counts of the source alone, so it is cut there every time. */
const MAX_REJECT_BYTES = 16 << 20
const MAX_ROWS = 50_000

export class Pending {
  private rejects: Reject[] = []
  private unread: Reject[] = []
  private facts: BatchFact[] = []
  private rejectBytes = 0

  /** Nothing waits. */
  get isEmpty(): boolean {
    return this.rejects.length === 0 && this.facts.length === 0
  }

  /** A batch should be cut now. */
  get isFull(): boolean {
    return this.rejects.length >= MAX_ROWS || this.facts.length >= MAX_ROWS || this.rejectBytes >= MAX_REJECT_BYTES
  }

  /** Keep a rejected record; its bytes are looked up by whoever takes it from `takeUnread`. */
  reject(span: Span, reason: string): void {
    const reject: Reject = { ...span, reason, raw: null }
    this.rejects.push(reject)
    this.unread.push(reject)
    this.rejectBytes += Math.min(span.length, MAX_REJECT_BYTES)
  }

  fact(fact: FactDraft, skewUs: number): void {
    const tsUs = fact.tsUs === null ? null : fact.tsUs + skewUs
    this.facts.push({ ...fact, tsUs, hostIp: canonicalIp(fact.host) })
  }

  /** Shape: → the rejects since the last time, whether or not their batch has been cut. */
  takeUnread(): Reject[] {
    const { unread } = this
    this.unread = []
    return unread
  }

  take(): { rejects: Reject[]; facts: BatchFact[] } {
    const { rejects, facts } = this
    this.rejects = []
    this.facts = []
    this.rejectBytes = 0
    return { rejects, facts }
  }
}
