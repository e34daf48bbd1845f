/** The evidence that decides: attempts and short sessions on port 22 that move together, and four sessions that lasted. */
import { DAY, HOUR, MINUTE, SECOND, localTime } from './clock'
import * as places from './places'
import { randomStream, type Random } from './random'
import type { Connection } from './told'
import { clientPort, tcp, type World } from './world'

/** Attempts per local day that timed out and that were answered for a few seconds: the two lists sum to 573 and 230 from 15 June on. */
const FIRST_DAY = localTime('2009-06-15 00:00:00')
const TIMED_OUT = [4, 3, 0, 5, 2, 0, 6, 3, 4, 0, 5, 2, 3, 7, 4, 3, 12, 96, 128, 74, 83, 88, 27, 10, 4]
const SHORT = [2, 1, 0, 2, 1, 0, 2, 1, 2, 0, 2, 1, 1, 3, 2, 1, 5, 39, 52, 29, 33, 35, 11, 4, 1]
/** Before that: two quiet days with a few of each. */
const EARLIER = [
  { day: localTime('2009-06-07 00:00:00'), timedOut: 5, short: 2 },
  { day: localTime('2009-06-11 00:00:00'), timedOut: 3, short: 1 },
] as const

export interface LongSession {
  id: string
  talk: Connection
  label: string
  seenByZeek: boolean
}

const inbound = (
  start: string,
  seconds: number,
  client: string,
  port: number,
  toServer: number,
  toClient: number,
): Connection => ({
  startUs: localTime(start),
  durationUs: seconds * SECOND,
  proto: 'tcp',
  client,
  clientPort: port,
  server: places.SERVER,
  serverPort: 22,
  clientBytes: toServer,
  serverBytes: toClient,
  state: 'SF',
  service: 'ssh',
})

/** The four established sessions from outside. The first lasted 71 s whatever its label says; the last one only the border monitor saw. */
export const LONG_SESSIONS: readonly LongSession[] = [
  {
    id: 'A',
    talk: inbound('2009-06-10 22:31:14', 71, places.CALLER_A, 2455, 1_702, 2_411),
    label: 'Long_TCP_Session_5_Minutes',
    seenByZeek: true,
  },
  {
    id: 'B',
    talk: inbound('2009-06-27 21:04:22', 611, places.CALLER_B, 3675, 34_912, 57_001),
    label: 'Long_TCP_Session_5_Minutes',
    seenByZeek: true,
  },
  {
    id: 'C',
    talk: { ...inbound('2009-06-27 22:36:04', 317, places.CALLER_C, 56_612, 702, 180), state: 'RSTO' },
    label: 'Long_TCP_Session_5_Minutes',
    seenByZeek: true,
  },
  {
    id: 'D',
    talk: inbound('2009-06-28 16:02:09', 3_744, places.CALLER_B, 3701, 88_120, 410_233),
    label: 'Long_TCP_Session_60_Minutes',
    seenByZeek: false,
  },
]

function longSessions(world: World): void {
  for (const { talk, label, seenByZeek } of LONG_SESSIONS) {
    world.monitor.session(talk, label)
    const offset = 204_311
    const seen = { ...talk, startUs: talk.startUs + offset, durationUs: talk.durationUs - 3_127 }
    if (seenByZeek) world.zeek.ssh(seen, 'SSH-2.0-PuTTY_Release_0.60', 'SSH-2.0-OpenSSH_4.3', null)
  }
}

/** A caller knocks; nobody answers until it gives up. */
function attempt(world: World, random: Random, startUs: number, client: string): void {
  const talk = tcp(random, {
    startUs,
    durationUs: 21 * SECOND + random.between(0, 80_000),
    client,
    server: places.SERVER,
    serverPort: 22,
    clientBytes: 0,
    serverBytes: 0,
    state: 'S0',
  })
  world.zeek.conn(talk)
  world.monitor.session(talk, 'TCP_Session_TimedOut')
}

/** A caller is answered, takes the banner, and is gone. */
function short(world: World, random: Random, startUs: number, client: string): void {
  const talk = tcp(random, {
    startUs,
    durationUs: random.between(900_000, 4_300_000),
    client,
    server: places.SERVER,
    serverPort: 22,
    clientBytes: random.between(420, 1_180),
    serverBytes: random.between(760, 1_790),
    service: 'ssh',
  })
  world.zeek.ssh(talk, 'SSH-2.0-libssh-0.1', 'SSH-2.0-OpenSSH_4.3', null)
  world.monitor.session(talk, 'TCP_Session_Short')
}

