/** The symptom: one server connecting to one outside IRC host every five minutes, first on port 7000, then on 6667. */
import { DAY, END, HOUR, MINUTE, SECOND, localHour, localTime } from './clock'
import type { Rule } from './monitors'
import { IRC, IRC_NAME, SERVER } from './places'
import { randomStream } from './random'
import { lookUp, tcp, type World } from './world'

/** First connection on port 7000: half an hour after the long session on port 22 has ended. */
export const IRC_BEGINS = localTime('2009-06-28 17:31:20')
/** From here on the same host is reached on port 6667 only. */
export const PORT_CHANGES = localTime('2009-06-30 09:14:40')
const PERIOD = 300 * SECOND

/** Rules without a class: all the sensor can say is that they matched. */
const JOIN: Rule = {
  sid: 1_000_667,
  revision: 3,
  text: 'LOCAL IRC channel join from server network',
  classification: null,
  priority: 3,
  proto: 'TCP',
}
const WELCOME: Rule = {
  sid: 1_000_668,
  revision: 1,
  text: 'LOCAL IRC server greeting to server network',
  classification: null,
  priority: 3,
  proto: 'TCP',
}

/** Each day the connections stop for about two hours in the early evening. */
function inGap(tsUs: number, wobble: (day: number) => number): boolean {
  const hour = localHour(tsUs)
  if (hour < 16 || hour > 20) return false
  const midnight = Math.floor((tsUs - 4 * HOUR) / DAY) * DAY + 4 * HOUR
  const since = tsUs - midnight - wobble(midnight / DAY)
  return since >= 17 * HOUR + 40 * MINUTE && since < 19 * HOUR + 35 * MINUTE
}

/** Shape: the connections, their alerts and look-ups, written down by the sensors; the last one ends the case. */
export function ircConnections(world: World): void {
  const random = randomStream('irc')
  const wobble = (day: number) => randomStream(`irc gap ${Math.floor(day)}`).between(-6, 6) * MINUTE
  let sinceLookUp = Infinity
  for (let tsUs = IRC_BEGINS; tsUs < END - MINUTE; tsUs += PERIOD + random.between(-1_500_000, 1_500_000)) {
    if (inGap(tsUs, wobble)) continue
    if (tsUs - sinceLookUp > 30 * MINUTE || sinceLookUp === Infinity) {
      lookUp(world, random, tsUs - 40_000, SERVER, IRC_NAME, IRC)
      sinceLookUp = tsUs
    }
    const port = tsUs < PORT_CHANGES ? 7000 : 6667
    const talk = tcp(random, {
      startUs: tsUs,
      durationUs: random.between(6_000_000, 9_000_000),
      client: SERVER,
      server: IRC,
      serverPort: port,
      clientBytes: 412,
      serverBytes: random.between(1_860, 1_890),
      service: 'irc',
    })
    world.zeek.conn(talk)
    world.monitor.session(talk, 'TCP_Session_Completed')
    const here = { ip: SERVER, port: talk.clientPort }
    const there = { ip: IRC, port }
    world.snort.alert(tsUs + random.between(900_000, 1_400_000), JOIN, here, there)
    if (random.chance(0.16))
      world.snort.alert(tsUs + random.between(500_000, 800_000), WELCOME, there, here, { client: here, server: there })
  }
}
