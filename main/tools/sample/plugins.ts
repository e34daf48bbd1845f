/** What the scans found on which host: plugin numbers and names as the scanner publishes them, texts written here. */
import { SERVER, SERVERS } from './places'

export interface Finding {
  plugin: number
  name: string
  family: string
  severity: number
  port: number
  service: string
  proto: 'tcp' | 'udp' | 'icmp'
  hosts: 'all' | readonly string[]
  /** Reported by the second scan only. */
  secondOnly?: boolean
  cves?: readonly string[]
  synopsis: string
  description: string
  solution: string
  output?: (ip: string, name: string) => string
}

const others = [...SERVERS.keys()].filter((ip) => ip !== SERVER)
const web = [SERVER, others[0]!, others[1]!, others[2]!]
const none = 'n/a'

const about = (
  plugin: number,
  name: string,
  family: string,
  severity: number,
  at: readonly [number, string, Finding['proto']],
  hosts: Finding['hosts'],
  synopsis: string,
  more: Partial<Finding> = {},
): Finding => ({
  plugin,
  name,
  family,
  severity,
  port: at[0],
  service: at[1],
  proto: at[2],
  hosts,
  synopsis,
  description: synopsis,
  solution: none,
  ...more,
})

const HOST = [0, 'general', 'tcp'] as const
const SSH = [22, 'ssh', 'tcp'] as const
const HTTP = [80, 'www', 'tcp'] as const
const FTP = [21, 'ftp', 'tcp'] as const

/** Plain observations: reachable, named, what runs. */
const OBSERVED: readonly Finding[] = [
  about(10180, 'Ping the remote host', 'Port scanners', 0, HOST, 'all', 'The host answered a ping.', {
    output: (ip) => `The remote host (${ip}) is up`,
  }),
  about(10287, 'Traceroute Information', 'General', 0, [0, 'general', 'udp'], 'all', 'A route to the host was found.', {
    output: (ip) => `For your information, here is the traceroute to ${ip} :\n198.18.2.60\n198.18.2.1\n${ip}`,
  }),
  about(12053, 'Host Fully Qualified Domain Name (FQDN) Resolution', 'General', 0, HOST, 'all', 'The host has a name.', {
    output: (ip, name) => `${ip} resolves as ${name}.`,
  }),
  about(11936, 'OS Identification', 'General', 0, HOST, 'all', 'The operating system could be guessed.'),
  about(19506, 'Nessus Scan Information', 'Settings', 0, HOST, 'all', 'How this scan was made.'),
  about(11219, 'Nessus SYN scanner', 'Port scanners', 0, SSH, 'all', 'This port is open.'),
  about(
    10267,
    'SSH Server Type and Version Information',
    'Service detection',
    0,
    SSH,
    'all',
    'An SSH server answers on this port.',
    {
      output: (ip) => `SSH version : SSH-2.0-OpenSSH_${ip === SERVER ? '4.3' : '5.2'}`,
    },
  ),
  about(10881, 'SSH Protocol Versions Supported', 'General', 0, SSH, 'all', 'The versions of the protocol the server speaks.'),
  about(11219, 'Nessus SYN scanner', 'Port scanners', 0, HTTP, web, 'This port is open.'),
  about(10107, 'HTTP Server Type and Version', 'Web Servers', 0, HTTP, web, 'A web server answers on this port.', {
    output: (ip) => `The remote web server type is :\n\nApache/2.2.${ip === SERVER ? '3 (CentOS)' : '11 (Unix)'}`,
  }),
  about(11219, 'Nessus SYN scanner', 'Port scanners', 0, FTP, [SERVER, others[0]!], 'This port is open.'),
  about(10092, 'FTP Server Detection', 'Service detection', 0, FTP, [SERVER, others[0]!], 'An FTP server answers on this port.', {
    output: () => 'The remote FTP banner is :\n\n220 (vsFTPd 2.0.5)',
  }),
]

/** Weaknesses of the server in question. */
const WEAK: readonly Finding[] = [
  about(
    22466,
    'OpenSSH < 4.4 Multiple Vulnerabilities',
    'Gain a shell remotely',
    4,
    SSH,
    [SERVER],
    'The SSH server is old and has known holes.',
    {
      cves: ['CVE-2006-4924', 'CVE-2006-5051'],
      solution: 'Install OpenSSH 4.4 or later.',
    },
  ),
  about(
    32314,
    'Debian OpenSSH/OpenSSL Package Random Number Generator Weakness',
    'Gain a shell remotely',
    4,
    SSH,
    [SERVER],
    'The host key comes from a small, known set.',
    {
      cves: ['CVE-2008-0166'],
      solution: 'Make new keys.',
      secondOnly: true,
    },
  ),
  about(
    10882,
    'SSH Protocol Version 1 Session Key Retrieval',
    'General',
    3,
    SSH,
    [SERVER],
    'The server still accepts version 1 of the protocol.',
    {
      cves: ['CVE-2001-0361'],
      solution: 'Switch version 1 off.',
    },
  ),
  about(
    31737,
    'OpenSSH X11 Forwarding Session Hijacking',
    'General',
    2,
    SSH,
    [SERVER],
    'A local user can take over forwarded X11 sessions.',
    {
      cves: ['CVE-2008-1483'],
      solution: 'Install OpenSSH 5.0 or later.',
    },
  ),
  about(34460, 'Unsupported Web Server Detection', 'Web Servers', 3, HTTP, [SERVER], 'The web server is no longer maintained.', {
    solution: 'Move to a maintained version.',
  }),
  about(
    28181,
    'PHP < 5.2.5 Multiple Vulnerabilities',
    'CGI abuses',
    3,
    HTTP,
    [SERVER],
    'The PHP behind the web server is old and has known holes.',
    {
      cves: ['CVE-2007-4887', 'CVE-2007-5898'],
      solution: 'Install PHP 5.2.5 or later.',
    },
  ),
  about(
    11213,
    'HTTP TRACE / TRACK Methods Allowed',
    'Web Servers',
    2,
    HTTP,
    [SERVER, others[2]!],
    'The web server answers TRACE requests.',
    {
      cves: ['CVE-2003-1567', 'CVE-2004-2320'],
      solution: 'Switch TRACE off.',
    },
  ),
  about(10079, 'Anonymous FTP Enabled', 'FTP', 2, FTP, [SERVER, others[0]!], 'Anyone may log in to the FTP server.', {
    cves: ['CVE-1999-0497'],
    solution: 'Switch anonymous access off where it is not wanted.',
  }),
  about(
    10114,
    'ICMP Timestamp Request Remote Date Disclosure',
    'General',
    1,
    [0, 'general', 'icmp'],
    [SERVER, others[4]!],
    'The host tells its clock to anyone.',
    {
      cves: ['CVE-1999-0524'],
      solution: 'Filter the requests.',
    },
  ),
  about(
    34324,
    'FTP Supports Clear Text Authentication',
    'FTP',
    1,
    FTP,
    [SERVER, others[0]!],
    'Passwords cross the network in clear.',
    { solution: 'Use SFTP.' },
  ),
]

export const FINDINGS: readonly Finding[] = [...OBSERVED, ...WEAK]
