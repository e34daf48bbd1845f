/** A TCP conversation as frames, so that a test says only who said what. */
import { ethernet, ipv4, tcp, type WrittenFrame } from './capture-writer'

export interface Ends {
  client: string
  clientPort: number
  server: string
  serverPort: number
}

/** Builds frames with right numbers; each is 10 ms after the one before. */
export class Conversation {
  readonly frames: WrittenFrame[] = []
  clientNext = 1_000_000
  serverNext = 4_294_967_000

  constructor(
    private readonly ends: Ends,
    private tsUs: number,
  ) {}

  /** Send a segment with any flags; numbers go on by what it carries. */
  send(from: 'client' | 'server', flags: string, payload: string | Uint8Array = '', window?: number): this {
    const isClient = from === 'client'
    const { client, clientPort, server, serverPort } = this.ends
    const [sequence, acknowledged] = isClient ? [this.clientNext, this.serverNext] : [this.serverNext, this.clientNext]
    const [src, srcPort, dst, dstPort] = isClient
      ? [client, clientPort, server, serverPort]
      : [server, serverPort, client, clientPort]
    const ack = flags.includes('A') ? acknowledged : 0
    const segment = tcp(srcPort, dstPort, flags, sequence, ack, payload, window)
    this.frames.push({ tsUs: this.tsUs, bytes: ethernet(0x0800, ipv4(src, dst, 6, segment), isClient ? 1 : 2, isClient ? 2 : 1) })
    this.tsUs += 10_000
    const length = typeof payload === 'string' ? payload.length : payload.length
    const step = length + (flags.includes('S') ? 1 : 0) + (flags.includes('F') ? 1 : 0)
    if (isClient) this.clientNext += step
    else this.serverNext = (this.serverNext + step) >>> 0
    return this
  }

  open(): this {
    return this.send('client', 'S').send('server', 'SA').send('client', 'A')
  }

  close(): this {
    return this.send('client', 'FA').send('server', 'FA').send('client', 'A')
  }

  say(payload: string | Uint8Array): this {
    return this.send('client', 'PA', payload)
  }

  answer(payload: string | Uint8Array): this {
    return this.send('server', 'PA', payload)
  }
}
