/** Starts the workbench on the memory transport; `?closed`, `?fail=QRY-002`, `?delay=800`, `?job` show its other states. */
import type { FaultCode } from '#contract/errors'
import type { JobProgress } from '#contract/evidence'
import { memoryTransport } from './transport/memory/memory'
import { startWorkbench } from './workbench/start'

const asked = new URLSearchParams(window.location.search)
const JOB: JobProgress = {
  id: 'job-1',
  title: 'Adding evidence',
  detail: 'conn.log.gz',
  state: 'running',
  done: 412,
  total: 1000,
  unit: 'MB',
  perSecond: 38,
}
const delayMs = Number(asked.get('delay') ?? 0)

startWorkbench(
  memoryTransport({
    closed: asked.has('closed'),
    rows: asked.has('empty') ? [] : undefined,
    failWith: (asked.get('fail') ?? undefined) as FaultCode | undefined,
    delayMs: delayMs > 0 ? delayMs : undefined,
    jobs: asked.has('job') ? [JOB] : [],
  }),
).mount('#app')
