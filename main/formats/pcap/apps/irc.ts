/** IRC: who joined where under which name, and files offered. Source: RFC 2812, CTCP. */
import { shorten } from '../../kit/text'
import { LineBuffer } from './lines'
import type { Talk, Teller } from './talk'

/** Chosen: channels and names of one connection that stand with its own event. */
const MAX_LISTED = 64

interface Command {
  from: string
  name: string
  parameters: string[]
}

/** Shape: line → its parts, or null. */
export function readIrc(line: string): Command | null {
  const match = /^(?::(\S+) +)?([A-Za-z]{2,12}|\d{3})((?: +[^: ]\S*)*)(?: +:(.*))?\s*$/.exec(line)
  if (match === null) return null
  const [, from = '', name, middle, trailing] = match
  const parameters = middle!.split(/ +/).filter((part) => part !== '')
  if (trailing !== undefined) parameters.push(trailing)
  return { from, name: name!.toUpperCase(), parameters }
}

export class IrcTalk implements Talk {
  readonly service = 'irc'
  private readonly sides = [new LineBuffer(), new LineBuffer()] as const
  private nick = ''
  private user = ''
  private readonly nicks: string[] = []
  private readonly channels: string[] = []

  data(isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk {
    this.sides[isOrig ? 0 : 1].push(bytes, start, end, (line) => {
      const command = readIrc(line)
      if (command === null) return true
      teller.service('irc')
      if (isOrig) this.fromClient(command, teller)
      else this.fromServer(command, teller)
      return true
    })
    return this
  }

  gap(isOrig: boolean): void {
    this.sides[isOrig ? 0 : 1].gap()
  }

  end(teller: Teller): void {
    if (this.nicks.length > 0) teller.attr('irc_nicks', this.nicks)
    if (this.channels.length > 0) teller.attr('irc_channels', this.channels)
    if (this.user !== '') teller.attr('irc_user', this.user)
  }

  private fromClient({ name, parameters }: Command, teller: Teller): void {
    const [first = ''] = parameters
    if (name === 'NICK') this.named(first, teller)
    else if (name === 'USER') {
      this.user = first
      this.tell('PCAP-IRC_User', `IRC user ${first}, real name ${parameters.at(-1) ?? ''}`, teller, {
        real_name: parameters.at(-1) ?? '',
      })
    } else if (name === 'JOIN') {
      for (const channel of first.split(',').slice(0, MAX_LISTED)) if (channel !== '') this.joined(channel, teller)
    } else if (name === 'PRIVMSG' || name === 'NOTICE') this.message(first, parameters.at(-1) ?? '', this.nick, teller)
  }

  private fromServer({ from, name, parameters }: Command, teller: Teller): void {
    if (name !== 'PRIVMSG' && name !== 'NOTICE') return
    this.message(parameters[0] ?? '', parameters.at(-1) ?? '', from.split('!')[0]!, teller)
  }

  private named(nick: string, teller: Teller): void {
    this.nick = nick
    remember(this.nicks, nick)
    this.tell('PCAP-IRC_Nick', `IRC nick ${nick}`, teller, { nick })
  }

  private joined(channel: string, teller: Teller): void {
    remember(this.channels, channel)
    this.tell('PCAP-IRC_Join', `IRC ${this.nick} joins ${channel}`, teller, { channel })
  }

  /** Of messages only offers of files and chats are events: they announce another connection. */
  private message(target: string, text: string, from: string, teller: Teller): void {
    const offer = /^\u0001DCC (SEND|CHAT) ("[^"]{1,255}"|\S{1,255}) (\S{1,45}) (\d{1,5})(?: (\d{1,15}))?/i.exec(text)
    if (offer === null) return
    const [, kind = '', file = '', host = '', port = '', size] = offer
    const address = /^\d{1,10}$/.test(host) ? quad(Number(host)) : host
    const isFile = kind.toUpperCase() === 'SEND'
    teller.expect(address, Number(port), isFile ? 'irc-dcc-data' : 'irc-dcc-chat')
    const attrs = { dcc_from: from, dcc_to: target, dcc_address: address, dcc_port: Number(port) }
    const name = file.replace(/^"|"$/g, '')
    const fileAttrs = isFile ? { dcc_file_name: name, ...(size === undefined ? {} : { dcc_file_size: Number(size) }) } : {}
    const what = isFile ? `offers ${name}${size === undefined ? '' : ` (${size} bytes)`}` : 'offers a chat'
    this.tell('PCAP-IRC_DCC', `IRC ${from} ${what} to ${target} at ${address}:${port}`, teller, { ...attrs, ...fileAttrs })
  }

  private tell(name: string, message: string, teller: Teller, attrs: Record<string, string | number>): void {
    const place = teller.place()
    const event = teller.event(place)
    event.type = 'application'
    event.name = teller.sink.text(name)
    event.service = teller.sink.text('irc')
    event.userName = teller.sink.text(this.user)
    event.message = shorten(message, 300)
    if (this.nick !== '') teller.sink.attr('nick', this.nick)
    for (const [key, value] of Object.entries(attrs)) if (key !== 'nick') teller.sink.attr(key, value)
    teller.emit(place)
  }
}

function remember(list: string[], word: string): void {
  if (word !== '' && list.length < MAX_LISTED && !list.includes(word)) list.push(word)
}

const quad = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')
