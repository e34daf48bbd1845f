/** What the generator says an analyst should read from each record it writes; the expected answers are counted from these. */
import type { EventType } from '#contract/event'
import type { FormatId } from '#contract/formats'
import { isHome } from './places'

/** One end of a talk. */
export interface Side {
  ip: string
  port: number | null
}

/** One event as it should be read. */
export interface Told {
  tsUs: number
  type: EventType
  name: string
  format: FormatId
  /** As the sensor wrote them. */
  src: Side | null
  dst: Side | null
  /** As they were. */
  client: Side | null
  server: Side | null
  durationUs?: number
  clientBytes?: number
  serverBytes?: number
}

/** Shape: roles → direction by the home network. */
export function directionOf({ client, server }: Told): string {
  if (client === null || server === null) return 'unknown'
  const from = isHome(client.ip)
  const to = isHome(server.ip)
  return from ? (to ? 'internal' : 'outbound') : to ? 'inbound' : 'external'
}

/** A truth both sides of the wire agree on; each sensor writes down its own view of it. */
export interface Connection {
  startUs: number
  durationUs: number
  proto: 'tcp' | 'udp' | 'icmp'
  client: string
  clientPort: number
  server: string
  serverPort: number
  clientBytes: number
  serverBytes: number
  /** `SF` ended in order, `RSTO` client broke it off, `S0` no answer, `REJ` refused. */
  state: 'SF' | 'RSTO' | 'S0' | 'REJ'
  service: string | null
}
