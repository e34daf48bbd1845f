/** One host element as events: whether it answered, each port, each script that spoke. */
import type { FactDraft, RecordSink } from '../kit/format'
import { nameWord } from '../kit/taxonomy'
import { integerOf, portOf, shorten } from '../kit/text'
import { attributeOf, childOf, childrenOf, type XmlNode } from '../kit/xml-node'

/** What the scan as a whole says: when it began, and how it was called. */
export interface Scan {
  startUs: number
  args: string
}

const MESSAGE_LENGTH = 300
const secondsUs = (text: string) => integerOf(text) * 1_000_000
const words = (...parts: string[]) => shorten(parts.filter((part) => part !== '').join(' '), MESSAGE_LENGTH)

/** Nmap's risk factors of its vulnerability library. Source: nselib/vulns. */
const SEVERITY_OF_RISK: ReadonlyMap<string, number> = new Map([
  ['LOW', 1],
  ['MEDIUM', 2],
  ['HIGH', 3],
  ['CRITICAL', 4],
])

export class HostReader {
  readonly ip: string
  private readonly tsUs: number
  private readonly names: XmlNode[]

  constructor(
    private readonly host: XmlNode,
    private readonly scan: Scan,
    private readonly sink: RecordSink,
  ) {
    const addresses = childrenOf(host, 'address')
    this.ip = attributeOf(
      addresses.find((address) => /^ipv[46]$/.test(attributeOf(address, 'addrtype'))),
      'addr',
    )
    const [end, start] = [secondsUs(attributeOf(host, 'endtime')), secondsUs(attributeOf(host, 'starttime'))]
    this.tsUs = end || start || scan.startUs
    this.names = childrenOf(childOf(host, 'hostnames'), 'hostname')
  }

  /** Shape: → the reason why it is no host, or null where its events and facts were given. */
  read(): string | null {
    const { sink, host } = this
    if (sink.ip(this.ip) === 0) return 'the host has no address that can be read'
    if (Number.isNaN(this.tsUs)) return 'neither the host nor the scan states a time'
    this.hostEvent()
    for (const port of childrenOf(childOf(host, 'ports'), 'port')) this.portEvent(port)
    for (const script of childrenOf(childOf(host, 'hostscript'), 'script')) this.scriptEvent(script, null)
    for (const fact of this.facts()) sink.fact(fact)
    return null
  }

  private begin(): void {
    const { event } = this.sink
    event.tsUs = this.tsUs
    event.dstIp = this.sink.ip(this.ip)
    event.hostName = this.sink.text(attributeOf(this.names[0], 'name'))
  }

  private hostEvent(): void {
    const { sink, host } = this
    const status = childOf(host, 'status')
    const state = attributeOf(status, 'state') || 'unknown'
    const ports = childOf(host, 'ports')
    const open = childrenOf(ports, 'port').filter((port) => attributeOf(childOf(port, 'state'), 'state') === 'open').length
    const others = childrenOf(ports, 'extraports').map((extra) => `${attributeOf(extra, 'count')} ${attributeOf(extra, 'state')}`)
    this.begin()
    sink.event.type = 'network'
    sink.event.name = sink.text(`Nmap-Host_${nameWord(state)}`)
    sink.event.message = words([`host is ${state}`, ...(ports === undefined ? [] : [`${open} ports open`, ...others])].join(', '))
    if (others.length > 0) sink.attr('extraports', others)
    this.hostAttrs(status)
    sink.emit()
  }

  private hostAttrs(status: XmlNode | undefined): void {
    const { sink, host } = this
    for (const [name, value] of [
      ['reason', attributeOf(status, 'reason')],
      ['args', this.scan.args],
      ['starttime', attributeOf(host, 'starttime')],
      ['distance', attributeOf(childOf(host, 'distance'), 'value')],
      ['lastboot', attributeOf(childOf(host, 'uptime'), 'lastboot')],
      [
        'mac_vendor',
        attributeOf(
          childrenOf(host, 'address').find((address) => attributeOf(address, 'vendor') !== ''),
          'vendor',
        ),
      ],
    ] as const)
      if (value !== '') sink.attr(name, value)
    const matches = childrenOf(childOf(host, 'os'), 'osmatch')
    if (matches.length > 0)
      sink.attr(
        'osmatch',
        matches.map((match) => ({ name: attributeOf(match, 'name'), accuracy: attributeOf(match, 'accuracy') })),
      )
    const hops = childrenOf(childOf(host, 'trace'), 'hop')
    if (hops.length > 0)
      sink.attr(
        'trace',
        hops.map(({ attributes }) => attributes),
      )
  }

