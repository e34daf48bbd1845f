/** Reads a Nessus CSV export row by row. */
import type { CsvRow } from '../kit/csv'
import { readCsv, type CsvPlan } from '../kit/csv-reader'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { canonicalIp } from '../kit/ip'
import { peek } from '../kit/peek'
import { latin1, portOf } from '../kit/text'
import { isNessusHeader, valueOf, TAKEN } from './columns'
import { ScanClock, type ScanTime } from './scan-time'

const SEVERITY: ReadonlyMap<string, number> = new Map([
  ...['none', 'info', 'informational', '0'].map((word) => [word, 0] as const),
  ...['low', 'medium', 'high', 'critical'].map((word, index) => [word, index + 1] as const),
])
/** The plugin that describes the scan itself. */
const SCAN_INFORMATION = '19506'
/** How far into the file its output is looked for. Chosen: exports are sorted by plugin, and nearly all are smaller. */
const LOOKED_THROUGH = 32 << 20
const word = (text: string) => text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '')

class RowReader implements CsvPlan {
  private readonly seen = new Set<string>()

  constructor(
    private readonly sink: RecordSink,
    private readonly clock: ScanClock,
    /** For rows that write no time themselves. */
    private readonly scan: ScanTime | null,
  ) {}

  isHeader = isNessusHeader
  beginsRow = (line: string) => /^"?\d{1,9}"?,"?(?:CVE-[\d-]+)?"?,"?[\d.]*"?,"?(?:None|Low|Medium|High|Critical)"?,/.test(line)

  row(row: CsvRow): void {
    const { sink } = this
    const [plugin, host, port] = [valueOf(row, 'plugin'), valueOf(row, 'host'), valueOf(row, 'port')]
    const severity = SEVERITY.get(valueOf(row, 'severity').toLowerCase())
    const time = this.clock.read(valueOf(row, 'time')) ?? this.scan
    if (!/^\d{1,9}$/.test(plugin)) sink.reject('the plugin is not a number')
    else if (severity === undefined) sink.reject('the risk is none of None, Low, Medium, High, Critical')
    else if (host === '') sink.reject('the host is missing')
    else if (port !== '' && Number.isNaN(portOf(port))) sink.reject('the port is not a port')
    else if (time === null) sink.reject('neither the row nor the file states a time')
    else this.emit(row, plugin, severity, time)
  }

  private emit(row: CsvRow, plugin: string, severity: number, time: ScanTime): void {
    const { sink } = this
    const { event } = sink
    const [host, proto, port] = [valueOf(row, 'host'), valueOf(row, 'proto').toLowerCase(), portOf(valueOf(row, 'port'))]
    const family = valueOf(row, 'family')
    const cves = valueOf(row, 'cve').match(/CVE-\d{4}-\d{4,}/g)
    event.tsUs = time.tsUs
    event.tsQuality = time.quality
    event.type = family === 'Policy Compliance' ? 'compliance' : 'vulnerability'
    event.name = sink.text(`Nessus-${word(family) || 'No_Family'}`)
    event.dstIp = sink.ip(host)
    event.dstPort = port
    event.proto = sink.text(proto)
    event.hostName = sink.text(valueOf(row, 'name') || (event.dstIp === 0 ? host : ''))
    event.severity = severity
    event.signatureId = sink.text(plugin)
    event.signature = sink.text(valueOf(row, 'title'))
    event.message = valueOf(row, 'title')
    if (family !== '') sink.attr('family', family)
    if (cves !== null) sink.attr('cves', [...new Set(cves)])
    row.rest(sink, TAKEN)
    sink.emit()
    if (canonicalIp(host) !== null) this.facts(row, host, proto, port, plugin, time.tsUs)
  }

  /** What a row states about its host: a port that answers, and how the scan was made. */
  private facts(row: CsvRow, host: string, proto: string, port: number, plugin: string, tsUs: number): void {
    const { sink, seen } = this
    if (plugin === SCAN_INFORMATION) {
      const output = valueOf(row, 'output')
      const scanner = /^Scanner IP : (\S+)/m.exec(output)?.[1]
      if (scanner !== undefined) sink.sourceSensor(scanner)
      const credentialed = /^Credentialed checks : (\w+)/m.exec(output)?.[1]
      if (credentialed !== undefined)
        sink.fact({ host, kind: 'credentialed-scan', value: credentialed === 'yes' ? 'true' : 'false', tsUs })
    }
    const key = `${host} ${proto} ${port}`
    /* A port is told once per host, not by every row about it; the set is bounded, not what it says. */
    if (!(port > 0) || seen.has(key)) return
    if (seen.size < 1_000_000) seen.add(key)
    sink.fact({ host, kind: 'service', value: '', port, proto, tsUs })
  }
}

/** Read the whole file. */
export async function readNessusCsv(source: SourceInput, sink: RecordSink, decision: ClockDecision): Promise<void> {
  const { head, input } = await peek(source, LOOKED_THROUGH)
  const clock = new ScanClock(decision)
  const written = clock.read(/Scan Start Date : [^\r\n"]*/.exec(latin1(head))?.[0] ?? '')
  const file = source.modifiedUs === null ? null : ScanClock.ofFile(source.modifiedUs)
  await readCsv(input, sink, new RowReader(sink, clock, written ?? file))
  if (written !== null || file === null) return
  const text = 'The export states no time of its scan: where a row has none either, the date of the file stands for it.'
  sink.check({ id: 'nessus-undated', level: 'warning', text, count: 1 })
}
