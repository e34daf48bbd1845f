/** A file that is already in memory, as an input for a format. */
import type { SourceOptions } from '#contract/evidence'
import { decideClock } from './clock-decision'
import { headOf } from './detect'
import type { FormatDefinition, SourceInput } from './format'
import { linesOf } from './lines'
import { MemorySink, type MemoryLimits } from './memory-sink'

export interface BytesOptions {
  name?: string
  modifiedUs?: number | null
  /** Cut into blocks of so many bytes; one block where absent. */
  blockBytes?: number
}

/** Shape: bytes → input that can be read once. */
export function inputOf(bytes: Uint8Array, options: BytesOptions = {}): SourceInput {
  const size = options.blockBytes ?? Math.max(1, bytes.length)
  async function* blocks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
  }
  return {
    name: options.name ?? 'file',
    modifiedUs: options.modifiedUs ?? null,
    lines: () => linesOf(blocks()),
    blocks,
  }
}

/** Shape: (format, bytes, what the analyst states) → everything the format made of it. Errors: what the format throws for a file it cannot read further is in `failure`. */
export async function readBytes(
  format: FormatDefinition,
  bytes: Uint8Array,
  stated: SourceOptions = {},
  options: BytesOptions & { limits?: MemoryLimits } = {},
): Promise<{ sink: MemorySink; failure: Error | null }> {
  const sink = new MemorySink(options.limits)
  const clock = decideClock(format, headOf(bytes, true), stated, { modifiedUs: options.modifiedUs ?? null })
  let failure: Error | null = null
  try {
    await format.read(inputOf(bytes, options), sink, clock, stated.mapping)
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error))
  }
  return { sink: sink.finish(), failure }
}
