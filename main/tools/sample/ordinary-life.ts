/** What a campus does all day: browsing, mail, names, clocks, people at the web site, administrators at work. */
import { DAYS, DAY, END, HOUR, MINUTE, SECOND, START, isWeekend } from './clock'
import * as places from './places'
import { randomStream, type Random } from './random'
import { clientPort, lookUp, tcp, type World } from './world'

/** How busy each local hour is. */
const BUSY = [1, 1, 1, 1, 1, 1, 2, 4, 9, 14, 15, 14, 11, 13, 14, 13, 12, 9, 6, 5, 4, 3, 2, 1]
const AGENTS = [
  'Mozilla/5.0 (Windows; U; Windows NT 5.1; en-US; rv:1.9.0.11) Gecko/2009060215 Firefox/3.0.11',
  'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 5.1)',
  'Mozilla/5.0 (Macintosh; U; Intel Mac OS X 10_5_7; en-us) AppleWebKit/530.17 (KHTML, like Gecko) Version/4.0 Safari/530.17',
]
const PAGES = ['/', '/index.html', '/search', '/news/today', '/images/top.png', '/style.css', '/a/1', '/about', '/feed.xml']

/** The last hour belongs to the story: what is seen last is an IRC connection. */
const QUIET_FROM = END - HOUR

/** A moment of one day, more often when the campus is busy. */
function moment(random: Random, day: number): number {
  const tsUs = START + day * DAY + random.weighted(BUSY) * HOUR + random.between(0, HOUR - 1)
  return tsUs < QUIET_FROM ? tsUs : tsUs - HOUR
}

/** How many of `perDay` a day sees: less at the weekend, never quite the same. */
function load(random: Random, day: number, perDay: number): number {
  const share = isWeekend(START + day * DAY + 12 * HOUR) ? 0.35 : 1
  return Math.round(perDay * share * (0.85 + random.unit() * 0.3))
}

const daily = (random: Random, perDay: number, one: (tsUs: number) => void) => {
  for (let day = 0; day < DAYS; day++) for (let left = load(random, day, perDay); left > 0; left--) one(moment(random, day))
}

function browsing(world: World): void {
  const random = randomStream('browsing')
  daily(random, 150, (tsUs) => {
    const client = random.pick(places.WORKSTATIONS)
    const site = random.pick(places.SITES)
    if (random.chance(0.55)) lookUp(world, random, tsUs - 60_000, client, site.name, site.ip)
    const secure = random.chance(0.3)
    const talk = tcp(random, {
      startUs: tsUs,
      durationUs: random.between(80_000, 24 * SECOND),
      client,
      server: site.ip,
      serverPort: secure ? 443 : 80,
      clientBytes: random.between(380, 2_600),
      serverBytes: random.between(900, 90_000),
      service: secure ? 'ssl' : 'http',
    })
    if (secure) world.zeek.ssl(talk, site.name)
    else
      world.zeek.http(
        talk,
        site.name,
        random.pick(PAGES),
        random.pick(AGENTS),
        [200, 304, 302, 404][random.weighted([80, 12, 5, 3])]!,
      )
  })
}

function readers(world: World): void {
  const random = randomStream('readers')
  daily(random, 95, (startUs) => {
    const talk = tcp(random, {
      startUs,
      durationUs: random.between(60_000, 9 * SECOND),
      client: random.pick(places.READERS),
      server: places.WWW,
      serverPort: 80,
      clientBytes: random.between(320, 900),
      serverBytes: random.between(700, 60_000),
      service: 'http',
    })
    world.zeek.http(
      talk,
      'www.example.edu',
      random.pick(PAGES),
      random.pick(AGENTS),
      [200, 304, 404, 500][random.weighted([82, 12, 5, 1])]!,
    )
  })
}

/** The department's other servers are read from outside too; the session monitor at the border sees that. */
function departmentServers(world: World): void {
  const random = randomStream('department servers')
  daily(random, 52, (startUs) => {
    const server = random.pick(['198.18.20.10', '198.18.20.11', '198.18.20.12'])
    const talk = tcp(random, {
      startUs,
      durationUs: random.between(SECOND, 240 * SECOND),
      client: random.pick(places.READERS),
      server,
      serverPort: random.pick([80, 443]),
      clientBytes: random.between(400, 3_000),
      serverBytes: random.between(2_000, 400_000),
    })
    world.zeek.conn(talk)
    world.monitor.session(talk, talk.durationUs < 5 * SECOND ? 'TCP_Session_Short' : 'TCP_Session_Completed')
  })
}

