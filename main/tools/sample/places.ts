/** Who lives where: the home network, its hosts, and the outside. Documentation and benchmarking addresses only. */

/** The site's own network; public address space, so that no private-address rule recognises it (RFC 2544). */
export const HOME = '198.18.0.0/16'
/** Shape: address → it belongs to the site. */
export const isHome = (ip: string): boolean => ip.startsWith('198.18.')

/** The server in question. */
export const SERVER = '198.18.20.14'
export const SERVER_NAME = 'nimbus.cs.example.edu'

export const RESOLVER = '198.18.1.53'
export const NTP = '198.18.1.123'
export const MAIL = '198.18.1.25'
export const WWW = '198.18.1.80'
export const GATE = '198.18.2.5'
export const SCANNER = '198.18.2.60'
export const BACKUP = '198.18.20.40'
export const COMPUTE = '198.18.20.31'

/** The four administrators and the machines they sit at. */
export const ADMINS = [
  { user: 'mhale', ip: '198.18.2.11' },
  { user: 'jortiz', ip: '198.18.2.12' },
  { user: 'skhan', ip: '198.18.2.13' },
  { user: 'rvega', ip: '198.18.2.14' },
] as const

/** Servers of the department's network; the session monitor at the border watches this /24. */
export const SERVERS: ReadonlyMap<string, string> = new Map([
  ['198.18.20.10', 'mirror.cs.example.edu'],
  ['198.18.20.11', 'svn.cs.example.edu'],
  ['198.18.20.12', 'wiki.cs.example.edu'],
  [SERVER, SERVER_NAME],
  ['198.18.20.21', 'lists.cs.example.edu'],
  [COMPUTE, 'compute1.cs.example.edu'],
  ['198.18.20.32', 'compute2.cs.example.edu'],
  [BACKUP, 'backup.cs.example.edu'],
])

const range = (prefix: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${prefix}.${from + index}`)

export const WORKSTATIONS: readonly string[] = [...range('198.18.30', 10, 49), ...range('198.18.31', 10, 39)]

/** The one outside host of the IRC connections, and the site that hosts shell accounts. */
export const IRC = '203.0.113.200'
export const IRC_NAME = 'irc.example.net'
export const SHELLS = '198.51.100.80'
export const SHELLS_NAME = 'shells.example.org'

/** Three outside addresses with established sessions on port 22, each in another network. */
export const CALLER_A = '192.0.2.8'
export const CALLER_B = '203.0.113.5'
export const CALLER_C = '198.51.100.61'

/** Addresses that try port 22; the first does most of it and sweeps the whole site in early July. */
export const KNOCKERS = [
  '203.0.113.77',
  '192.0.2.33',
  '192.0.2.140',
  '198.51.100.17',
  '198.51.100.203',
  '203.0.113.41',
  '198.19.77.12',
  '198.19.140.9',
  '198.19.201.66',
] as const
export const SWEEPER = KNOCKERS[0]

export interface Site {
  name: string
  ip: string
}

const WORDS = ['news', 'img', 'static', 'mail', 'maps', 'video', 'docs', 'wiki', 'shop', 'forum', 'cdn', 'search']
const DOMAINS = ['example.org', 'example.net', 'example.com']

/** Sites that people of the campus visit. */
export const SITES: readonly Site[] = WORDS.flatMap((word, row) =>
  DOMAINS.map((domain, column) => ({ name: `${word}.${domain}`, ip: `198.19.${10 + row}.${20 + column * 37}` })),
)

/** Mail exchangers elsewhere. */
export const OTHER_MAIL = range('198.19.40', 5, 14)
/** Readers of the campus web site and of the department's servers. */
export const READERS = [...range('198.19.90', 20, 89), ...range('192.0.2', 200, 219), ...range('198.51.100', 150, 169)]
