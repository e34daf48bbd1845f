/** One ReportItem as an event: what a plugin says of a host. */
import type { RecordSink } from '../kit/format'
import { integerOf, portOf } from '../kit/text'
import { complianceOf } from './compliance'
import type { ScannedHost } from './host'
import type { Element } from './parts'

const word = (text: string) => text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '')

/** Children that may come several times; each is kept as a list. */
const LISTS: Readonly<Record<string, string>> = { cve: 'cves', bid: 'bids', xref: 'xrefs', cwe: 'cwes' }

function childAttrs(element: Element, sink: RecordSink): void {
  const lists = new Map<string, string[]>()
  const texts = new Map<string, string>()
  for (const { name, text } of element.children) {
    const list = LISTS[name]
    if (list === undefined) texts.set(name, texts.has(name) ? `${texts.get(name)!}\n${text.trim()}` : text.trim())
    else lists.set(list, [...(lists.get(list) ?? []), text.trim()])
  }
  for (const [name, value] of [...texts, ...lists]) if (value !== '') sink.attr(name, value)
}

/** Shape: (element, its host) → fills the event; the reason where it is no item. */
export function fillItem(element: Element, host: ScannedHost, sink: RecordSink): string | null {
  const { event } = sink
  const {
    pluginID = '',
    pluginName = '',
    pluginFamily = '',
    port,
    protocol = '',
    severity,
    svc_name: service = '',
  } = element.attributes
  const level = integerOf(severity)
  if (!/^\d{1,9}$/.test(pluginID)) return 'pluginID is not a number'
  if (!(level <= 4)) return 'severity is not 0 to 4'
  if (Number.isNaN(portOf(port))) return 'port is not a port'
  if (Number.isNaN(host.tsUs)) return 'the host states no time of its scan'
  const isCompliance =
    pluginFamily === 'Policy Compliance' || element.children.some(({ name }) => name.startsWith('cm:compliance-'))
  event.tsUs = host.tsUs
  event.tsQuality = host.tsQuality
  event.type = isCompliance ? 'compliance' : 'vulnerability'
  event.name = sink.text(`Nessus-${word(pluginFamily) || 'No_Family'}`)
  event.dstIp = sink.ip(host.ip)
  event.dstPort = portOf(port)
  event.proto = sink.text(protocol)
  /* A question mark is the scanner's own doubt: the name is guessed from the port. */
  event.service = sink.text(service === 'general' ? '' : service.replace(/\?$/, ''))
  event.hostName = sink.text(host.hostName)
  event.severity = level
  event.signatureId = sink.text(pluginID)
  const compliance = isCompliance ? complianceOf(element, pluginName) : null
  event.signature = sink.text(compliance?.check ?? pluginName)
  event.outcome = compliance?.outcome ?? 'none'
  event.message = compliance?.message ?? pluginName
  if (compliance !== null) sink.attr('pluginName', pluginName)
  sink.attr('family', pluginFamily)
  if (service !== '') sink.attr('svc_name', service)
  childAttrs(element, sink)
  return null
}

/** What an item states about its host beyond the event: a port that answers, and how the scan was made. */
export function itemFacts(element: Element, host: ScannedHost, sink: RecordSink): void {
  const { port, protocol = 'tcp', svc_name: service = '', pluginID } = element.attributes
  const number = portOf(port)
  if (number > 0) sink.fact({ host: host.ip, kind: 'service', value: service, port: number, proto: protocol, tsUs: host.tsUs })
  if (pluginID !== '19506') return
  const output = element.children.find(({ name }) => name === 'plugin_output')?.text ?? ''
  const scanner = /^Scanner IP : (\S+)/m.exec(output)?.[1]
  if (scanner !== undefined) sink.sourceSensor(scanner)
  const credentialed = /^Credentialed checks : (\w+)/m.exec(output)?.[1]
  if (credentialed === undefined || host.tags.has('Credentialed_Scan')) return
  sink.fact({ host: host.ip, kind: 'credentialed-scan', value: credentialed === 'yes' ? 'true' : 'false', tsUs: host.tsUs })
}
