/** Ids of the evidence formats, and the classes of evidence they give. */
export const FORMAT_IDS = [
  'zeek', 'suricata-eve', 'snort-fast', 'snort-full', 'snort-syslog', 'tnm', 'nnm-syslog', 'pcap', 'netflow-csv', 'argus-csv',
  'nessus', 'nessus-csv', 'nmap-xml', 'openvas-xml', 'masscan-json', 'syslog', 'journald-json', 'auditd', 'utmp', 'pacct',
  'dpkg-log', 'apt-history', 'yum-log', 'iptables', 'cisco-asa', 'apache-access', 'apache-error', 'iis-w3c', 'evtx',
  'windows-json', 'plaso-csv', 'timesketch', 'bodyfile', 'csv', 'jsonl', 'config-capture', 'ioc-list', 'stix', 'misp', 'manual',
] as const
export type FormatId = (typeof FORMAT_IDS)[number]

export const EVIDENCE_CLASSES = [
  'flow', 'packets', 'ids', 'firewall', 'dns', 'web', 'dhcp', 'authentication', 'process', 'audit', 'file', 'config',
  'vulnerability-scan', 'passive-discovery',
] as const
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number]
