/** The bytes of a file at once, for formats whose records cannot be told apart before its end. */
import type { RecordSink, SourceInput } from './format'

/** Most that is held. Chosen: the largest collections that are published are a third of it. */
export const LARGEST_WHOLE = 192 << 20

/** Shape: (input, sink) → its bytes; what lies behind the limit is one rejected record with the given number, and is not in them. */
export async function wholeFile(
  input: SourceInput,
  sink: RecordSink,
  nextRecord: () => number,
): Promise<{ bytes: Uint8Array; finish: () => void }> {
  const blocks: Uint8Array[] = []
  let [kept, beyond] = [0, 0]
  for await (const block of input.blocks()) {
    const part = block.subarray(0, Math.max(0, LARGEST_WHOLE - kept))
    if (part.length > 0) blocks.push(part.slice())
    kept += part.length
    beyond += block.length - part.length
  }
  const finish = () => {
    if (beyond === 0) return
    sink.begin({ record: nextRecord(), offset: kept, length: beyond })
    sink.reject(`behind the first ${LARGEST_WHOLE} bytes: such files are read whole, and no more of them is held`)
  }
  return { bytes: Buffer.concat(blocks), finish }
}
