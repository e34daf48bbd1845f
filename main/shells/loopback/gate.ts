/** Who may talk to the browser shell: the page that came with the one-time ticket, from the one origin, and nobody else. */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const SECRET_BYTES = 32
/** Tickets that may wait to be used: one for the window that opens by itself, one printed, some asked for later. Chosen. */
const MAX_TICKETS = 8

export type Verdict = 'pass' | 'ticket' | 'forbidden' | 'misdirected'

const same = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const cookieValue = (header: string | undefined, name: string): string | null =>
  header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? null

/** The gate of one server: its origin, its cookie, its ticket. */
export class Gate {
  readonly origin: string
  readonly #cookie: string
  readonly #session: string
  readonly #secret: () => string
  #tickets: string[] = []

  constructor(port: number, randomBytes: (count: number) => Uint8Array) {
    this.origin = `http://127.0.0.1:${port}`
    // WHY: browsers share cookies between the ports of one host; the port in the name keeps two workbenches apart.
    this.#cookie = `backtrail-${port}`
    this.#secret = () => Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url')
    this.#session = this.#secret()
  }

  /** Shape: → address that opens the workbench once. */
  newAddress(): string {
    const ticket = this.#secret()
    this.#tickets = [...this.#tickets, ticket].slice(-MAX_TICKETS)
    return `${this.origin}/?ticket=${ticket}`
  }

  // SECURITY: not readable by script, not sent along with requests that other sites start.
  get setCookie(): string {
    return `${this.#cookie}=${this.#session}; Path=/; HttpOnly; SameSite=Strict`
  }

  /** Shape: request for a page → what to do with it. */
  judge(request: IncomingMessage): Verdict {
    // SECURITY: a name that someone else's DNS points at 127.0.0.1 is not our origin.
    if (`http://${request.headers.host ?? ''}` !== this.origin) return 'misdirected'
    if (request.method !== 'GET' && request.method !== 'HEAD') return 'forbidden'
    const ticket = new URL(request.url ?? '/', this.origin).searchParams.get('ticket')
    if (ticket !== null) return this.#spend(ticket) ? 'ticket' : 'forbidden'
    return this.#knows(request) ? 'pass' : 'forbidden'
  }

  /** Shape: request to open the socket → whether it may. */
  admits(request: IncomingMessage, path: string): boolean {
    // SECURITY: browsers let any site open a WebSocket to 127.0.0.1; the origin, the cookie and the path must all be ours.
    return (
      `http://${request.headers.host ?? ''}` === this.origin &&
      request.headers.origin === this.origin &&
      request.url === path &&
      this.#knows(request)
    )
  }

  #knows(request: IncomingMessage): boolean {
    const value = cookieValue(request.headers.cookie, this.#cookie)
    return value !== null && same(value, this.#session)
  }

  #spend(ticket: string): boolean {
    const left = this.#tickets.filter((known) => !same(ticket, known))
    const spent = left.length < this.#tickets.length
    this.#tickets = left
    return spent
  }
}
