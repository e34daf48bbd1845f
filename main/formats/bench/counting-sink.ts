/** A sink that keeps nothing but interns as a real one must: what is measured is the format. */
import { Accounting } from '../kit/accounting'
import { emptyDraft, resetDraft } from '../kit/draft'
import type { RecordSink, Span } from '../kit/format'
import { readIpv4 } from '../kit/ip'

export class CountingSink implements RecordSink {
  readonly event = emptyDraft()
  events = 0
  attrs = 0
  private readonly accounting = new Accounting(() => undefined)
  private readonly words = new Map<string, number>()

  begin(span: Span): void {
    this.accounting.begin(span)
  }
  emit(): void {
    if (this.accounting.emit()) this.events++
    resetDraft(this.event)
  }
  emitFor(): void {
    this.events++
    resetDraft(this.event)
  }
  fact(): void {
    this.accounting.represent()
  }
  partOf(): void {
    this.accounting.represent()
  }
  reject(reason: string): void {
    this.accounting.reject(reason)
  }
  structural(): void {
    this.accounting.structural()
  }
  recovered(): void {
    this.accounting.recovered()
  }
  text(value: string): number {
    const known = this.words.get(value)
    if (known !== undefined) return known
    this.words.set(value, this.words.size + 1)
    return this.words.size
  }
  /** Not the text, but a number that equal bytes share: enough to compare. */
  textBytes(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0
    return hash === TCP ? this.text('tcp') : (hash & 0x7fffffff) + 1_000
  }
  ip(): number {
    return 1
  }
  ipBytes(bytes: Uint8Array, start: number, end: number): number {
    return readIpv4(bytes, start, end) < 0 ? 0 : 1
  }
  attr(): void {
    this.attrs++
  }
  attrBytes(): void {
    this.attrs++
  }
  check(): void {}
  sourceSensor(): void {}
}

const TCP = [...Buffer.from('tcp')].reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, 0)
