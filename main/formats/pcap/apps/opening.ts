/** Which application talks: told by its first bytes, not by its port. */
import { latin1 } from '../../kit/text'
import { DnsStream } from './dns-stream'
import { FtpTalk } from './ftp'
import { HttpTalk } from './http'
import { IrcTalk } from './irc'
import { LineBuffer } from './lines'
import { SmtpTalk } from './smtp'
import { SshTalk } from './ssh'
import { TlsTalk } from './tls'
import type { Talk, Teller } from './talk'

const HTTP = /^(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|CONNECT|TRACE|PATCH|PROPFIND|PROPPATCH|MKCOL|REPORT|SEARCH|M-SEARCH|NOTIFY) /
const IRC = /^(?:NICK|USER|PASS|CAP|JOIN) \S/i
const SMTP_CLIENT = /^(?:EHLO|HELO|LHLO)\b/i
const FTP_CLIENT = /^(?:USER |AUTH (?:TLS|SSL)|FEAT|SYST|OPTS |CLNT |PASS )/i

/** Listens until the application is known, or cannot be one that is. */
export class Opening implements Talk {
  readonly service = ''
  private greeting: string | null = null
  private readonly server = new LineBuffer()
  private readonly client = new LineBuffer()

  constructor(private readonly isDnsPort: boolean) {}

  data(isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null {
    const talk = this.byFirstBytes(isOrig, bytes, start, end)
    if (talk !== undefined) return talk === null ? null : talk.data(isOrig, bytes, start, end, teller)
    return isOrig ? this.fromClient(bytes, start, end, teller) : this.fromServer(bytes, start, end)
  }

  gap(isOrig: boolean): void {
    ;(isOrig ? this.client : this.server).gap()
  }

  end(): void {}

  /** Shape: → a talk; null = nothing that is known; undefined = a line protocol, perhaps. */
  private byFirstBytes(isOrig: boolean, bytes: Uint8Array, start: number, end: number): Talk | null | undefined {
    if (bytes[start] === 0x16 && (end - start < 2 || bytes[start + 1] === 3)) return new TlsTalk()
    const head = latin1(bytes, start, Math.min(end, start + 24))
    if (head.startsWith('SSH-')) return new SshTalk()
    if (isOrig ? HTTP.test(head) : head.startsWith('HTTP/1.')) return new HttpTalk()
    if (this.isDnsPort) return new DnsStream()
    return isText(bytes, start, Math.min(end, start + 24)) ? undefined : null
  }

  private fromServer(bytes: Uint8Array, start: number, end: number): Talk | null {
    if (this.greeting !== null) return this
    this.server.push(bytes, start, end, (line) => {
      this.greeting = line
      return false
    })
    return /^(?:220|120|421|:|NOTICE|PING)/.test(this.greeting ?? this.server.unfinished) ? this : null
  }

  private fromClient(bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null {
    let first: string | null = null
    this.client.push(bytes, start, end, (line) => {
      first = line
      return false
    })
    if (first === null) return this.client.unfinished === '' ? null : this
    const talk = this.byFirstLine(first)
    return talk === null
      ? null
      : talk.data(true, Buffer.from(`${first as string}\r\n`), 0, Buffer.byteLength(first) + 2, teller) &&
          this.rest(talk, bytes, start, end, teller)
  }

  private byFirstLine(line: string): Talk | null {
    const isGreeted = this.greeting !== null && /^(?:220|120)/.test(this.greeting)
    if (SMTP_CLIENT.test(line)) return new SmtpTalk(this.greeting)
    if (isGreeted && FTP_CLIENT.test(line)) return new FtpTalk(this.greeting)
    return IRC.test(line) ? new IrcTalk() : null
  }

  /** What the client sent behind its first line, in the same segment. */
  private rest(talk: Talk, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null {
    const at = bytes.subarray(0, end).indexOf(10, start) + 1
    return at < end ? talk.data(true, bytes, at, end, teller) : talk
  }
}

function isText(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++)
    if (bytes[at]! < 9 || (bytes[at]! > 13 && bytes[at]! < 32 && bytes[at] !== 27)) return false
  return true
}
