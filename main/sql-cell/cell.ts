/** Running one statement, seen from the engine: a process is started for it, told, listened to, and killed when its time is over. */
import { fault, Fault } from '#contract/errors'
import type { SqlCell, SqlColumn, SqlResult } from '#contract/sql'
import { COUNT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'
import { DEFAULT_LIMITS, type CellLimits } from './limits'
import { FromCell, type CellProcess, type Handed, type ToCell } from './messages'

/** What a run needs of an open case and its shell. */
export interface CellCase {
  store: Store
  /** Errors: SQL-011 where processes cannot be started here. */
  start: () => CellProcess
  /** Rows of relations that are not in the database, for those a statement names. */
  hand: (relations: readonly string[], signal?: AbortSignal) => Promise<Handed[]>
}

export interface CellQuestion {
  statement: string
  limit?: number | undefined
  /** Rows in an order that nothing is left open of; slower. */
  settled?: boolean
  limits?: Partial<CellLimits>
}

/** A process may take this long to come up and to read the statement, ms (chosen): a cold disk, a busy machine. */
const START_MS = 30_000
const LOOK_AGAIN_MS = 100

/**
 * Run a statement.
 *
 * Shape:  statement → its whole result, or its first `limit` rows. While a job writes to the case it waits.
 * Errors: SQL-001 to SQL-005 refused; SQL-006, 007, 008 beyond its limits; SQL-009 its process died; SQL-010 it failed; the signal's reason.
 */
export async function runCell(open: CellCase, question: CellQuestion, signal?: AbortSignal): Promise<SqlResult> {
  const limits = { ...DEFAULT_LIMITS, ...question.limits }
  for (;;) {
    await whileWriting(open.store, signal)
    const cell = new Conversation(open.start())
    const stop = (): void => cell.fail(signal?.reason)
    signal?.addEventListener('abort', stop)
    try {
      signal?.throwIfAborted()
      const relations = await cell.check(question.statement, START_MS)
      const handed = await open.hand(relations, signal)
      const result = await held(open.store, (staying) => {
        const giveWay = (): void => cell.fail(new GaveWay())
        staying.addEventListener('abort', giveWay)
        const { limit = null, settled = false } = question
        const order = { kind: 'run', databasePath: open.store.path, handed, limits, limit, settled } as const
        // WHY: whoever waits for the file must find it closed by the process as well.
        return cell.run(order).finally(async () => {
          staying.removeEventListener('abort', giveWay)
          await cell.end()
        })
      })
      if (result !== null) return result
    } catch (error) {
      if (!(error instanceof GaveWay)) throw error
    } finally {
      signal?.removeEventListener('abort', stop)
      await cell.end()
    }
  }
}

/** A job wants the database for itself; the statement is run again after it. */
class GaveWay extends Error {}

async function whileWriting(store: Store, signal?: AbortSignal): Promise<void> {
  while (store.mode === 'write') {
    signal?.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}

/** WHY: as long as a question of the engine is open, the file stays open for reading only, so that another process may read it too. */
async function held<T>(store: Store, work: (staying: AbortSignal) => Promise<T>): Promise<T | null> {
  let ended: Promise<T | null> = Promise.resolve(null)
  await store.batches(sql`SELECT 1 AS held`, { held: COUNT }, async () => {
    if (store.mode === 'read') ended = work(store.staying)
    // SECURITY: what a statement failed with is none of the store's errors, whatever words it has.
    await ended.catch(() => undefined)
  })
  return ended
}

/** What is said with one process, in turns; whatever comes out of turn ends it. */
class Conversation {
  private readonly columns: SqlColumn[] = []
  private readonly rows: SqlCell[][] = []
  private readonly gone: Promise<void>
  private isGone = false
  private failure: unknown = null
  private ready!: () => void
  private readonly whenReady: Promise<void>
  private turn: { take: (message: FromCell) => void; fail: (error: unknown) => void } | null = null

  constructor(private readonly process: CellProcess) {
    this.whenReady = new Promise((resolve) => (this.ready = resolve))
    this.gone = new Promise((resolve) => {
      process.onExit((reason) => {
        this.isGone = true
        this.fail(fault('SQL-009', { reason }))
        resolve()
      })
    })
    process.onMessage((message) => this.took(message))
  }

  /** Shape: statement → documented relations that it names. */
  async check(statement: string, timeMs: number): Promise<string[]> {
    const answer = this.next(timeMs)
    void this.whenReady.then(() => this.send({ kind: 'check', statement }))
    const said = await answer
    if (said.kind !== 'allowed') throw fault('SQL-009', { reason: `it answered ${said.kind} out of turn` })
    return said.relations
  }

  async run(order: ToCell & { kind: 'run' }): Promise<SqlResult> {
    const answer = this.next(order.limits.timeMs)
    this.send(order)
    const last = await answer
    if (last.kind !== 'done') throw fault('SQL-009', { reason: `it answered ${last.kind} out of turn` })
    const { columns, rows } = this
    if (rows.some((row) => row.length !== columns.length)) throw fault('SQL-009', { reason: 'its rows do not fit its columns' })
    return { columns, rows, truncated: last.truncated, sha256: last.sha256 }
  }

  /** End the turn with an error, and the process. */
  fail(error: unknown): void {
    this.failure ??= error
    this.turn?.fail(this.failure)
    if (!this.isGone) this.process.kill()
  }

  async end(): Promise<void> {
    if (!this.isGone) this.process.kill()
    await this.gone
  }

  private send(message: ToCell): void {
    if (this.failure === null) this.process.send(message)
  }

  /** The first answer that is no page of rows. Errors: SQL-006 none in time; what the process says; what `fail` was told. */
  private next(timeMs: number): Promise<FromCell> {
    let late: NodeJS.Timeout | undefined
    return new Promise<FromCell>((take, reject) => {
      if (this.failure !== null) return reject(this.failure)
      this.turn = { take, fail: reject }
      late = setTimeout(() => this.fail(fault('SQL-006', { seconds: timeMs / 1000 })), timeMs)
    }).finally(() => {
      clearTimeout(late)
      this.turn = null
    })
  }

  private took(message: unknown): void {
    const parsed = FromCell.safeParse(message)
    if (!parsed.success) return this.fail(fault('SQL-009', { reason: 'it answered something that is no answer' }))
    const said = parsed.data
    if (said.kind === 'ready') this.ready()
    else if (said.kind === 'columns') this.columns.push(...said.columns)
    else if (said.kind === 'page') this.rows.push(...said.rows)
    else if (said.kind === 'failed') this.fail(new Fault(said.code, said.params))
    else this.turn?.take(said)
  }
}
