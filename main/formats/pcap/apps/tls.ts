/** TLS: what both sides say before they are encrypted. */
import { be16 } from '../layers/packet'
import { ja4 } from './ja4'
import { readClientHello, readServerHello } from './tls-hello'
import type { Talk, Teller } from './talk'

/** A hello that is longer is not read; with post-quantum keys they reach 2 KiB. */
const MAX_HELLO_BYTES = 16_384
const HANDSHAKE = 22
const ALERT = 21

const VERSIONS: Readonly<Record<number, string>> = {
  ...{ 0x0304: 'TLSv13', 0x0303: 'TLSv12', 0x0302: 'TLSv11', 0x0301: 'TLSv10', 0x0300: 'SSLv3' },
}

/** The first handshake message of one side, out of its records. */
class Records {
  private rest: Uint8Array = new Uint8Array(0)
  private message: Uint8Array = new Uint8Array(0)
  isOver = false

  /** Shape: bytes of the side → the message once it is whole. Sets `isOver` where there will be none. */
  push(bytes: Uint8Array): Uint8Array | null {
    this.rest = Buffer.concat([this.rest, bytes])
    while (this.rest.length >= 5) {
      const length = be16(this.rest, 3)
      if (this.rest[0] !== HANDSHAKE || this.rest[1] !== 3 || length === 0 || length > 16_640) return this.give()
      if (this.rest.length < 5 + length) break
      this.message = Buffer.concat([this.message, this.rest.subarray(5, 5 + length)])
      this.rest = this.rest.subarray(5 + length)
      if (this.message.length < 4) continue
      const whole = 4 + ((this.message[1]! << 16) | be16(this.message, 2))
      if (whole > MAX_HELLO_BYTES) return this.give()
      if (this.message.length >= whole) {
        this.isOver = true
        return this.message.subarray(0, whole)
      }
    }
    return this.rest.length > MAX_HELLO_BYTES + 16_640 ? this.give() : null
  }

  /** The first record is an alert: why there is no hello. */
  get alert(): number | null {
    return this.rest[0] === ALERT && this.rest.length >= 7 ? this.rest[6]! : null
  }

  private give(): null {
    this.isOver = true
    return null
  }
}

export class TlsTalk implements Talk {
  readonly service = 'ssl'
  private readonly sides = [new Records(), new Records()] as const

  data(isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null {
    const side = this.sides[isOrig ? 0 : 1]
    if (!side.isOver) {
      const message = side.push(bytes.subarray(start, end))
      if (message !== null) this.hello(message, teller)
      else if (side.isOver && side.alert !== null) teller.attr('tls_alert', side.alert)
    }
    return this.sides[0].isOver && this.sides[1].isOver ? null : this
  }

  gap(isOrig: boolean): void {
    this.sides[isOrig ? 0 : 1].isOver = true
  }

  end(): void {}

  private hello(message: Uint8Array, teller: Teller): void {
    if (message[0] === 1) {
      const hello = readClientHello(message, 4, message.length)
      if (hello === null) return
      teller.service('ssl')
      if (hello.serverName !== '') teller.attr('server_name', hello.serverName)
      if (hello.alpn !== '') teller.attr('tls_alpn', hello.alpn)
      teller.attr('ja4', ja4(hello))
    } else if (message[0] === 2) {
      const hello = readServerHello(message, 4, message.length)
      if (hello === null) return
      teller.service('ssl')
      teller.attr('tls_version', VERSIONS[hello.version] ?? `0x${hello.version.toString(16)}`)
      teller.attr('tls_cipher', `0x${hello.cipher.toString(16).padStart(4, '0')}`)
      if (hello.alpn !== '') teller.attr('tls_next_protocol', hello.alpn)
    }
  }
}
