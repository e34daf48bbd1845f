/** Reads a .nessus file as a stream of items. */
import { fault } from '#contract/errors'
import { ZoneClock } from '../kit/clock'
import type { ClockDecision, RecordSink, SourceInput } from '../kit/format'
import { ElementWalker, type Damage, type Part } from './elements'
import { ScannedHost } from './host'
import { fillItem, itemFacts } from './item'
import { readElement } from './parts'

class ScanReader {
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

  part(part: Part): void {
    if (part.kind === 'item') this.item(part)
    else if (part.kind === 'host') this.startHost(part)
    else this.properties(part)
  }

  /** The rest of a damaged or cut file is one record that cannot be read. */
  rest(damage: Damage, sizeBytes: number): void {
    this.sink.begin({ record: ++this.items, offset: damage.offset, length: sizeBytes - damage.offset })
    this.sink.reject(`the XML cannot be read from here on: ${damage.why}`)
    const text = `The XML cannot be read from byte ${damage.offset} on; ${this.items - 1} items of ${this.hosts} hosts before it are in. ${damage.why}`
    this.sink.check({ id: 'nessus-damaged', level: 'error', text, count: 1 })
  }

  private startHost(part: Part): void {
    this.sink.structural({ record: this.items, offset: part.offset, length: part.bytes.length })
    this.host = new ScannedHost(readElement(part.bytes, true)?.attributes['name'] ?? '')
    this.hosts++
    this.hasHostFacts = false
    this.seen = new Set()
  }

  private properties(part: Part): void {
    this.sink.structural({ record: this.items, offset: part.offset, length: part.bytes.length })
    const children = readElement(part.bytes, false)?.children ?? []
    const tags = children
      .filter(({ name }) => name === 'tag')
      .map(({ attributes, text }) => [attributes['name'] ?? '', text.trim()] as const)
    this.host?.take(tags, this.zone, this.clock)
  }

  private item(part: Part): void {
    const { sink, host } = this
    sink.begin({ record: ++this.items, offset: part.offset, length: part.bytes.length })
    const element = readElement(part.bytes, false)
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
  const walker = new ElementWalker()
  const reader = new ScanReader(sink, clock)
  for await (const block of input.blocks()) {
    for (const part of walker.push(block)) reader.part(part)
  }
  walker.finish()
  const { damage } = walker
  if (damage === null) return
  reader.rest(damage, walker.sizeBytes)
  if (damage.isEntity) throw fault('EVD-008', { name: input.name })
}
