/** What evidence of each format can show, and of whom: the classes it gives, whether it covers what a sensor sees or only the host that wrote it. */
import type { EventType } from '#contract/event'
import type { EvidenceClass, FormatId } from '#contract/formats'

/**
 * Of which hosts a record speaks.
 * `seen` those whose traffic passes the sensor · `own` the host that wrote it and no other · `target` the hosts a scan looked at, when it did.
 */
export type Whose = 'seen' | 'own' | 'target'

export interface Gives {
  class: EvidenceClass
  whose: Whose
  /** Given where the source holds events of these types; without it, by every source of the format. */
  types?: readonly EventType[]
  /** Given only by events whose name matches. */
  names?: RegExp
  /** What it leaves out, as the end of “shows only …”. */
  only?: string
}

const LOGINS: readonly EventType[] = ['login', 'login-failure', 'logout', 'access-denied']
const PACKAGES = 'changes made through the package manager'
const gives = (evidence: EvidenceClass, whose: Whose, more: Omit<Gives, 'class' | 'whose'> = {}): Gives => ({
  class: evidence,
  whose,
  ...more,
})

const SYSLOG = [
  gives('authentication', 'own', { types: LOGINS }),
  gives('process', 'own', { types: ['process'], only: 'commands started through sudo, sshd or cron' }),
  gives('firewall', 'own', { types: ['firewall'], only: 'packets that a rule writes down' }),
]
const WINDOWS = [
  gives('authentication', 'own', { types: LOGINS }),
  gives('process', 'own', { types: ['process'] }),
  gives('audit', 'own', { types: ['system', 'detected-change', 'file-access', 'error', 'virus', 'intrusion'] }),
]
const TIMELINE = [
  gives('file', 'own', { types: ['file-access'], only: 'the last time each file was touched in each way' }),
  gives('authentication', 'own', { types: LOGINS }),
  gives('process', 'own', { types: ['process'], only: 'programs that left a trace on the disk' }),
  gives('web', 'own', { types: ['web-access'], only: 'what browsers of this host kept' }),
]
const PACKAGE_LOG = [gives('audit', 'own', { only: PACKAGES }), gives('config', 'own', { only: PACKAGES })]
const SCAN = [gives('vulnerability-scan', 'target')]
const ALERTS = [gives('ids', 'seen')]
const FLOWS = [gives('flow', 'seen')]
const SERVER_REQUESTS = { only: 'requests to its own web server' }

/** Names of Zeek logs that say what is on the wire rather than who talked. */
const ZEEK_KNOWN = /^Zeek-(known_|software)/i

export const DECLARATIONS: Readonly<Record<FormatId, readonly Gives[]>> = {
  zeek: [
    gives('flow', 'seen', { names: /^Zeek-Conn_/ }),
    gives('flow', 'seen', {
      types: ['network', 'login', 'login-failure', 'application', 'file-access'],
      names: /^Zeek-(?!Conn_|known_|software|weird|files|x509)/i,
      only: 'sessions of one protocol, without length and volume',
    }),
    gives('dns', 'seen', { types: ['dns'] }),
    gives('web', 'seen', { types: ['web-access', 'web-error'] }),
    gives('dhcp', 'seen', { types: ['dhcp'] }),
    gives('ids', 'seen', { types: ['intrusion'], only: 'what its own policy scripts notice' }),
    gives('passive-discovery', 'seen', { names: ZEEK_KNOWN }),
  ],
  'suricata-eve': [
    gives('ids', 'seen', { types: ['intrusion'] }),
    gives('flow', 'seen', { names: /^Suricata-(Flow_|Netflow)/ }),
    gives('dns', 'seen', { types: ['dns'] }),
    gives('web', 'seen', { types: ['web-access', 'web-error'] }),
    gives('dhcp', 'seen', { types: ['dhcp'] }),
    gives('passive-discovery', 'seen', {
      names: /^Suricata-(SSH|TLS|QUIC|SMB|VNC)/,
      only: 'versions and names that peers announced',
    }),
  ],
  'snort-fast': ALERTS,
  'snort-full': ALERTS,
  'snort-syslog': ALERTS,
  tnm: FLOWS,
  'nnm-syslog': [
    gives('passive-discovery', 'seen'),
    gives('vulnerability-scan', 'seen', { types: ['vulnerability'], only: 'weaknesses that show in passing traffic' }),
  ],
  pcap: (['flow', 'packets', 'dns', 'web', 'dhcp'] as const).map((evidence) => gives(evidence, 'seen')),
  'netflow-csv': FLOWS,
  'argus-csv': FLOWS,
  nessus: SCAN,
  'nessus-csv': SCAN,
  'nmap-xml': SCAN,
  'openvas-xml': SCAN,
  'masscan-json': SCAN,
  syslog: SYSLOG,
  'journald-json': SYSLOG,
  auditd: [
    gives('audit', 'own'),
    gives('authentication', 'own', { types: LOGINS }),
    gives('process', 'own', { types: ['process'] }),
    gives('file', 'own', { types: ['file-access'], only: 'files that an audit rule watches' }),
  ],
  utmp: [gives('authentication', 'own')],
  pacct: [gives('process', 'own', { only: 'the name of each program, at its end, without its arguments' })],
  'dpkg-log': PACKAGE_LOG,
  'apt-history': PACKAGE_LOG,
  'yum-log': PACKAGE_LOG,
  iptables: [gives('firewall', 'seen', { only: 'packets that a rule writes down' })],
  'cisco-asa': [
    gives('firewall', 'seen'),
    gives('flow', 'seen', { types: ['network', 'connection'] }),
    gives('authentication', 'own', { types: LOGINS }),
    gives('config', 'own', { types: ['detected-change', 'process'], only: 'changes to the device itself' }),
  ],
  'apache-access': [gives('web', 'own', SERVER_REQUESTS)],
  'apache-error': [gives('web', 'own', { only: 'requests to its own web server that failed' })],
  'iis-w3c': [
    gives('web', 'own', { types: ['web-access', 'web-error'], ...SERVER_REQUESTS }),
    gives('firewall', 'own', { types: ['firewall'] }),
  ],
  evtx: WINDOWS,
  'windows-json': WINDOWS,
  'plaso-csv': TIMELINE,
  timesketch: TIMELINE,
  bodyfile: [gives('file', 'own', { only: 'the last time each file was touched in each way' })],
  'config-capture': [gives('config', 'own')],
  csv: [],
  jsonl: [],
  'ioc-list': [],
  stix: [],
  misp: [],
  manual: [],
}

/** Formats whose hosts have to be told apart by what each event names. */
export const OWN_FORMATS: readonly string[] = Object.entries(DECLARATIONS)
  .filter(([, list]) => list.some(({ whose }) => whose === 'own'))
  .map(([format]) => format)
/** Formats of which the name of an event, not only its type, tells what it gives. */
export const NAMED_FORMATS: readonly string[] = Object.entries(DECLARATIONS)
  .filter(([, list]) => list.some(({ names }) => names !== undefined))
  .map(([format]) => format)

/** Shape: format × type and name of an event → what such an event gives; of one class the fuller declaration comes first. */
export function givenBy(format: string, type: EventType, name: string): Gives[] {
  const declared = (DECLARATIONS as Readonly<Record<string, readonly Gives[] | undefined>>)[format] ?? []
  return declared.filter(
    ({ types, names }) => (types === undefined || types.includes(type)) && (names === undefined || names.test(name)),
  )
}
