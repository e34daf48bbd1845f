/** The case database: opened for reading, switched to writing for a job and back, asked through the `sql` tag. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { chmodSync, existsSync } from 'node:fs'
import type { DuckDBConnection, DuckDBTableFunction } from '@duckdb/node-api'
import { fault } from '#contract/errors'
import { explained, isFatal } from './failures'
import type { Asking, OpenOptions, Transaction } from './asking'
import { takeOwnership, type Ownership } from './owner'
import { openInstance } from './instance'
import { KeptAnswers } from './kept-answers'
import { ConnectionPool } from './pool'
import type { RowOf, RowShape } from './rows'
import { SCHEMA_VERSION } from './schema'
import { DEFAULT_CONCURRENT, memoryMbOf, type Mode, type StoreSettings } from './settings'
import type { Sql } from './sql'
import { fetchBatches, fetchNumbers, fetchRows, inTransaction, runStatement } from './statements'
import { prepareSchema, storedVersion } from './version'

export type { Asking, OpenOptions, Transaction }

/**
 * Open a case database; one that does not exist is made, empty.
 *
 * Errors: CAS-003 another process owns it; CAS-004 it was made by another version (rebuild it); CAS-005 the disk is full.
 */
export async function openStore(path: string, options: OpenOptions): Promise<Store> {
  const inMemory = path === ':memory:'
  const ownership = inMemory || options.guest ? null : takeOwnership(path)
  try {
    const store = new Store(path, options.settings ?? {}, ownership)
    await store.start(inMemory ? 'write' : options.mode, options.guest ?? false)
    return store
  } catch (error) {
    ownership?.release()
    throw explained(error, path)
  }
}

export class Store {
  private pool: ConnectionPool | null = null
  private current: Mode = 'read'
  /** Queries wait here while the instance is closed and opened in the other mode. */
  private gate: Promise<unknown> = Promise.resolve()
  private jobs: Promise<unknown> = Promise.resolve()
  private readonly insideJob = new AsyncLocalStorage<true>()
  private registered = new Set<string>()
  private kept!: KeptAnswers
  private changed = 0
  private writing = 0
  constructor(
    readonly path: string,
    private readonly settings: StoreSettings,
    private readonly ownership: Ownership | null,
  ) {}

  get mode(): Mode {
    return this.current
  }

  /** Rises with everything that may change what is stored; for whoever remembers answers. */
  get changes(): number {
    return this.changed
  }

  /** Fires when the store is about to close or to change its mode: what can wait gives way. */
  get staying(): AbortSignal {
    return this.pool?.leaving.signal ?? AbortSignal.abort()
  }

  /** Soft limit of what questions may hold in memory at once, MB. */
  get memoryMb(): number {
    return memoryMbOf(this.current, this.settings)
  }

  /** Shape: query and the shape of its rows → typed rows. For results of at most some ten thousand rows; larger ones through `batches`. */
  async all<S extends RowShape>(query: Sql, shape: S, asking: Asking = {}): Promise<RowOf<S>[]> {
    return this.on((connection) => fetchRows(connection, query, shape), asking)
  }

  /** The first row, or undefined. */
  async first<S extends RowShape>(query: Sql, shape: S, asking: Asking = {}): Promise<RowOf<S> | undefined> {
    return (await this.all(query, shape, asking))[0]
  }

  /** Rows in batches of about two thousand as they are found, without holding them all; `take` may be slow. */
  async batches<S extends RowShape>(
    query: Sql,
    shape: S,
    take: (rows: RowOf<S>[]) => Promise<void> | void,
    asking: Asking = {},
  ): Promise<void> {
    return this.on((connection) => fetchBatches(connection, query, shape, take, asking.signal), asking)
  }

  /** Columns of type DOUBLE, about two thousand rows at a time, in arrays that are used again; NULL comes as NaN, and is slow. */
  async numbers(query: Sql, take: (columns: readonly Float64Array[], rows: number) => void, asking: Asking = {}): Promise<void> {
    return this.on((connection) => fetchNumbers(connection, query, take, asking.signal), asking)
  }

  async run(statement: Sql, asking: Asking = {}): Promise<void> {
    return this.write((connection) => runStatement(connection, statement), asking)
  }