/** One local day of knocking: a few bursts of an hour or less, attempts and short sessions mixed in each. */
function knocking(world: World, day: number, timedOut: number, answered: number): void {
  const random = randomStream(`port 22 ${day}`)
  const bursts = Array.from({ length: timedOut > 20 ? 4 : 1 }, () => ({
    startUs: day + random.between(1, 22) * HOUR,
    client: random.chance(0.7) ? places.SWEEPER : random.pick(places.KNOCKERS),
  }))
  const at = (index: number) => {
    const burst = bursts[index % bursts.length]!
    return { tsUs: burst.startUs + random.between(0, 50 * MINUTE), client: burst.client }
  }
  for (let left = 0; left < timedOut; left++) {
    const { tsUs, client } = at(left)
    attempt(world, random, tsUs, client)
  }
  for (let left = 0; left < answered; left++) {
    const { tsUs, client } = at(left)
    short(world, random, tsUs, client)
  }
}

/** What the passive scanner learned about the server and port 22. */
function passiveDiscovery(world: World): void {
  const { passive } = world
  const server = { ip: places.SERVER, port: 22 }
  passive.openPort(localTime('2009-06-05 09:12:41'), places.SERVER, 22)
  passive.acceptsExternal(localTime('2009-06-10 22:31:15'), places.CALLER_A, places.SERVER, 22)
  passive.acceptsExternal(localTime('2009-06-27 21:04:23'), places.CALLER_B, places.SERVER, 22)
  const trusts = [
    ['2009-06-08 10:44:31', places.ADMINS[3].ip, places.SERVER],
    ['2009-06-16 14:02:09', places.ADMINS[0].ip, places.SERVER],
    ['2009-06-22 03:30:02', places.BACKUP, places.SERVER],
    ['2009-06-29 01:18:47', places.SERVER, places.COMPUTE],
  ] as const
  for (const [when, client, host] of trusts) passive.newTrust(localTime(when), client, host, 22)
  const weak = [
    ['2009-06-05 09:12:44', 1967, 'OpenSSH < 4.4 Multiple Vulnerabilities', 3],
    ['2009-06-18 02:21:10', 4402, 'SSH Server Accepts Protocol Version 1', 2],
    ['2009-07-06 21:40:55', 5036, 'OpenSSH CBC Mode Plaintext Disclosure', 2],
  ] as const
  for (const [when, plugin, name, severity] of weak) {
    passive.weakness(localTime(when), server, plugin, name, 'SSH-2.0-OpenSSH_4.3', severity)
  }
}

/** The new relations of the trust list are sessions too, seen by Zeek inside the server network. */
function internalSessions(world: World): void {
  const random = randomStream('internal ssh')
  const backup = (day: number) =>
    tcp(random, {
      startUs: localTime('2009-06-22 03:30:01') + day * DAY + random.between(0, 40 * SECOND),
      durationUs: random.between(240, 420) * SECOND,
      client: places.BACKUP,
      server: places.SERVER,
      serverPort: 22,
      clientBytes: random.between(40_000, 60_000),
      serverBytes: random.between(2_000_000, 6_000_000),
      service: 'ssh',
    })
  for (let day = 0; day < 18; day++) world.zeek.ssh(backup(day), 'SSH-2.0-OpenSSH_5.2', 'SSH-2.0-OpenSSH_4.3', true)
  const look = {
    startUs: localTime('2009-06-29 01:18:47') + 118_402,
    durationUs: 4_402_117,
    client: places.SERVER,
    clientPort: clientPort(random),
    server: places.COMPUTE,
    serverPort: 22,
    clientBytes: 1_204,
    serverBytes: 1_988,
    service: 'ssh',
    state: 'RSTO' as const,
    proto: 'tcp' as const,
  }
  world.zeek.ssh(look, 'SSH-2.0-OpenSSH_4.3', 'SSH-2.0-OpenSSH_5.2', false)
}

/** Shape: everything on port 22 of the server that is not administration, written down by the sensors. */
export function port22(world: World): void {
  for (const { day, timedOut, short: answered } of EARLIER) knocking(world, day, timedOut, answered)
  TIMED_OUT.forEach((timedOut, index) => knocking(world, FIRST_DAY + index * DAY, timedOut, SHORT[index]!))
  longSessions(world)
  internalSessions(world)
  passiveDiscovery(world)
}
