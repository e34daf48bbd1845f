/** Flows in the order of their last packet, each in the queue of its patience. */
import { Waiting, type Flow } from './flow'

/** How long a flow may be silent before it is taken for ended, µs. */
export const PATIENCE_US: Readonly<Record<Waiting, number>> = {
  /* Late packets of a closed connection still belong to it: retransmitted FINs and RSTs. */
  [Waiting.Closed]: 60_000_000,
  /* Zeek's limit for UDP and ICMP. */
  [Waiting.Datagrams]: 60_000_000,
  /* A SYN is repeated for about two minutes; Zeek gives up after 5 s and tells each repetition as another attempt. */
  [Waiting.Attempt]: 300_000_000,
  /* Zeek's limit for SSH and FTP (its general one of 5 min is for the memory of a live sensor): an idle connection is still one. */
  [Waiting.Open]: 3_600_000_000,
}

export class Queue {
  oldest: Flow | null = null
  private newest: Flow | null = null

  add(flow: Flow): void {
    flow.older = this.newest
    flow.newer = null
    if (this.newest === null) this.oldest = flow
    else this.newest.newer = flow
    this.newest = flow
  }

  remove(flow: Flow): void {
    if (flow.older === null) this.oldest = flow.newer
    else flow.older.newer = flow.newer
    if (flow.newer === null) this.newest = flow.older
    else flow.newer.older = flow.older
    flow.older = flow.newer = null
  }

  /** Make a flow the newest. */
  touch(flow: Flow): void {
    if (this.newest === flow) return
    this.remove(flow)
    this.add(flow)
  }
}
