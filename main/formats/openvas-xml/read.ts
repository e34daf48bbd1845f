/** Reads an OpenVAS report as a stream of results, from XML or CSV. */
import { microsFromIso } from '#contract/units'
import type { CsvRow } from '../kit/csv'
import { readCsv, type CsvPlan } from '../kit/csv-reader'
import type { RecordSink, SourceInput } from '../kit/format'
import { canonicalIp } from '../kit/ip'
import { peek } from '../kit/peek'
import { latin1 } from '../kit/text'
import { attributeOf, childOf, childrenOf, childText, readXml, type XmlNode } from '../kit/xml-node'
import { readXmlParts, rootTag, type XmlPlan } from '../kit/xml-reader'
import type { XmlPart } from '../kit/xml-walker'
import { cvesIn, FindingSink, type Finding } from './finding'
import { scanIn, type Scan } from './hosts'

/** How far into the file the blocks about hosts are looked for. Chosen: most reports are smaller. */
const LOOKED_THROUGH = 16 << 20

class ReportReader implements XmlPlan {
  readonly wanted = new Map([['result', 'element']] as const)
  readonly damageId = 'openvas-damaged'
  private readonly findings: FindingSink
  private readonly told = new Set<string>()
  private results = 0
  private outside = 0

  constructor(
    private readonly sink: RecordSink,
    private readonly scan: Scan,
  ) {
    this.findings = new FindingSink(sink)
  }

  nextRecord(): number {
    return this.results + 1
  }

  readSoFar(): string {
    return `${this.results} results`
  }

  part({ offset, length, bytes }: XmlPart): void {
    const { sink } = this
    sink.begin({ record: ++this.results, offset, length })
    const node = bytes === null ? null : readXml(bytes)
    const finding = node === null ? null : this.findingOf(node)
    const refusal = finding === null ? 'the XML of the result cannot be read' : this.findings.take(finding)
    if (refusal !== null) sink.reject(refusal)
    else this.hostFacts(finding!.host)
  }

  finish(): void {
    if (this.outside === 0) return
    const text =
      'Results were created outside the time of their scan, so the report was imported: they take the time of the scan.'
    this.sink.check({ id: 'openvas-imported', level: 'info', text, count: this.outside })
  }

  private hostFacts(host: string): void {
    if (canonicalIp(host) === null || this.told.has(host)) return
    for (const fact of this.scan.hosts.get(host)?.facts ?? []) this.sink.fact(fact)
    if (this.told.size < 1_000_000) this.told.add(host)
  }

  private findingOf(node: XmlNode): Finding {
    const [host, nvt] = [childOf(node, 'host'), childOf(node, 'nvt')]
    const ip = host?.text.trim() ?? ''
    const refs = childrenOf(childOf(nvt, 'refs'), 'ref').filter((ref) => attributeOf(ref, 'type').startsWith('cve'))
    return {
      tsUs: this.timeOf(childText(node, 'creation_time'), ip),
      host: ip,
      hostName: childText(host, 'hostname'),
      port: childText(node, 'port'),
      oid: attributeOf(nvt, 'oid'),
      name: childText(nvt, 'name') || childText(node, 'name'),
      family: childText(nvt, 'family'),
      threat: childText(node, 'threat'),
      score: childText(node, 'severity'),
      cves: cvesIn([childText(nvt, 'cve'), ...refs.map((ref) => attributeOf(ref, 'id'))].join(' ')),
      more: {
        description: childText(node, 'description'),
        qod: childText(childOf(node, 'qod'), 'value'),
        tags: childText(nvt, 'tags'),
        solution: childText(nvt, 'solution'),
        result_id: attributeOf(node, 'id'),
      },
    }
  }

  /** A result is created when it is found, within the scan of its host; an imported one when it was imported. */
  private timeOf(created: string, ip: string): number {
    const createdUs = microsFromIso(created) ?? NaN
    const { startUs, endUs } = this.scan.hosts.get(ip) ?? { startUs: this.scan.startUs, endUs: NaN }
    if (createdUs < startUs || createdUs > endUs) this.outside++
    else if (!Number.isNaN(createdUs)) return createdUs
    return Number.isNaN(endUs) ? startUs : endUs
  }
}

/** Columns that stand in the event. */
const TAKEN = new Set(['IP', 'Hostname', 'Port', 'Port Protocol', 'CVSS', 'Severity', 'NVT Name', 'NVT OID', 'CVEs', 'Timestamp'])

class RowReader implements CsvPlan {
  private readonly findings: FindingSink

  constructor(private readonly sink: RecordSink) {
    this.findings = new FindingSink(sink)
  }

  isHeader = isReportHeader
  beginsRow = (line: string) => /^[\w.:-]+,[^,"]*,\d*,(?:tcp|udp|),\d+\.\d,(?:Log|Low|Medium|High|Critical),\d+,/.test(line)

  row(row: CsvRow): void {
    const [port, proto] = [row.get('Port'), row.get('Port Protocol')]
    const refusal = this.findings.take({
      tsUs: microsFromIso(row.get('Timestamp')) ?? NaN,
      host: row.get('IP'),
      hostName: row.get('Hostname'),
      port: port === '' && proto === '' ? '' : `${port === '' ? 'general' : port}/${proto}`,
      oid: row.get('NVT OID'),
      name: row.get('NVT Name'),
      family: '',
      threat: row.get('Severity'),
      score: row.get('CVSS'),
      cves: cvesIn(row.get('CVEs')),
      more: Object.fromEntries(
        row.names.map((name, index) => [name, row.fields[index]!] as const).filter(([name]) => !TAKEN.has(name)),
      ),
    })
    if (refusal !== null) this.sink.reject(refusal)
  }
}

/** Shape: fields of a row → whether they name address and test as OpenVAS does. */
export function isReportHeader(fields: readonly string[]): boolean {
  return fields[0]?.trim() === 'IP' && fields.some((name) => name.trim() === 'NVT OID')
}

/** Read the whole file. Errors: EVD-008 for XML that declares entities. */
export async function readOpenvas(source: SourceInput, sink: RecordSink): Promise<void> {
  const { head, input } = await peek(source, LOOKED_THROUGH)
  if (rootTag(latin1(head.subarray(0, 65_536))) === '') {
    await readCsv(input, sink, new RowReader(sink))
    return
  }
  const reader = new ReportReader(sink, scanIn(head))
  await readXmlParts(input, sink, reader)
  reader.finish()
}
