/** A flow: what is known of one connection while its packets come. */
import type { AttrValue } from '../../kit/format'
import type { Talk } from '../apps/talk'
import type { Hearing } from './hearing'
import type { Tunnel } from '../layers/packet'
import type { Sequence } from './sequence'
import { Standing } from './tcp-state'

/** Which limit of patience applies; each has a queue of its own. */
export enum Waiting {
  Closed,
  Datagrams,
  Attempt,
  Open,
}

/** One side of a flow. */
export class Side {
  packets = 0
  ipBytes = 0
  wireBytes = 0
  /** Payload of protocols without sequence numbers. */
  payloadBytes = 0
  sequence: Sequence | null = null
  standing = Standing.Inactive
  /** Initial sequence number, where the SYN was seen. */
  initial = 0
  hasSyn = false
  /** Letters of the history that were written for this side. */
  told = 0
  retransmitted = 0
  zeroWindows = 0
  gaps = 0
  /** What its application said, in order. */
  hearing: Hearing | null = null
}

export class Flow {
  /** Key: the lower endpoint first; see `key.ts`. */
  readonly low = new Int32Array(4)
  readonly high = new Int32Array(4)
  lowPort = 0
  highPort = 0
  isV6 = false
  protocol = 0
  isOneWay = false
  hasPorts = false
  hash = 0
  /** Next flow of the same bucket. */
  next: Flow | null = null

  /** Neighbours in the queue of those that wait. */
  older: Flow | null = null
  newer: Flow | null = null
  waiting = Waiting.Open

  isOrigLow = true
  /** The first packet was taken for an answer: roles are the other way round; `isDoubted` = by its ports alone. */
  isFlipped = false
  isDoubted = false
  readonly orig = new Side()
  readonly resp = new Side()
  firstUs = 0
  lastUs = 0
  /** Place of the first packet, and the ordinal of the flow's own event there. */
  record = 0
  offset = 0
  length = 0
  ordinal = 0
  lastRecord = 0
  lastOffset = 0
  lastLength = 0
  history = ''
  /** VLAN ids as `outer` or `outer/inner`, several with commas. */
  vlans: string | null = null
  lastVlan = -1
  origMac: string | null = null
  respMac: string | null = null
  label = -1
  tunnel: Tunnel | null = null
  interfaceName: string | null = null
  /** Packets whose headers were not captured whole. */
  shortPackets = 0

  /** The application, once recognised; `null` = nobody listens (any more). */
  talk: Talk | null = null
  service = ''
  facts: Record<string, AttrValue> | null = null
}
