/** What every web server's log says of a request, as an event. */
import type { RecordSink } from './format'
import { nameWord } from './taxonomy'
import { shorten } from './text'

export interface WebRequest {
  /** Begins the event's name. */
  prefix: string
  /** Empty where the request line was none. */
  method: string
  /** Path and query as the client sent them. */
  target: string
  /** NaN = no answer was sent. */
  status: number
  user: string
}

const LONGEST_TARGET = 500

/** Shape: text with %XX → decoded once, as the server does; null where that changes nothing or is no UTF-8. */
export function percentDecoded(text: string): string | null {
  if (!/%[0-9a-f]{2}/i.test(text)) return null
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Shape: request → name, type, outcome and message of the sink's event; its sides and time are the format's. */
export function fillRequest({ prefix, method, target, status, user }: WebRequest, sink: RecordSink): void {
  const { event } = sink
  const isKnown = /^[A-Z][A-Z_-]{1,30}$/.test(method)
  event.name = sink.text(`${prefix}-${isKnown ? nameWord(method) : 'Malformed_Request'}`)
  event.type = status >= 400 || !isKnown ? 'web-error' : 'web-access'
  event.outcome = Number.isNaN(status) ? 'unknown' : status >= 400 ? 'failure' : 'success'
  event.userName = sink.text(user)
  event.proto = sink.text('tcp')
  event.service = sink.text('http')
  event.roles = event.srcIp === 0 ? 'none' : 'server-log'
  event.message = `${method} ${shorten(target, LONGEST_TARGET)} ${Number.isNaN(status) ? 'without an answer' : status}`.trim()
  if (!Number.isNaN(status)) sink.attr('status', status)
  const decoded = percentDecoded(target)
  if (decoded !== null) sink.attr('target_decoded', decoded)
}
