/** FTP control connections: logins, and commands on files. Source: RFC 959. */
import { nameWord } from '../../kit/taxonomy'
import { shorten } from '../../kit/text'
import { LineBuffer } from './lines'
import type { Place, Talk, Teller } from './talk'

const ON_FILES = new Set(['RETR', 'STOR', 'APPE', 'STOU', 'DELE', 'RNFR', 'RNTO', 'MKD', 'RMD', 'LIST', 'NLST', 'MLSD'])

interface Waiting {
  place: Place
  command: string
  argument: string
}

export class FtpTalk implements Talk {
  readonly service = 'ftp'
  private readonly sides = [new LineBuffer(), new LineBuffer()] as const
  private user = ''
  private waiting: Waiting | null = null
  private isEncrypted = false

  constructor(private greeting: string | null) {}

  data(isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null {
    teller.service('ftp')
    if (this.greeting !== null) teller.attr('ftp_server', shorten(this.greeting.slice(4), 300))
    this.greeting = null
    const goesOn = this.sides[isOrig ? 0 : 1].push(bytes, start, end, (line) => {
      if (isOrig) this.fromClient(line, teller)
      else this.fromServer(line, teller)
      return !this.isEncrypted
    })
    return goesOn ? this : null
  }

  gap(isOrig: boolean): void {
    this.sides[isOrig ? 0 : 1].gap()
  }

  end(teller: Teller): void {
    if (this.waiting !== null) this.tell(this.waiting, null, teller)
    if (this.user !== '') teller.attr('ftp_user', this.user)
  }

  private fromClient(line: string, teller: Teller): void {
    const match = /^([A-Za-z]{3,4})(?: (.*))?$/.exec(line)
    if (match === null) return
    const command = match[1]!.toUpperCase()
    const argument = match[2] ?? ''
    if (this.waiting !== null) this.tell(this.waiting, null, teller)
    this.waiting = null
    if (command === 'USER') this.user = argument
    else if (command === 'PORT' || command === 'EPRT') announce(argument, teller)
    /* USER is waited for too: a server may let a user in, or turn them away, without a password. */
    if (command === 'USER' || command === 'PASS' || command === 'AUTH' || ON_FILES.has(command))
      this.waiting = { place: teller.place(), command, argument }
  }

  private fromServer(line: string, teller: Teller): void {
    const code = /^(\d{3})(?: |$)/.exec(line)?.[1]
    if (code === undefined) return
    if (code === '227' || code === '229') announce(line.slice(4), teller)
    if (this.waiting === null || code.startsWith('1')) return
    const waiting = this.waiting
    this.waiting = null
    /* 331 asks for the password: the login is not decided. */
    if (waiting.command === 'USER' && code.startsWith('3')) return
    this.isEncrypted = waiting.command === 'AUTH' && code === '234'
    if (waiting.command !== 'AUTH') this.tell(waiting, line, teller)
  }

  private tell({ place, command, argument }: Waiting, reply: string | null, teller: Teller): void {
    const isLogin = command === 'USER' || command === 'PASS'
    if (command === 'AUTH' || (isLogin && reply === null)) return
    const { sink } = teller
    const event = teller.event(place)
    const isDone = reply?.startsWith('2') ?? false
    event.outcome = reply === null ? 'unknown' : isDone ? 'success' : 'failure'
    event.type = isLogin ? (isDone ? 'login' : 'login-failure') : 'file-access'
    event.name = sink.text(isLogin ? `PCAP-FTP_Login_${isDone ? 'Success' : 'Failure'}` : `PCAP-FTP_${nameWord(command)}`)
    event.service = sink.text('ftp')
    event.userName = sink.text(this.user)
    const what = isLogin ? `FTP login of ${this.user}` : `FTP ${command} ${argument}`
    event.message = shorten(`${what}${reply === null ? '' : ` → ${reply}`}`, 300)
    if (!isLogin) sink.attr('argument', argument)
    if (reply !== null) sink.attr('reply', shorten(reply, 300))
    teller.emit(place)
  }
}

/** An endpoint for the next data connection: `h1,h2,h3,h4,p1,p2` or `|1|address|port|`. */
function announce(text: string, teller: Teller): void {
  const plain = /(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})/.exec(text)
  if (plain !== null) {
    const parts = plain.slice(1).map(Number)
    teller.expect(parts.slice(0, 4).join('.'), parts[4]! * 256 + parts[5]!, 'ftp-data')
    return
  }
  const extended = /\|(\d?)\|([^|]{0,45})\|(\d{1,5})\|/.exec(text)
  if (extended !== null) teller.expect(extended[2]!, Number(extended[3]), 'ftp-data')
}
