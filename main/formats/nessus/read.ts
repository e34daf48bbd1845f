/** Reads a .nessus file as a stream of items. */
import { ZoneClock } from '../kit/clock'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { readXmlParts, type XmlPlan } from '../kit/xml-reader'
import type { XmlPart } from '../kit/xml-walker'
import { ScannedHost } from './host'
import { fillItem, itemFacts } from './item'
import { readElement } from './parts'

/** The parts of a scan. */
const WANTED = new Map([
  ['ReportHost', 'tag'],
  ['HostProperties', 'element'],
  ['ReportItem', 'element'],
] as const)

class ScanReader implements XmlPlan {
  readonly wanted = WANTED
  readonly damageId = 'nessus-damaged'
  private readonly zone: ZoneClock
  private host: ScannedHost | null = null
  private items = 0
  private hosts = 0
  private hasHostFacts = false
  /** A port is told once per host, not by every plugin that looked at it. */
  private seen = new Set<string>()

  constructor(
    private readonly sink: RecordSink,
    private readonly clock: ClockDecision,
  ) {
    this.zone = new ZoneClock(clock.zone ?? 'UTC')
  }

  part(part: XmlPart): void {
    if (part.name === 'ReportItem') this.item(part)
    else if (part.name === 'ReportHost') this.startHost(part)
    else this.properties(part)
  }

  nextRecord(): number {
    return this.items + 1
  }

  readSoFar(): string {
    return `${this.items} items of ${this.hosts} hosts`
  }

  private startHost({ offset, length, bytes }: XmlPart): void {
    this.sink.structural({ record: this.items, offset, length })
    this.host = new ScannedHost((bytes === null ? null : readElement(bytes, true))?.attributes['name'] ?? '')
    this.hosts++
    this.hasHostFacts = false
    this.seen = new Set()
  }

  private properties({ offset, length, bytes }: XmlPart): void {
    this.sink.structural({ record: this.items, offset, length })
    const children = (bytes === null ? null : readElement(bytes, false))?.children ?? []
    const tags = children
      .filter(({ name }) => name === 'tag')
      .map(({ attributes, text }) => [attributes['name'] ?? '', text.trim()] as const)
    this.host?.take(tags, this.zone, this.clock)
  }

  private item({ offset, length, bytes }: XmlPart): void {
    const { sink, host } = this
    sink.begin({ record: ++this.items, offset, length })
    const element = bytes === null ? null : readElement(bytes, false)
    if (element === null || host === null) {
      sink.reject(host === null ? 'the item belongs to no host' : 'the XML of the item cannot be read')
      return
    }
    const refusal = fillItem(element, host, sink)
    if (refusal !== null) {
      sink.reject(refusal)
      return
    }
    sink.emit()
    if (host.ip === '') return
    if (!this.hasHostFacts) for (const fact of host.facts()) sink.fact(fact)
    this.hasHostFacts = true
    const { port = '', protocol = '', pluginID = '' } = element.attributes
    const key = pluginID === '19506' ? pluginID : `${protocol}/${port}`
    if (!this.seen.has(key)) itemFacts(element, host, sink)
    this.seen.add(key)
  }
}

/** Read the whole file. Errors: EVD-008 for a file that declares entities. */
export async function readNessus(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  await readXmlParts(input, sink, new ScanReader(sink, clock))
}
