/** DNS, also as mDNS, LLMNR and NetBIOS names: one event for a query and its reply. */
import { shorten } from '../../kit/text'
import { netbiosName, readDns, type DnsMessage } from './dns-message'
import type { Place, Talk, Teller } from './talk'

interface Asked {
  place: Place
  message: DnsMessage
}

/** Queries of one flow that wait for a reply; a resolver that never answers is told in pieces. */
const MAX_WAITING = 64

/** Pairs queries with replies. */
export class DnsPairs {
  private readonly waiting = new Map<string, Asked>()

  take(message: DnsMessage, teller: Teller): void {
    const key = `${message.id} ${message.query?.toLowerCase() ?? ''}`
    const place = teller.place()
    if (!message.isResponse) {
      const again = this.waiting.get(key)
      if (again !== undefined) this.tell(again, null, teller)
      this.waiting.set(key, { place, message })
      if (this.waiting.size > MAX_WAITING) this.tellOldest(teller)
      return
    }
    const asked = this.waiting.get(key)
    this.waiting.delete(key)
    this.tell(asked ?? { place, message }, message, teller)
  }

  end(teller: Teller): void {
    while (this.waiting.size > 0) this.tellOldest(teller)
  }

  private tellOldest(teller: Teller): void {
    const [key, asked] = this.waiting.entries().next().value!
    this.waiting.delete(key)
    this.tell(asked, null, teller)
  }

  private tell({ place, message }: Asked, reply: DnsMessage | null, teller: Teller): void {
    const event = teller.event(place)
    const query = message.queryType === 'NB' ? netbiosName(message.query ?? '') : (message.query ?? '')
    event.type = 'dns'
    event.name = teller.sink.text('PCAP-DNS_Query')
    event.service = teller.sink.text('dns')
    event.outcome = reply === null ? 'unknown' : reply.rcode === 'NOERROR' ? 'success' : 'failure'
    const answer = reply === null ? '' : ` → ${reply.answers.length > 0 ? reply.answers.join(', ') : reply.rcode}`
    event.message = shorten(`${message.queryType} ${query}${answer}`, 300)
    teller.sink.attr('query', query)
    teller.sink.attr('qtype_name', message.queryType)
    if (reply !== null) teller.sink.attr('rcode_name', reply.rcode)
    if (reply !== null && reply.answers.length > 0) teller.sink.attr('answers', reply.answers)
    if (reply !== null && reply !== message) teller.sink.attr('rtt_us', Math.max(0, teller.nowUs - place.tsUs))
    teller.emit(place)
  }
}

/** DNS in datagrams. */
export class DnsTalk implements Talk {
  readonly service = 'dns'
  private readonly pairs = new DnsPairs()

  data(_isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null {
    const message = readDns(bytes, start, end)
    if (message === null) return this
    teller.service('dns')
    this.pairs.take(message, teller)
    return this
  }

  gap(): void {}

  end(teller: Teller): void {
    this.pairs.end(teller)
  }
}