function mailAndClocks(world: World): void {
  const random = randomStream('mail and clocks')
  daily(random, 42, (startUs) => {
    const outward = random.chance(0.45)
    const other = random.pick(places.OTHER_MAIL)
    world.zeek.conn(
      tcp(random, {
        startUs,
        durationUs: random.between(SECOND, 12 * SECOND),
        client: outward ? places.MAIL : other,
        server: outward ? other : places.MAIL,
        serverPort: 25,
        clientBytes: random.between(1_200, 64_000),
        serverBytes: random.between(300, 700),
        service: 'smtp',
      }),
    )
  })
  for (const host of places.SERVERS.keys()) {
    for (
      let tsUs = START + random.between(0, 4 * HOUR);
      tsUs < START + DAYS * DAY;
      tsUs += 12 * HOUR + random.between(-9, 9) * MINUTE
    ) {
      const ask = { startUs: tsUs, durationUs: random.between(300, 2_000), client: host, server: places.NTP, serverPort: 123 }
      world.zeek.conn({ ...ask, proto: 'udp', clientPort: 123, clientBytes: 48, serverBytes: 48, state: 'SF', service: 'ntp' })
    }
  }
}

/** Names asked for without a visit that follows. */
function names(world: World): void {
  const random = randomStream('names')
  daily(random, 120, (tsUs) => {
    const site = random.pick(places.SITES)
    const wrong = random.chance(0.06)
    lookUp(world, random, tsUs, random.pick(places.WORKSTATIONS), wrong ? `wpad.${site.name}` : site.name, wrong ? null : site.ip)
  })
}

/** Administrators reach the servers over SSH from their own network; that traffic does not cross the border. */
function administration(world: World): void {
  const random = randomStream('administration')
  daily(random, 7, (startUs) => {
    const { ip } = random.pick(places.ADMINS)
    const server = random.chance(0.18)
      ? places.SERVER
      : random.pick([...places.SERVERS.keys()].filter((host) => host !== places.SERVER))
    const talk = tcp(random, {
      startUs,
      durationUs: random.between(150, 2_400) * SECOND + random.between(0, 999_999),
      client: ip,
      server,
      serverPort: 22,
      clientBytes: random.between(5_000, 60_000),
      serverBytes: random.between(12_000, 400_000),
      service: 'ssh',
    })
    world.zeek.ssh(talk, 'SSH-2.0-OpenSSH_5.1', 'SSH-2.0-OpenSSH_5.2', true)
  })
}

const COMMANDS = [
  '/usr/bin/tail /var/log/messages',
  '/etc/init.d/sshd restart',
  '/usr/bin/passwd',
  '/usr/bin/less /var/log/maillog',
  '/sbin/shutdown -k now',
]

/** The gate host: the only one whose log-in log was kept. */
function gate(world: World): void {
  const random = randomStream('gate')
  daily(random, 9, (startUs) => {
    const { user } = random.pick(places.ADMINS)
    const from = { ip: random.pick(places.WORKSTATIONS), port: clientPort(random) }
    if (startUs > END - 4 * HOUR) return
    const commands = random.chance(0.4) ? [random.pick(COMMANDS)] : []
    world.gate.visit(startUs, startUs + random.between(4, 190) * MINUTE, user, from, random.between(2_000, 31_000), commands)
  })
  for (let day = 0; day < DAYS; day++)
    for (const hour of [1, 7, 13, 19]) world.gate.cron(START + day * DAY + hour * HOUR + SECOND, 900 + day * 24 + hour)
  world.gate.newUser(START + 12 * DAY + 10 * HOUR + 20 * MINUTE, 'lkim', 1012, 7_741)
}

/** Shape: the site's everyday traffic, written down by its sensors. */
export function ordinaryLife(world: World): void {
  browsing(world)
  readers(world)
  departmentServers(world)
  mailAndClocks(world)
  names(world)
  administration(world)
  gate(world)
}
