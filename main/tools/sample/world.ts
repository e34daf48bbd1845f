/** The sensors of the site, and the small moves every part of the story is made of. */
import { GateLog } from './gate-log'
import { IntrusionSensor, SessionMonitor } from './monitors'
import { PassiveScanner } from './passive-scanner'
import { RESOLVER } from './places'
import type { Random } from './random'
import type { Connection } from './told'
import { ZeekSensor } from './zeek'

export interface World {
  zeek: ZeekSensor
  monitor: SessionMonitor
  snort: IntrusionSensor
  passive: PassiveScanner
  gate: GateLog
}

/** Shape: a site on which nothing has happened yet. */
export const emptyWorld = (): World => ({
  zeek: new ZeekSensor(),
  monitor: new SessionMonitor(),
  snort: new IntrusionSensor(),
  passive: new PassiveScanner(),
  gate: new GateLog(),
})

/** A port a client's system would pick. */
export const clientPort = (random: Random): number => random.between(32_768, 60_999)

type Talk = Pick<Connection, 'startUs' | 'durationUs' | 'client' | 'server' | 'serverPort' | 'clientBytes' | 'serverBytes'> &
  Partial<Connection>

/** Shape: the parts that matter → a whole TCP connection, in order and answered unless said otherwise. */
export const tcp = (random: Random, talk: Talk): Connection => ({
  proto: 'tcp',
  clientPort: clientPort(random),
  state: 'SF',
  service: null,
  ...talk,
})

/** A look-up at the site's resolver. */
export function lookUp(world: World, random: Random, tsUs: number, client: string, query: string, answer: string | null): void {
  const talk = tcp(random, {
    startUs: tsUs,
    durationUs: random.between(400, 48_000),
    client,
    server: RESOLVER,
    serverPort: 53,
    clientBytes: query.length + 18,
    serverBytes: query.length + (answer === null ? 18 : 34),
    proto: 'udp',
    service: 'dns',
  })
  world.zeek.dns(talk, query, answer)
}
