/** What the intrusion sensor sees besides IRC: a trickle all the time, a sweep and other attacks in early July. */
import { DAY, DAYS, HOUR, MINUTE, SECOND, START, localTime } from './clock'
import type { Rule } from './monitors'
import * as places from './places'
import { randomStream, type Random } from './random'
import { clientPort, tcp, type World } from './world'

const rule = (
  sid: number,
  text: string,
  classification: string | null,
  priority: number,
  proto: Rule['proto'] = 'TCP',
): Rule => ({
  sid,
  revision: 2,
  text,
  classification,
  priority,
  proto,
})

const WEB_PROBE = rule(1_000_101, 'LOCAL request for an administration page', 'Web Application Attack', 1)
const WEB_LEAK = rule(1_000_102, 'LOCAL request for a backup file', 'Attempted Information Leak', 2)
const SNMP = rule(1_000_103, 'LOCAL SNMP question with a default community', 'Attempted Information Leak', 2, 'UDP')
const PING = rule(1_000_104, 'LOCAL ping from outside', null, 3, 'ICMP')
const SWEEP = rule(1_000_201, 'LOCAL many hosts tried on one port', 'Detection of a Network Scan', 3)
const ADMIN = rule(1_000_202, 'LOCAL file service overflow attempt', 'Attempted Administrator Privilege Gain', 1)
const FLOOD = rule(1_000_203, 'LOCAL half-open connections without end', 'Attempted Denial of Service', 2)

/** Strangers who ask for what they should not, at any time. */
function trickle(world: World): void {
  const random = randomStream('trickle')
  const stranger = () => ({ ip: `198.19.${random.between(100, 250)}.${random.between(1, 254)}`, port: clientPort(random) })
  const www = { ip: places.WWW, port: 80 }
  for (let day = 0; day < DAYS; day++) {
    const at = () => START + day * DAY + random.between(0, DAY - 1)
    for (let left = random.between(2, 5); left > 0; left--)
      world.snort.alert(at(), random.chance(0.6) ? WEB_PROBE : WEB_LEAK, stranger(), www)
    for (let left = random.between(0, 3); left > 0; left--)
      world.snort.alert(at(), SNMP, stranger(), { ip: places.GATE, port: 161 })
    for (let left = random.between(3, 8); left > 0; left--) {
      world.snort.alert(at(), PING, { ip: stranger().ip, port: null }, { ip: `198.18.20.${random.between(1, 40)}`, port: null })
    }
    for (let left = random.between(14, 30); left > 0; left--) noise(world, random, at())
  }
}

/** Packets that belong to nothing: single attempts at ports nobody serves. */
function noise(world: World, random: Random, startUs: number): void {
  const refused = random.chance(0.3)
  world.zeek.conn(
    tcp(random, {
      startUs,
      durationUs: refused ? random.between(90, 900) : 0,
      client: `198.19.${random.between(100, 250)}.${random.between(1, 254)}`,
      server: `198.18.${random.pick([1, 2, 30, 31])}.${random.between(1, 254)}`,
      serverPort: random.pick([23, 135, 139, 445, 1433, 3389, 5900, 8080]),
      clientBytes: 0,
      serverBytes: 0,
      state: refused ? 'REJ' : 'S0',
    }),
  )
}

const SWEEPS = [
  { start: '2009-07-01 22:10:00', port: 22, hosts: 250 },
  { start: '2009-07-02 03:40:00', port: 22, hosts: 250 },
  { start: '2009-07-02 21:05:00', port: 445, hosts: 220 },
  { start: '2009-07-03 02:20:00', port: 22, hosts: 250 },
  { start: '2009-07-04 04:15:00', port: 80, hosts: 220 },
  { start: '2009-07-05 01:30:00', port: 22, hosts: 250 },
  { start: '2009-07-06 05:55:00', port: 445, hosts: 220 },
] as const

/** One address tries a port on every host of the office networks, and the sensors say so. */
function sweeps(world: World): void {
  const random = randomStream('sweeps')
  for (const { start, port, hosts } of SWEEPS) {
    const startUs = localTime(start)
    for (let host = 1; host <= hosts; host++) {
      const tsUs = startUs + host * 900_000 + random.between(0, 300_000)
      const server = `198.18.${random.pick([30, 31])}.${host}`
      const refused = random.chance(0.25)
      const durationUs = refused ? random.between(90, 900) : 0
      const talk = tcp(random, {
        startUs: tsUs,
        durationUs,
        client: places.SWEEPER,
        server,
        serverPort: port,
        clientBytes: 0,
        serverBytes: 0,
        state: refused ? 'REJ' : 'S0',
      })
      world.zeek.conn(talk)
      if (host % 3 === 0) world.snort.alert(tsUs + 40, SWEEP, { ip: places.SWEEPER, port: talk.clientPort }, { ip: server, port })
    }
    world.zeek.sweepNotice(startUs + 25 * SECOND, places.SWEEPER, port, 25)
  }
}

/** The louder part of early July. */
function attacks(world: World): void {
  const random = randomStream('attacks')
  const from = () => ({ ip: random.chance(0.5) ? places.SWEEPER : random.pick(places.KNOCKERS), port: clientPort(random) })
  const times = (count: number, rule_: Rule, ip: () => string, port: number) => {
    for (let left = count; left > 0; left--) {
      const tsUs = localTime('2009-07-02 00:00:00') + random.between(0, 5 * DAY - 1)
      world.snort.alert(tsUs, rule_, from(), { ip: ip(), port })
    }
  }
  times(64, ADMIN, () => random.pick(places.WORKSTATIONS), 445)
  times(88, WEB_PROBE, () => random.pick([places.WWW, '198.18.20.12']), 80)
  times(31, FLOOD, () => places.WWW, 80)
  times(26, WEB_LEAK, () => '198.18.20.11', 80)
  gateGuesses(world)
}

/** Passwords guessed at the gate host, which keeps a log; none of them is right. */
function gateGuesses(world: World): void {
  const random = randomStream('gate guesses')
  const names = ['test', 'admin', 'oracle', 'guest', 'nagios', 'postgres', 'www']
  const guess = (tsUs: number, client: string) => {
    const known = random.chance(0.45)
    const from = { ip: client, port: clientPort(random) }
    world.gate.guess(
      tsUs,
      known ? random.pick(['root', 'mhale']) : random.pick(names),
      known,
      from,
      random.between(2_000, 31_000),
    )
    world.zeek.ssh(
      tcp(random, {
        startUs: tsUs - 300_000,
        durationUs: 4 * SECOND,
        client,
        server: places.GATE,
        serverPort: 22,
        clientBytes: 1_310,
        serverBytes: 1_874,
        service: 'ssh',
      }),
      'SSH-2.0-libssh-0.1',
      'SSH-2.0-OpenSSH_5.2',
      false,
    )
  }
  for (let day = 0; day < DAYS; day++) {
    const loud = day >= 27 && day <= 31
    const startUs = START + day * DAY + random.between(0, 20) * HOUR
    for (let left = loud ? 60 : random.between(0, 6); left > 0; left--) {
      guess(startUs + random.between(0, 90) * MINUTE, loud ? places.SWEEPER : random.pick(places.KNOCKERS))
    }
  }
}

/** Shape: alerts and attempts of every kind but IRC and port 22 of the server, written down by the sensors. */
export function intrusions(world: World): void {
  trickle(world)
  sweeps(world)
  attacks(world)
}
