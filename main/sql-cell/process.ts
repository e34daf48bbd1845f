/** Entry of the process of one statement: speaks to the engine, ends when that is gone, when it needs too much memory, or when it is done. */
import type { Allowed } from './gate'
import { fault } from '#contract/errors'
import type { CellLimits } from './limits'
import type { FromCell, RunOrder, ToCell } from './messages'
import { checked, run, said } from './statement'

const WATCH_EVERY_MS = 25
const BYTES_PER_MB = 1e6

/** Under Electron a process speaks over its parentPort, elsewhere over the channel of its fork. */
interface Line {
  send(message: FromCell): void
  listen(take: (message: ToCell) => void): void
}
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', take: (event: { data: unknown }) => void): void
}

function lineToEngine(): Line {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort
  if (port !== undefined)
    return {
      send: (message) => port.postMessage(message),
      listen: (take) => port.on('message', ({ data }) => take(data as ToCell)),
    }
  process.on('disconnect', end)
  return {
    send: (message) => void process.send?.(message),
    listen: (take) => process.on('message', (message) => take(message as ToCell)),
  }
}

/** WHY: threads of the database may still be at work; nothing else stops them at once. */
function end(): void {
  process.kill(process.pid, 'SIGKILL')
}

const line = lineToEngine()

function fail(error: unknown, order: RunOrder | null): void {
  const { code, params } = said(error, order)
  line.send({ kind: 'failed', code, params })
}

function watchMemory({ memoryMb }: CellLimits): void {
  const most = process.memoryUsage.rss() + memoryMb * BYTES_PER_MB
  setInterval(() => {
    if (process.memoryUsage.rss() <= most) return
    fail(fault('SQL-007', { megabytes: memoryMb }), null)
    // The message is on its way; a process that goes on growing must not.
    setTimeout(end, WATCH_EVERY_MS)
  }, WATCH_EVERY_MS)
}

let statement = ''
let allowed: Allowed | null = null

async function check(text: string): Promise<void> {
  statement = text
  allowed = await checked(text)
  line.send({ kind: 'allowed', relations: allowed.relations })
}

async function answer(order: RunOrder): Promise<void> {
  if (allowed === null) throw fault('SQL-001', { reason: 'it was not checked' })
  watchMemory(order.limits)
  const done = await run(statement, allowed, order, {
    columns: (columns) => line.send({ kind: 'columns', columns }),
    page: (rows) => line.send({ kind: 'page', rows }),
  })
  line.send({ kind: 'done', ...done })
}

line.listen((message) => {
  if (message.kind === 'check') check(message.statement).catch((error: unknown) => fail(error, null))
  else answer(message).catch((error: unknown) => fail(error, message))
})
line.send({ kind: 'ready' })
