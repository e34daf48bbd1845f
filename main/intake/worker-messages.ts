/** What the loader and the intake worker say to each other. */
import type { Transferable } from 'node:worker_threads'
import type { FaultCode, FaultParams } from '#contract/errors'
import type { Batch, ParseSummary } from './batch'
import type { ParseJob } from './parse'

/** Batches the worker may have on the way; each is some 40 MB. */
export const CREDITS = 2

export interface WorkerInput {
  job: ParseJob
}

export type FromWorker =
  | { kind: 'batch'; batch: Batch }
  | { kind: 'progress'; bytesRead: number; records: number }
  | { kind: 'done'; summary: ParseSummary }
  | { kind: 'failed'; message: string; fault: { code: FaultCode; params: FaultParams } | null }

export type ToWorker = { kind: 'credit' } | { kind: 'cancel' }

/** Shape: message → its large buffers, which move to the other side instead of being copied. */
export function transfersOf(message: FromWorker): Transferable[] {
  if (message.kind !== 'batch') return []
  const { batch } = message
  const buffers = batch.slabs.flatMap((slab) => [slab.buffer, ...slab.columns.map((column) => column.arena?.buffer)])
  return [...new Set(buffers)].filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer && buffer.byteLength > 0)
}
