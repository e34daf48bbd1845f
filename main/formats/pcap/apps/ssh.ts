/** SSH: the version line of both sides. Source: RFC 4253 section 4.2. */
import { LineBuffer } from './lines'
import type { Talk, Teller } from './talk'

export class SshTalk implements Talk {
  readonly service = 'ssh'
  private readonly sides = [new LineBuffer(), new LineBuffer()] as const
  private readonly isTold = [false, false]

  data(isOrig: boolean, bytes: Uint8Array, start: number, end: number, teller: Teller): Talk | null {
    const side = isOrig ? 0 : 1
    if (this.isTold[side]) return this
    this.sides[side].push(bytes, start, end, (line) => {
      if (!line.startsWith('SSH-')) return true
      this.isTold[side] = true
      teller.service('ssh')
      teller.attr(isOrig ? 'ssh_client' : 'ssh_server', line.slice(0, 255))
      teller.fact(isOrig, 'software', line.slice(0, 255))
      return false
    })
    return this.isTold[0] && this.isTold[1] ? null : this
  }

  gap(isOrig: boolean): void {
    this.sides[isOrig ? 0 : 1].gap()
  }

  end(): void {}
}
