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

/** What may stand before the root element, and what ends it; a document type with its own brackets ends behind them. */
const BEFORE_ROOT: readonly (readonly [string, string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
]

function endOfDoctype(text: string, at: number): number {
  const [close, bracket] = [text.indexOf('>', at), text.indexOf('[', at)]
  if (bracket < 0 || close < bracket) return close < 0 ? -1 : close + 1
  const end = text.indexOf(']', bracket)
  const behind = end < 0 ? -1 : text.indexOf('>', end)
  return behind < 0 ? -1 : behind + 1
}

/**
 * Shape: beginning of a file → the opening tag of its root element without `<`, or empty where there is none. One walk: what precedes it is
 *        skipped without trying twice.
 */
export function rootTag(text: string): string {
  let at = text.startsWith('\xef\xbb\xbf') ? 3 : 0
  for (;;) {
    while (at < text.length && /\s/.test(text[at]!)) at++
    const [, close] = BEFORE_ROOT.find(([open]) => text.startsWith(open, at)) ?? []
    if (close !== undefined) {
      const end = text.indexOf(close, at)
      if (end < 0) return ''
      at = end + close.length
    } else if (text.startsWith('<!DOCTYPE', at)) {
      at = endOfDoctype(text, at)
      if (at < 0) return ''
    } else {
      const end = text.indexOf('>', at)
      return text[at] === '<' && end > 0 ? text.slice(at + 1, end) : ''
    }
  }
}

/** Shape: (opening tag, name) → whether it is the tag of that element. */
export const isTagOf = (tag: string, name: string): boolean => tag.startsWith(name) && !/^[\w:.-]/.test(tag.slice(name.length))
