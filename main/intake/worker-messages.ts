/** What the loader and the intake worker say to each other. */
import type { Transferable } from 'node:worker_threads'
import type { FaultCode, FaultParams } from '#contract/errors'
import { buffersOf, type Batch, type ParseSummary } from './batch'
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

/** With a credit the buffers of a batch come back. */
export type ToWorker = { kind: 'credit'; buffers: ArrayBuffer[] } | { kind: 'cancel' }

/** Shape: message → its large buffers, which move to the other side instead of being copied. */
export function transfersOf(message: FromWorker | ToWorker): Transferable[] {
  if (message.kind === 'batch') return buffersOf(message.batch)
  return message.kind === 'credit' ? message.buffers : []
}
