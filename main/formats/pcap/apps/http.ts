/** HTTP/1: each request with the status of its reply. Bodies are passed over. */
import { nameWord } from '../../kit/taxonomy'
import { latin1, shorten } from '../../kit/text'
import type { Place, Talk, Teller } from './talk'

/** Chosen: servers refuse longer heads (Apache 8 KiB a line, nginx 8 KiB). */
const MAX_HEAD_BYTES = 8192
const MAX_WAITING = 64

const REQUEST = /^([A-Z-]{3,20}) (\S+) HTTP\/(\d\.\d)/
const STATUS = /^HTTP\/\d\.\d (\d{3})/

interface Request {
  place: Place
  method: string
  uri: string
  headers: Map<string, string>
}

const isCapital = (byte: number) => byte >= 65 && byte <= 90

/** The head of one side that is being collected; null = inside a body. */
class Head {
  text: string | null = ''

  /** Shape: bytes of a segment → complete heads in it. A head begins at the start of a segment or right behind another. */
  push(bytes: Uint8Array, start: number, end: number, isStart: RegExp): string[] {
    /* Most segments are bodies: their first byte says so. */
    if (this.text === null && !isCapital(bytes[start]!)) return []
    const heads: string[] = []
    let text = (this.text ?? '') + latin1(bytes, start, Math.min(end, start + MAX_HEAD_BYTES * 4))
    this.text = null
    while (isStart.test(text)) {
      const stop = text.indexOf('\r\n\r\n')
      if (stop < 0 || stop > MAX_HEAD_BYTES) {
        if (stop < 0 && text.length <= MAX_HEAD_BYTES) this.text = text
        else heads.push(text.slice(0, MAX_HEAD_BYTES))
        break
      }
      heads.push(text.slice(0, stop))
      text = text.slice(stop + 4)
    }
    return heads
  }
}

const headersOf = (head: string): Map<string, string> => {
  const headers = new Map<string, string>()
  for (const line of head.split('\r\n').slice(1, 100)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, utf8(line.slice(colon + 1).trim()))
  }
  return headers
}
const utf8 = (text: string) => Buffer.from(text, 'latin1').toString('utf8')

export class HttpTalk implements Talk {
  readonly service = 'http'
  private readonly client = new Head()
  private readonly server = new Head()
  private readonly waiting: Request[] = []
  /** Where the head that is being collected began. */
  private began: Place | null = null
  private isCut = false
  private isUpgraded = false

  data(isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null {
    teller.service('http')
    if (isOrig) this.fromClient(bytes, start, end, teller)
    else for (const head of this.server.push(bytes, start, end, /^HTTP\/1\./)) this.reply(head, teller)
    return this.isUpgraded ? null : this
  }

  gap(isOrig: boolean): void {
    if (isOrig) this.isCut = true
    else this.server.text = null
  }

  end(teller: Teller): void {
    this.settleUnfinished()
    for (const request of this.waiting.splice(0)) this.tell(request, null, teller)
  }

  private fromClient(bytes: Uint8Array, start: number, end: number, teller: Teller): void {
    if (this.isCut) this.settleUnfinished()
    this.isCut = false
    for (const head of this.client.push(bytes, start, end, /^[A-Z-]{3,20} \S/)) {
      this.request(head, this.began ?? teller.place())
      this.began = null
    }
    if (this.client.text !== null) this.began ??= teller.place()
    while (this.waiting.length > MAX_WAITING) this.tell(this.waiting.shift()!, null, teller)
  }

  /** A request whose head never ended is told by what came of it. */
  private settleUnfinished(): void {
    if (this.began !== null) this.request(this.client.text ?? '', this.began)
    this.client.text = this.began = null
  }

  private request(head: string, place: Place): void {
    const match = REQUEST.exec(head)
    if (match === null) return
    const [, method, uri] = match
    this.waiting.push({ place, method: method!, uri: utf8(uri!), headers: headersOf(head) })
  }

  private reply(head: string, teller: Teller): void {
    const status = STATUS.exec(head)?.[1]
    /* 100 to 199 are not the reply yet, but for 101, which ends HTTP. */
    if (status === undefined || (status.startsWith('1') && status !== '101')) return
    const request = this.waiting.shift()
    const headers = headersOf(head)
    const server = headers.get('server')
    if (server !== undefined) teller.attr('http_server', shorten(server, 300))
    if (request !== undefined) this.tell(request, { status, headers }, teller)
    this.isUpgraded = status === '101' || (request?.method === 'CONNECT' && status.startsWith('2'))
  }

  private tell(request: Request, reply: { status: string; headers: Map<string, string> } | null, teller: Teller): void {
    const { place, method, uri, headers } = request
    const { sink } = teller
    const event = teller.event(place)
    const isError = reply !== null && Number(reply.status) >= 400
    const host = headers.get('host') ?? ''
    event.type = isError ? 'web-error' : 'web-access'
    event.name = sink.text(`PCAP-HTTP_${nameWord(method)}`)
    event.service = sink.text('http')
    event.outcome = reply === null ? 'unknown' : isError ? 'failure' : 'success'
    event.message = shorten(`${method} ${host}${uri}${reply === null ? '' : ` → ${reply.status}`}`, 300)
    event.userName = sink.text(basicUser(headers.get('authorization')))
    sink.attr('method', method)
    sink.attr('uri', uri)
    for (const [name, header] of NAMED) if (headers.has(header)) sink.attr(name, headers.get(header)!)
    if (reply !== null) {
      sink.attr('status_code', Number(reply.status))
      for (const [name, header] of REPLIED) if (reply.headers.has(header)) sink.attr(name, reply.headers.get(header)!)
    }
    teller.emit(place)
  }
}

const NAMED = [
  ['host', 'host'],
  ['user_agent', 'user-agent'],
  ['referrer', 'referer'],
  ['origin', 'origin'],
  ['forwarded_for', 'x-forwarded-for'],
  ['request_body_len', 'content-length'],
] as const
const REPLIED = [
  ['server', 'server'],
  ['content_type', 'content-type'],
  ['location', 'location'],
  ['response_body_len', 'content-length'],
] as const

function basicUser(authorization: string | undefined): string {
  const match = /^Basic ([A-Za-z0-9+/=]{1,400})$/i.exec(authorization ?? '')
  return match === null ? '' : Buffer.from(match[1]!, 'base64').toString('utf8').split(':')[0]!
}
