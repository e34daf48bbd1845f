/** Entry of the intake worker: reads and parses one source, posts its batches, waits for leave to go on. It never opens the database. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { Fault } from '#contract/errors'
import { formatOf } from '#main/formats/kit/registry'
import { parseSource } from './parse'
import { CREDITS, transfersOf, type FromWorker, type ToWorker, type WorkerInput } from './worker-messages'

const port = parentPort
if (port === null) throw new Error('the intake worker is started by the engine')
const { job } = workerData as WorkerInput
let credits = CREDITS
let isCancelled = false
let returned: ArrayBuffer[] = []
let wake: (() => void) | null = null

function take(message: ToWorker): void {
  if (message.kind === 'credit') {
    credits++
    returned.push(...message.buffers)
  } else isCancelled = true
  wake?.()
}
port.on('message', take)

/** WHY: while the parser is busy the event loop does not turn; waiting messages are fetched by hand. */
function fetchWaiting(): void {
  for (let entry = receiveMessageOnPort(port!); entry !== undefined; entry = receiveMessageOnPort(port!)) {
    take(entry.message as ToWorker)
  }
}

function checkCancelled(): void {
  fetchWaiting()
  if (isCancelled) throw new Error('cancelled')
}

const post = (message: FromWorker): void => port.postMessage(message, transfersOf(message))

async function run(): Promise<void> {
  const format = formatOf(job.format)
  if (format === undefined) throw new Error(`no format ${job.format}`)
  const summary = await parseSource(job, format, {
    checkCancelled,
    progress: (bytesRead, records) => post({ kind: 'progress', bytesRead, records }),
    batch: async (batch) => {
      fetchWaiting()
      while (credits === 0 && !isCancelled) await new Promise<void>((resolve) => (wake = resolve))
      wake = null
      checkCancelled()
      credits--
      post({ kind: 'batch', batch })
      const buffers = returned
      returned = []
      return buffers
    },
  })
  post({ kind: 'done', summary })
}

run()
  .catch((error: unknown) => {
    const fault = error instanceof Fault ? { code: error.code, params: error.params } : null
    post({ kind: 'failed', message: error instanceof Error ? error.message : String(error), fault })
  })
  .finally(() => port.close())
