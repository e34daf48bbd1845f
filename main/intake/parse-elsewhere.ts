/** Runs a reading in a worker thread where there is one, else inline; either way batches arrive one after another. */
import { Worker } from 'node:worker_threads'
import { fault } from '#contract/errors'
import type { FormatDefinition } from '#main/formats/kit/format'
import type { ParseSummary } from './batch'
import { parseSource, type ParseJob, type ParseOutlet } from './parse'
import { transfersOf, type FromWorker, type ToWorker, type WorkerInput } from './worker-messages'

/**
 * Read a source wherever it is best done.
 *
 * Shape:  job × format × outlet × worker entry or none → summary.
 * Errors: the signal's reason when it fires; what `parseSource` throws.
 */
export async function parseElsewhere(
  job: ParseJob,
  format: FormatDefinition,
  outlet: Omit<ParseOutlet, 'checkCancelled'>,
  options: { worker?: URL | undefined; signal?: AbortSignal | undefined },
): Promise<ParseSummary> {
  const { signal, worker } = options
  signal?.throwIfAborted()
  if (worker === undefined) return parseSource(job, format, { ...outlet, checkCancelled: () => signal?.throwIfAborted() })
  return inWorker(new Worker(worker, { workerData: { job } satisfies WorkerInput }), outlet, signal)
}

async function inWorker(
  worker: Worker,
  outlet: Omit<ParseOutlet, 'checkCancelled'>,
  signal?: AbortSignal,
): Promise<ParseSummary> {
  const say = (message: ToWorker) => worker.postMessage(message, transfersOf(message))
  const cancel = () => say({ kind: 'cancel' })
  let inserting: Promise<void> = Promise.resolve()
  signal?.addEventListener('abort', cancel)
  try {
    return await new Promise<ParseSummary>((resolve, reject) => {
      worker.on('error', reject)
      worker.on('exit', () => void inserting.then(() => reject(new Error('the intake worker ended early')), reject))
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'progress') outlet.progress(message.bytesRead, message.records)
        else if (message.kind === 'batch') {
          inserting = inserting
            .then(() => outlet.batch(message.batch))
            .then((buffers) => say({ kind: 'credit', buffers: [...buffers] }))
          inserting.catch(reject)
        } else if (message.kind === 'done') inserting.then(() => resolve(message.summary), reject)
        else reject(message.fault === null ? new Error(message.message) : fault(message.fault.code, message.fault.params))
      })
    })
  } catch (error) {
    await inserting.catch(() => undefined)
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}
