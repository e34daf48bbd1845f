/** What else the server in question does: a file service, names, and a few visits to one web site. */
import { DAY, DAYS, HOUR, MINUTE, SECOND, START, localTime } from './clock'
import * as places from './places'
import { randomStream } from './random'
import { lookUp, tcp, type World } from './world'

/** Visits to the site that hosts shell accounts: the server's only traffic on port 80. */
const VISITS = [
  ['2009-06-28 16:21:05', '/'],
  ['2009-06-28 16:22:40', '/plans.html'],
  ['2009-06-28 16:41:12', '/register.php'],
  ['2009-06-28 22:07:31', '/'],
  ['2009-06-29 01:12:18', '/login.php'],
  ['2009-06-29 01:12:50', '/account.php'],
  ['2009-06-30 09:02:44', '/login.php'],
  ['2009-06-30 09:03:09', '/account.php'],
  ['2009-07-02 20:48:27', '/'],
  ['2009-07-02 20:49:01', '/status.html'],
  ['2009-07-05 23:15:36', '/login.php'],
  ['2009-07-07 02:30:10', '/status.html'],
] as const

function visits(world: World): void {
  const random = randomStream('visits')
  for (const [when, page] of VISITS) {
    const startUs = localTime(when) + random.between(0, 999_999)
    const talk = tcp(random, {
      startUs,
      durationUs: random.between(600_000, 7_800_000),
      client: places.SERVER,
      server: places.SHELLS,
      serverPort: 80,
      clientBytes: random.between(390, 640),
      serverBytes: random.between(1_900, 9_400),
      service: 'http',
    })
    lookUp(world, random, startUs - 50_000, places.SERVER, places.SHELLS_NAME, places.SHELLS)
    world.zeek.http(talk, places.SHELLS_NAME, page, 'Links (2.1pre26; Linux 2.6.18 i686; 80x24)', 200)
    world.monitor.session(talk, talk.durationUs < 5 * SECOND ? 'TCP_Session_Short' : 'TCP_Session_Completed')
  }
  const detail = 'GET / HTTP/1.1 User-Agent: Links (2.1pre26; Linux 2.6.18 i686; 80x24)'
  world.passive.webClient(localTime('2009-06-28 16:21:05'), places.SERVER, places.SHELLS, detail)
}

/** Colleagues fetch files by FTP from inside. */
function fileService(world: World): void {
  const random = randomStream('file service')
  for (let day = 0; day < DAYS; day++) {
    for (let left = random.between(0, 3); left > 0; left--) {
      world.zeek.conn(
        tcp(random, {
          startUs: START + day * DAY + random.between(9, 17) * HOUR + random.between(0, 59) * MINUTE,
          durationUs: random.between(4, 190) * SECOND,
          client: random.pick(places.WORKSTATIONS),
          server: places.SERVER,
          serverPort: 21,
          clientBytes: random.between(120, 900),
          serverBytes: random.between(400, 4_000),
          service: 'ftp',
        }),
      )
    }
  }
}

/** What the passive scanner learned about the department's servers and the offices. */
function passiveInventory(world: World): void {
  const { passive } = world
  const random = randomStream('passive inventory')
  passive.system(localTime('2009-06-05 09:12:38'), places.SERVER, 'Linux Kernel 2.6')
  passive.openPort(localTime('2009-06-05 11:40:02'), places.SERVER, 21)
  passive.openPort(localTime('2009-06-18 02:21:14'), places.SERVER, 80)
  passive.webServer(localTime('2009-06-18 02:21:15'), places.SERVER, 80, 'Server: Apache/2.2.3 (CentOS)')
  for (const ip of [...places.SERVERS.keys()].filter((host) => host !== places.SERVER)) {
    const at = START + random.between(1, 40) * HOUR
    passive.openPort(at, ip, 22)
    passive.newTrust(at + 3 * HOUR, random.pick(places.ADMINS).ip, ip, 22)
  }
  for (const ip of places.WORKSTATIONS.slice(0, 40)) {
    const site = random.pick(places.SITES)
    passive.webClient(START + random.between(9, 200) * HOUR, ip, site.ip, `GET / HTTP/1.1 Host: ${site.name}`)
  }
}

/** Shape: the server's own small life, written down by the sensors. */
export function serverLife(world: World): void {
  visits(world)
  fileService(world)
  passiveInventory(world)
}
