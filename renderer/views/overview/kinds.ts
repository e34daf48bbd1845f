/** Which kinds of evidence a case has, told from its events, and what the missing ones leave unanswered. */
import type { EvidenceClass } from '#contract/formats'
import type { PivotRow } from '#contract/query'

export interface Kind {
  id: EvidenceClass
  /** What it answers, as the end of “has … :”. */
  answers: string
}

/** Kinds an investigation of hosts and access asks for first; the rest is shown where it is there. */
export const KINDS: readonly Kind[] = [
  { id: 'flow', answers: 'who talked to whom, when, how long, how much' },
  { id: 'ids', answers: 'what a sensor recognised in traffic' },
  { id: 'authentication', answers: 'who logged in, from where, and who failed' },
  { id: 'process', answers: 'which program ran, started by whom' },
  { id: 'file', answers: 'what was read, written or taken' },
  { id: 'config', answers: 'accounts, password policy, settings at a date' },
  { id: 'dns', answers: 'which names were asked for' },
  { id: 'web', answers: 'which pages were asked for' },
  { id: 'firewall', answers: 'what was let through and what was refused' },
  { id: 'vulnerability-scan', answers: 'what was weak, at the dates of the scans' },
  { id: 'passive-discovery', answers: 'what listened and what was new on the wire' },
  { id: 'dhcp', answers: 'which machine had an address' },
]

/** Kinds that only a host's own log tells; a network sensor that calls a session a login has not seen the login. */
export const HOST_LOG_KINDS: readonly EvidenceClass[] = ['authentication', 'process', 'file']
const NETWORK_SENSORS = [
  'zeek',
  'suricata-eve',
  'snort-fast',
  'snort-full',
  'snort-syslog',
  'tnm',
  'nnm-syslog',
  'pcap',
  'netflow-csv',
  'argus-csv',
]
/** Clause that leaves only what hosts wrote themselves. */
export const WRITTEN_BY_HOSTS = `-format:(${NETWORK_SENSORS.join(' OR ')})`

const BY_FORMAT: Partial<Record<string, EvidenceClass>> = {
  nessus: 'vulnerability-scan',
  'nessus-csv': 'vulnerability-scan',
  'nmap-xml': 'vulnerability-scan',
  'openvas-xml': 'vulnerability-scan',
  'masscan-json': 'vulnerability-scan',
  'nnm-syslog': 'passive-discovery',
  'config-capture': 'config',
  pcap: 'packets',
  iptables: 'firewall',
  'cisco-asa': 'firewall',
}
const BY_TYPE: Partial<Record<string, EvidenceClass>> = {
  network: 'flow',
  connection: 'flow',
  intrusion: 'ids',
  login: 'authentication',
  'login-failure': 'authentication',
  logout: 'authentication',
  process: 'process',
  dns: 'dns',
  'web-access': 'web',
  'web-error': 'web',
  firewall: 'firewall',
  dhcp: 'dhcp',
  'file-access': 'file',
}

/** Shape: rows of a pivot by `format, type` → events per kind of evidence. */
export function kindsPresent(rows: readonly PivotRow[]): Map<EvidenceClass, number> {
  const found = new Map<EvidenceClass, number>()
  for (const { key, value } of rows) {
    const kind = BY_FORMAT[String(key[0])] ?? BY_TYPE[String(key[1])]
    if (kind !== undefined && HOST_LOG_KINDS.includes(kind) && NETWORK_SENSORS.includes(String(key[0]))) continue
    if (kind !== undefined) found.set(kind, (found.get(kind) ?? 0) + value)
  }
  return found
}
