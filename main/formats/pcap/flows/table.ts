/** All flows that are not ended yet, within bounds. */
import { TCP, type Packet } from '../layers/packet'
import { Flow, Waiting } from './flow'
import { hashOf, isOf, isSrcLow, setKey } from './key'
import { PATIENCE_US, Queue } from './queue'
import { Standing } from './tcp-state'
import { isOver, isReuse } from './tcp'

const BUCKETS = 1 << 16
/** So many flows are followed at once, about 1 KiB each; beyond that the one silent longest is ended. */
export const MAX_FLOWS = 131_072
/** WHY: whoever makes packets can make them fall into one bucket; looking through it must stay cheap. */
const MAX_CHAIN = 64

/** Takes flows that are ended; `isCut` = for want of room, not because they were over or silent. */
export type OnEnd = (flow: Flow, isCut: boolean) => void

export class FlowTable {
  private readonly buckets = new Array<Flow | null>(BUCKETS).fill(null)
  private readonly queues = [new Queue(), new Queue(), new Queue(), new Queue()]
  private count = 0
  private previousUs = 0

  constructor(
    private readonly onEnd: OnEnd,
    private readonly maxFlows = MAX_FLOWS,
  ) {}

  /** Shape: packet → its flow; a new one has no packets yet. */
  find(packet: Packet): Flow {
    this.expire(packet.tsUs)
    const isLow = isSrcLow(packet)
    const hash = hashOf(packet)
    let depth = 0
    let flow = this.buckets[hash & (BUCKETS - 1)]!
    let last: Flow | null = null
    for (; flow !== null; flow = flow.next!) {
      if (flow.hash === hash && isOf(flow, packet, isLow)) break
      last = flow
      depth++
    }
    if (flow !== null && !this.isAnother(flow, packet, isLow)) return flow
    if (flow !== null) this.end(flow, false)
    else if (depth >= MAX_CHAIN) this.end(last!, true)
    return this.add(packet, isLow, hash)
  }

  /** Put a flow where its patience says; call after each of its packets. */
  touch(flow: Flow): void {
    const waiting = waitingOf(flow)
    if (waiting === flow.waiting) {
      this.queues[waiting]!.touch(flow)
      return
    }
    this.queues[flow.waiting]!.remove(flow)
    flow.waiting = waiting
    this.queues[waiting]!.add(flow)
  }

  /** End every flow, in the order of the queues. */
  finish(): void {
    for (const queue of this.queues) while (queue.oldest !== null) this.end(queue.oldest, false)
  }

  private isAnother(flow: Flow, packet: Packet, isLow: boolean): boolean {
    if (packet.tsUs - flow.lastUs > PATIENCE_US[flow.waiting]) return true
    return packet.protocol === TCP && isReuse(flow, packet, isLow === flow.isOrigLow)
  }

  private add(packet: Packet, isLow: boolean, hash: number): Flow {
    if (this.count >= this.maxFlows) this.makeRoom()
    const flow = new Flow()
    setKey(flow, packet, isLow, hash)
    const bucket = hash & (BUCKETS - 1)
    flow.next = this.buckets[bucket]!
    this.buckets[bucket] = flow
    flow.waiting = packet.protocol === TCP ? Waiting.Attempt : Waiting.Datagrams
    this.queues[flow.waiting]!.add(flow)
    this.count++
    return flow
  }

  private makeRoom(): void {
    const queue = this.queues.find(({ oldest }) => oldest !== null)
    if (queue !== undefined) this.end(queue.oldest!, true)
  }

  /** WHY: the earlier of two times in a row is the clock, so that one packet with a wild time does not end everything. */
  private expire(tsUs: number): void {
    const clockUs = Math.min(tsUs, this.previousUs)
    this.previousUs = tsUs
    for (let waiting = 0; waiting < this.queues.length; waiting++) {
      const queue = this.queues[waiting]!
      const patienceUs = PATIENCE_US[waiting as Waiting]
      while (queue.oldest !== null && clockUs - queue.oldest.lastUs > patienceUs) this.end(queue.oldest, false)
    }
  }

  private end(flow: Flow, isCut: boolean): void {
    const bucket = flow.hash & (BUCKETS - 1)
    let before: Flow | null = null
    for (let at = this.buckets[bucket]!; at !== flow; at = at.next!) before = at
    if (before === null) this.buckets[bucket] = flow.next
    else before.next = flow.next
    flow.next = null
    this.queues[flow.waiting]!.remove(flow)
    this.count--
    this.onEnd(flow, isCut)
  }
}

function waitingOf(flow: Flow): Waiting {
  if (flow.protocol !== TCP) return Waiting.Datagrams
  if (isOver(flow)) return Waiting.Closed
  const isAnswered = flow.orig.standing !== Standing.Inactive && flow.resp.standing !== Standing.Inactive
  return isAnswered ? Waiting.Open : Waiting.Attempt
}