  /** Several statements, all or nothing; an abort rolls back. */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>, asking: Asking = {}): Promise<T> {
    return this.write((connection) => inTransaction(connection, work, asking.signal), asking)
  }

  /** Shape: question → the answer that `keepAnswers` put there, or null; null too as soon as anything was written since. */
  async keptAnswer(question: string, asking: Asking = {}): Promise<string | null> {
    return this.on((connection) => this.kept.answerTo(connection, question), asking)
  }

  /** Keep answers until the next write. Those worked out before a write that came meanwhile (`changes` tells) are not kept. */
  async keepAnswers(answers: ReadonlyMap<string, string>, changes: number): Promise<void> {
    const stillTrue = (): boolean => changes === this.changes && this.writing === 0
    await this.on((connection) => this.kept.keep(connection, answers, stillTrue))
  }

  /** Make a table function known to this instance, once per name; it is gone when the store changes mode. */
  async registerTableFunction(name: string, make: () => DuckDBTableFunction): Promise<void> {
    if (this.registered.has(name)) return
    await this.on(async (connection) => connection.registerTableFunction(make()))
    this.registered.add(name)
  }

  /**
   * Open for writing, do a job, go back to reading. Queries go on meanwhile; jobs follow one another. Inside a job it runs at once.
   *
   * Errors: CAS-003 where a guest process still reads the file; whatever the job throws, after reading is possible again.
   */
  async withWriter<T>(job: (writer: Store) => Promise<T>): Promise<T> {
    if (this.insideJob.getStore()) return job(this)
    const turn = this.jobs.then(() => this.insideJob.run(true, () => this.working(job)))
    this.jobs = turn.catch(() => undefined)
    return turn
  }

  async checkpoint(): Promise<void> {
    await this.on((connection) => connection.run('CHECKPOINT').then(() => undefined))
  }

  async close(): Promise<void> {
    await this.jobs
    await this.stop()
    this.ownership?.release()
  }

  /** For `openStore` alone. */
  async start(mode: 'read' | 'write', guest: boolean): Promise<void> {
    if (!guest && (mode === 'write' || !existsSync(this.path) || existsSync(`${this.path}.wal`))) {
      await this.open('write')
      await this.pool!.use(prepareSchema)
      await this.checkVersion()
      if (mode === 'write') return
      await this.stop()
    }
    await this.open(mode)
    await this.checkVersion()
  }

  private async working<T>(job: (writer: Store) => Promise<T>): Promise<T> {
    if (this.current === 'write') return job(this)
    await this.switchTo('write')
    try {
      return await job(this)
    } finally {
      await this.switchTo('read')
    }
  }

  private async switchTo(mode: 'read' | 'write'): Promise<void> {
    const change = this.gate.then(async () => {
      await this.stop()
      try {
        await this.open(mode)
      } catch (error) {
        if (mode === 'write') await this.open('read')
        throw explained(error, this.path)
      }
    })
    this.gate = change.catch(() => undefined)
    await change
  }

  private async on<T>(work: (connection: DuckDBConnection) => Promise<T>, asking: Asking = {}): Promise<T> {
    await this.gate
    const pool = this.pool
    if (pool === null) throw fault('CAS-006', { path: this.path })
    try {
      return await pool.use(work, asking.signal)
    } catch (error) {
      if (isFatal(error)) await this.reopen(pool)
      throw explained(error, this.path)
    }
  }

  /** WHY: counted before and after, so that no answer to a question asked meanwhile can pass for one asked later. */
  private async write<T>(work: (connection: DuckDBConnection) => Promise<T>, asking: Asking): Promise<T> {
    return this.on(async (connection) => {
      this.changed++
      this.writing++
      try {
        if (this.current === 'write') await this.kept.forget(connection)
        return await work(connection)
      } finally {
        this.changed++
        this.writing--
      }
    }, asking)
  }

  /** After a fatal error: close what is broken and go on in the same mode. */
  private async reopen(broken: ConnectionPool): Promise<void> {
    if (this.pool !== broken || this.path === ':memory:') return
    this.pool = null
    this.gate = this.gate.then(async () => {
      await broken.close()
      broken.instance.closeSync()
      await this.open(this.current)
    })
    await this.gate
  }

  private async open(mode: Mode): Promise<void> {
    this.pool = new ConnectionPool(
      await openInstance(this.path, mode, this.settings),
      this.settings.concurrent ?? DEFAULT_CONCURRENT,
    )
    this.kept = await this.pool.use((connection) => KeptAnswers.open(connection))
    this.registered = new Set()
    this.current = mode
  }

  private async stop(): Promise<void> {
    const pool = this.pool
    this.pool = null
    if (pool === null) return
    await pool.close()
    pool.instance.closeSync()
    if (this.path !== ':memory:' && this.ownership !== null && existsSync(this.path)) chmodSync(this.path, 0o444)
  }

  private async checkVersion(): Promise<void> {
    const found = await this.pool!.use(storedVersion)
    if (found === String(SCHEMA_VERSION)) return
    await this.stop()
    throw fault('CAS-004', { path: this.path, found, expected: SCHEMA_VERSION })
  }
}
