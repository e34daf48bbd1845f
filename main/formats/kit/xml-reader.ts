/** The walk every XML format shares: parts in order, and the rest of a damaged or cut file as one record that cannot be read. */
import { fault } from '#contract/errors'
import type { RecordSink, SourceInput } from './format'
import { XmlWalker, type XmlPart } from './xml-walker'

/** What is read, and how damage is told. */
export interface XmlPlan {
  wanted: ReadonlyMap<string, 'element' | 'tag'>
  /** Begins or makes structural what the part is. */
  part(part: XmlPart): void
  /** Number of the next record. */
  nextRecord(): number
  /** Id and words of the check, for instance `nessus-damaged` and `3 items of 2 hosts`. */
  damageId: string
  readSoFar(): string
}

/** Read the whole file. Errors: EVD-008 for a file that declares entities. */
export async function readXmlParts(input: SourceInput, sink: RecordSink, plan: XmlPlan): Promise<void> {
  const walker = new XmlWalker(plan.wanted)
  for await (const block of input.blocks()) for (const part of walker.push(block)) plan.part(part)
  for (const part of walker.finish()) plan.part(part)
  const { damage, sizeBytes } = walker
  if (damage === null) return
  sink.begin({ record: plan.nextRecord(), offset: damage.offset, length: sizeBytes - damage.offset })
  sink.reject(`the XML cannot be read from here on: ${damage.why}`)
  const text = `The XML cannot be read from byte ${damage.offset} on; ${plan.readSoFar()} before it are in. ${damage.why}`
  sink.check({ id: plan.damageId, level: 'error', text, count: 1 })
  if (damage.isEntity) throw fault('EVD-008', { name: input.name })
}

/** Shape: root element → whether it follows declaration, comments and document type: the pattern that says it all about a format. */
export function rootPattern(root: string): RegExp {
  return new RegExp(
    String.raw`^(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>\s*)*<${root}[\s>]`,
  )
}
