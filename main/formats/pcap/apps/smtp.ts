/** SMTP: one event for each message handed over, up to the point where a session is encrypted. Source: RFC 5321. */
import { shorten } from '../../kit/text'
import { LineBuffer } from './lines'
import type { Place, Talk, Teller } from './talk'

const MAX_RECIPIENTS = 100
const MAX_HEADER_LINES = 200

interface Message {
  place: Place
  from: string
  to: string[]
  subject: string
  reply: string
}

const pathOf = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? line.replace(/^[^:]*:\s*/, '').split(' ')[0]!

export class SmtpTalk implements Talk {
  readonly service = 'smtp'
  private readonly sides = [new LineBuffer(), new LineBuffer()] as const
  private message: Message | null = null
  private isData = false
  private headerLines = 0
  private isStartTls = false
  private isEncrypted = false

  constructor(private greeting: string | null) {}

  data(isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null {
    teller.service('smtp')
    if (this.greeting !== null) teller.attr('smtp_server', shorten(this.greeting.slice(4), 300))
    this.greeting = null
    const goesOn = this.sides[isOrig ? 0 : 1].push(bytes, start, end, (line) => {
      if (!isOrig) this.fromServer(line, teller)
      else if (this.isData) this.content(line)
      else this.fromClient(line, teller)
      return !this.isEncrypted
    })
    return goesOn ? this : null
  }

  gap(isOrig: boolean): void {
    this.sides[isOrig ? 0 : 1].gap()
  }

  end(teller: Teller): void {
    this.tell(teller)
  }

  private fromClient(line: string, teller: Teller): void {
    const hello = /^(?:EHLO|HELO|LHLO) (\S+)/i.exec(line)
    if (hello !== null) teller.attr('smtp_helo', hello[1]!.slice(0, 255))
    else if (/^MAIL FROM:/i.test(line)) {
      this.tell(teller)
      this.message = { place: teller.place(), from: pathOf(line), to: [], subject: '', reply: '' }
    } else if (/^RCPT TO:/i.test(line)) {
      if (this.message !== null && this.message.to.length < MAX_RECIPIENTS) this.message.to.push(pathOf(line))
    } else if (/^DATA$/i.test(line)) {
      this.isData = true
      this.headerLines = 0
    } else if (/^STARTTLS$/i.test(line)) this.isStartTls = true
  }

  private content(line: string): void {
    if (line === '.') this.isData = false
    else if (this.headerLines < MAX_HEADER_LINES) {
      this.headerLines = line === '' ? MAX_HEADER_LINES : this.headerLines + 1
      const subject = /^Subject:\s*(.*)/i.exec(line)?.[1]
      if (subject !== undefined && this.message !== null) this.message.subject ||= subject
    }
  }

  private fromServer(line: string, teller: Teller): void {
    const code = /^(\d{3})(?: |$)/.exec(line)?.[1]
    if (code === undefined) return
    if (this.isStartTls && code === '220') {
      teller.attr('smtp_starttls', true)
      this.isEncrypted = true
    }
    this.isStartTls = false
    /* Content was refused before it was sent. */
    if (this.isData && code !== '354') this.isData = false
    if (this.message === null) return
    this.message.reply = shorten(line, 300)
    if (this.message.subject !== '' && !this.isData && code !== '354') this.tell(teller)
  }

  private tell(teller: Teller): void {
    if (this.message === null) return
    const { place, from, to, subject, reply } = this.message
    this.message = null
    const { sink } = teller
    const event = teller.event(place)
    event.type = 'application'
    event.name = sink.text('PCAP-SMTP_Message')
    event.service = sink.text('smtp')
    event.outcome = reply === '' ? 'unknown' : reply.startsWith('2') ? 'success' : 'failure'
    event.message = shorten(`mail from ${from} to ${to.join(', ')}${subject === '' ? '' : `: ${subject}`}`, 300)
    sink.attr('mailfrom', from)
    sink.attr('rcptto', to)
    if (subject !== '') sink.attr('subject', subject)
    if (reply !== '') sink.attr('last_reply', reply)
    teller.emit(place)
  }
}
