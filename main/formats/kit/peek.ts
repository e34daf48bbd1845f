/** Looks at the beginning of an input before it is read: forms of one format that need different walks. */
import type { SourceInput } from './format'
import { linesOf } from './lines'

async function* following(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

/** Shape: (input, bytes that are enough) → its beginning, of at least so many bytes where there are, and the whole input as it was. */
export async function peek(input: SourceInput, enough: number): Promise<{ head: Uint8Array; input: SourceInput }> {
  const blocks = input.blocks()[Symbol.asyncIterator]()
  /* Blocks may be of any size, and what is seen must not depend on it. */
  const seen: Uint8Array[] = []
  let size = 0
  while (size < enough) {
    const next = await blocks.next()
    if (next.done === true) break
    seen.push(seen.length === 0 && next.value.length >= enough ? next.value : next.value.slice())
    size += next.value.length
  }
  const head = seen.length === 1 ? seen[0]! : Buffer.concat(seen)
  const all = () => following(head, blocks)
  return { head, input: { ...input, name: input.name, modifiedUs: input.modifiedUs, blocks: all, lines: () => linesOf(all()) } }
}