  private portEvent(port: XmlNode): void {
    const { sink } = this
    const [state, service] = [childOf(port, 'state'), childOf(port, 'service')]
    const number = portOf(attributeOf(port, 'portid'))
    const proto = attributeOf(port, 'protocol')
    const [word, name] = [attributeOf(state, 'state') || 'unknown', attributeOf(service, 'name')]
    const product = ['product', 'version', 'extrainfo'].map((part) => attributeOf(service, part))
    this.begin()
    sink.event.type = 'network'
    sink.event.name = sink.text(`Nmap-Port_${nameWord(word)}`)
    sink.event.dstPort = number
    sink.event.proto = sink.text(proto)
    sink.event.service = sink.text(name)
    sink.event.message = words(`${attributeOf(port, 'portid')}/${proto}`, word, name, ...product)
    for (const source of [state, service])
      for (const [key, value] of Object.entries(source?.attributes ?? {}))
        if (value !== '' && key !== 'state' && key !== 'name') sink.attr(key, value)
    const cpes = childrenOf(service, 'cpe').map(({ text }) => text.trim())
    if (cpes.length > 0) sink.attr('cpe', cpes)
    sink.emit()
    for (const script of childrenOf(port, 'script')) this.scriptEvent(script, { number, proto })
    if (word === 'open') this.portFacts(name, product.slice(0, 2), cpes, number, proto)
  }

  private portFacts(service: string, product: string[], cpes: string[], port: number, proto: string): void {
    const about = { host: this.ip, tsUs: this.tsUs, proto, ...(Number.isNaN(port) ? {} : { port }) }
    this.sink.fact({ ...about, kind: 'service', value: service })
    const software = product.filter((part) => part !== '').join(' ')
    if (software !== '') this.sink.fact({ ...about, kind: 'software', value: software })
    for (const value of cpes) this.sink.fact({ ...about, kind: 'cpe', value })
  }

  private scriptEvent(script: XmlNode, port: { number: number; proto: string } | null): void {
    this.begin()
    if (port !== null) {
      this.sink.event.dstPort = port.number
      this.sink.event.proto = this.sink.text(port.proto)
    }
    fillScript(script, this.sink)
    this.sink.emit()
  }

  private facts(): FactDraft[] {
    const { host, tsUs, ip } = this
    const one = (kind: FactDraft['kind'], values: string[]) =>
      [...new Set(values)].filter((value) => value !== '').map((value) => ({ host: ip, kind, value, tsUs }))
    const best = childOf(childOf(host, 'os'), 'osmatch')
    return [
      ...one('os', [attributeOf(best, 'name')]),
      ...one(
        'cpe',
        childrenOf(best, 'osclass').flatMap((each) => childrenOf(each, 'cpe').map(({ text }) => text.trim())),
      ),
      ...one(
        'name',
        this.names.map((name) => attributeOf(name, 'name')),
      ),
      ...one(
        'mac',
        childrenOf(host, 'address')
          .filter((each) => attributeOf(each, 'addrtype') === 'mac')
          .map((each) => attributeOf(each, 'addr').toLowerCase()),
      ),
      ...one('scan-target', [ip]),
    ]
  }
}

/** Fill the event from what a script said. Only what its vulnerability library states as vulnerable has a severity above 0. */
export function fillScript(script: XmlNode, sink: RecordSink): void {
  const { event } = sink
  const id = attributeOf(script, 'id')
  const output = attributeOf(script, 'output').trim()
  event.type = 'vulnerability'
  event.name = sink.text(`Nmap-Script_${nameWord(id) || 'unknown'}`)
  event.signatureId = sink.text(id)
  event.signature = sink.text(id)
  event.severity = 0
  event.message = words(id, output.replace(/\s+/g, ' ').slice(0, 2 * MESSAGE_LENGTH))
  if (output !== '') sink.attr('output', output)
  const found = childrenOf(script, 'table').filter((table) => /^(LIKELY )?VULNERABLE/.test(elementText(table, 'state')))
  if (found.length === 0) return
  const risk = /Risk factor: (\w+)/.exec(output)?.[1] ?? ''
  event.severity = SEVERITY_OF_RISK.get(risk.toUpperCase()) ?? NaN
  event.signature = sink.text(elementText(found[0]!, 'title') || id)
  sink.attr('state', elementText(found[0]!, 'state'))
  const cves = found.flatMap((table) =>
    [attributeOf(table, 'key'), ...idsOf(table)].flatMap((text) => text.match(/CVE-\d{4}-\d{4,}/g) ?? []),
  )
  if (cves.length > 0) sink.attr('cves', [...new Set(cves)])
}

const elementText = (table: XmlNode, key: string): string =>
  childrenOf(table, 'elem')
    .find((elem) => attributeOf(elem, 'key') === key)
    ?.text.trim() ?? ''
const idsOf = (table: XmlNode): string[] =>
  childrenOf(
    childrenOf(table, 'table').find((inner) => attributeOf(inner, 'key') === 'ids'),
    'elem',
  ).map(({ text }) => text)
