/** The two network scans, as the scanner's own v2 file. No credentials: it saw hosts from outside only. */
import { MINUTE, nessusTime, localTime } from './clock'
import { SCANNER, SERVER, SERVERS } from './places'
import { FINDINGS, type Finding } from './plugins'
import { nessusReading } from './reading'
import type { Told } from './told'

export interface ScanReport {
  fileName: string
  text: string
  told: Told[]
}

/** What a scan says of one host, for the answers. */
export interface Reported {
  host: string
  port: number
  plugin: number
  name: string
  severity: number
  tsUs: number
  source: 'nessus' | 'nnm-syslog'
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const element = (name: string, text: string) => `<${name}>${escape(text)}</${name}>`
const RISK = ['None', 'Low', 'Medium', 'High', 'Critical']

function item(finding: Finding, output: string): string {
  return [
    `<ReportItem port="${finding.port}" svc_name="${finding.service}" protocol="${finding.proto}" severity="${finding.severity}" pluginID="${finding.plugin}" pluginName="${escape(finding.name)}" pluginFamily="${escape(finding.family)}">`,
    element('description', finding.description),
    element('risk_factor', RISK[finding.severity]!),
    element('solution', finding.solution),
    element('synopsis', finding.synopsis),
    ...(finding.cves ?? []).map((cve) => element('cve', cve)),
    ...(output === '' ? [] : [element('plugin_output', output)]),
    '</ReportItem>',
  ].join('\n')
}

const scanInformation = (startUs: number, minutes: number) =>
  [
    'Information about this scan :',
    '',
    'Nessus version : 4.0.1',
    'Plugin feed version : 200906170234',
    'Type of plugin feed : ProfessionalFeed (Direct)',
    `Scanner IP : ${SCANNER}`,
    'Port scanner(s) : nessus_syn_scanner ',
    'Port range : 1-10000',
    'Thorough tests : no ',
    'Experimental tests : no ',
    'Paranoia level : 1',
    'Report Verbosity : 1',
    'Safe checks : yes ',
    'Credentialed checks : no',
    `Scan Start Date : ${nessusTime(startUs)}`,
    `Scan duration : ${minutes * 60} sec`,
  ].join('\n')

/** What one scan finds on one host; the findings of the second scan include its own. */
const findingsOf = (ip: string, second: boolean): Finding[] =>
  FINDINGS.filter(({ hosts, secondOnly }) => (hosts === 'all' || hosts.includes(ip)) && (second || secondOnly !== true))

const systemOf = (ip: string, index: number): string => (ip !== SERVER && index % 3 === 2 ? 'FreeBSD 7.2' : 'Linux Kernel 2.6')

const toldOf = ({ family, port }: Finding, ip: string, tsUs: number): Told => ({
  tsUs,
  ...nessusReading(family),
  format: 'nessus',
  src: null,
  dst: { ip, port },
  client: null,
  server: null,
})

const reportedOf = ({ port, plugin, name, severity }: Finding, host: string, tsUs: number): Reported => ({
  host,
  port,
  plugin,
  name,
  severity,
  tsUs,
  source: 'nessus',
})

interface ScannedHost {
  ip: string
  name: string
  system: string
  fromUs: number
  toUs: number
  findings: Finding[]
}

function hostElement({ ip, name, system, fromUs, toUs, findings }: ScannedHost): string {
  const tags = {
    HOST_END: nessusTime(toUs),
    'operating-system': system,
    'host-ip': ip,
    'host-fqdn': name,
    HOST_START: nessusTime(fromUs),
  }
  const outputOf = (finding: Finding) =>
    finding.plugin === 19506 ? scanInformation(fromUs, 4) : (finding.output?.(ip, name) ?? '')
  return [
    `<ReportHost name="${ip}"><HostProperties>`,
    ...Object.entries(tags).map(([key, value]) => `<tag name="${key}">${escape(value)}</tag>`),
    '</HostProperties>',
    ...findings.map((finding) => item(finding, outputOf(finding))),
    '</ReportHost>',
  ].join('\n')
}

/**
 * Write one scan of the department's servers.
 *
 * Shape: (file name, local start, which of the two) → the file, what it tells, and what it reported.
 */
export function scan(fileName: string, start: string, second: boolean): ScanReport & { reported: Reported[] } {
  const hosts = [...SERVERS].map(([ip, name], index): ScannedHost => {
    const fromUs = localTime(start) + index * 5 * MINUTE
    const toUs = fromUs + 4 * MINUTE + index * 7_000_000
    return { ip, name, system: systemOf(ip, index), fromUs, toUs, findings: findingsOf(ip, second) }
  })
  const text = [
    '<?xml version="1.0" ?>',
    '<NessusClientData_v2>',
    '<Policy><policyName>Department servers, monthly</policyName></Policy>',
    '<Report name="Department servers" xmlns:cm="http://www.nessus.org/cm">',
    ...hosts.map(hostElement),
    '</Report>',
    '</NessusClientData_v2>',
    '',
  ].join('\n')
  const each = <T>(make: (finding: Finding, ip: string, tsUs: number) => T): T[] =>
    hosts.flatMap(({ ip, toUs, findings }) => findings.map((finding) => make(finding, ip, toUs)))
  return { fileName, text, told: each(toldOf), reported: each(reportedOf) }
}
