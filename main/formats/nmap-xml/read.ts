/** Reads an Nmap scan as a stream of hosts. */
import type { RecordSink, SourceInput } from '../kit/format'
import { integerOf } from '../kit/text'
import { attributeOf, childrenOf, readXml, type XmlNode } from '../kit/xml-node'
import { readXmlParts, type XmlPlan } from '../kit/xml-reader'
import type { XmlPart } from '../kit/xml-walker'
import { fillScript, HostReader, type Scan } from './host'

const WANTED = new Map([
  ['nmaprun', 'tag'],
  ['host', 'element'],
  ['prescript', 'element'],
  ['postscript', 'element'],
  ['runstats', 'element'],
] as const)

class ScanReader implements XmlPlan {
  readonly wanted = WANTED
  readonly damageId = 'nmap-damaged'
  private scan: Scan = { startUs: NaN, args: '' }
  private records = 0
  private hosts = 0
  private isFinished = false

  constructor(private readonly sink: RecordSink) {}

  nextRecord(): number {
    return this.records + 1
  }

  readSoFar(): string {
    return `${this.hosts} hosts`
  }

  part(part: XmlPart): void {
    const node = part.bytes === null ? null : readXml(part.bytes, part.name === 'nmaprun')
    if (part.name === 'host') this.host(part, node)
    else if (part.name.endsWith('script')) this.scripts(part, node)
    else {
      this.sink.structural({ record: this.records, offset: part.offset, length: part.length })
      if (part.name === 'runstats') this.isFinished = true
      else
        this.scan = {
          startUs: integerOf(attributeOf(node ?? undefined, 'start')) * 1_000_000,
          args: attributeOf(node ?? undefined, 'args'),
        }
    }
  }

  finish(): void {
    if (this.isFinished || this.hosts === 0) return
    const text = 'The scan has no closing summary: it was stopped, and hosts it did not reach are missing.'
    this.sink.check({ id: 'nmap-unfinished', level: 'warning', text, count: 1 })
  }

  private host({ offset, length }: XmlPart, node: XmlNode | null): void {
    const { sink } = this
    sink.begin({ record: ++this.records, offset, length })
    this.hosts++
    const refusal = node === null ? 'the XML of the host cannot be read' : new HostReader(node, this.scan, sink).read()
    if (refusal !== null) sink.reject(refusal)
  }

  /** Scripts that ran once for the whole network, before or after the hosts. */
  private scripts({ name, offset, length }: XmlPart, node: XmlNode | null): void {
    const { sink } = this
    sink.begin({ record: ++this.records, offset, length })
    const scripts = childrenOf(node ?? undefined, 'script')
    if (scripts.length === 0 || Number.isNaN(this.scan.startUs)) {
      sink.reject(scripts.length === 0 ? 'no script is in it' : 'the scan states no time')
      return
    }
    for (const script of scripts) {
      sink.event.tsUs = this.scan.startUs
      fillScript(script, sink)
      sink.event.type = 'network'
      sink.attr('phase', name)
      sink.emit()
    }
  }
}

/** Read the whole file. Errors: EVD-008 for a file that declares entities. */
export async function readNmap(input: SourceInput, sink: RecordSink): Promise<void> {
  const reader = new ScanReader(sink)
  await readXmlParts(input, sink, reader)
  reader.finish()
}
