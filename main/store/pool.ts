/** A few connections on one instance; queries wait their turn, an aborted one is interrupted. */
import { setMaxListeners } from 'node:events'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** Throws the signal's reason where it has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  signal?.throwIfAborted()
}

export class ConnectionPool {
  private readonly idle: DuckDBConnection[] = []
  private readonly all: DuckDBConnection[] = []
  private readonly waiting: ((connection: DuckDBConnection) => void)[] = []
  /** Fires before the pool waits for what still runs. */
  readonly leaving = new AbortController()
  private busy = 0
  private whenIdle: (() => void)[] = []

  constructor(
    readonly instance: DuckDBInstance,
    private readonly concurrent: number,
  ) {}

  /**
   * Do some work on a connection of its own.
   *
   * Errors: the signal's reason, where it fires before or while the work runs (the running statement is interrupted).
   */
  async use<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    throwIfAborted(signal)
    // WHY: the parts of one question wait with one signal; each takes its listener away again.
    if (signal !== undefined) setMaxListeners(0, signal)
    const connection = await this.take(signal)
    const stop = () => connection.interrupt()
    signal?.addEventListener('abort', stop)
    try {
      throwIfAborted(signal)
      return await work(connection)
    } catch (error) {
      throwIfAborted(signal)
      throw error
    } finally {
      signal?.removeEventListener('abort', stop)
      this.giveBack(connection)
    }
  }

  /** Wait until nothing runs, then close every connection. New work must be held back by the caller. */
  async close(): Promise<void> {
    this.leaving.abort()
    if (this.busy > 0) await new Promise<void>((resolve) => this.whenIdle.push(resolve))
    for (const connection of this.all) connection.closeSync()
    this.all.length = 0
    this.idle.length = 0
  }

  private async take(signal: AbortSignal | undefined): Promise<DuckDBConnection> {
    if (this.busy < this.concurrent) {
      this.busy++
      return this.idle.pop() ?? this.open()
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(start), 1)
        reject(signal?.reason as Error)
      }
      const start = (connection: DuckDBConnection) => {
        signal?.removeEventListener('abort', leave)
        resolve(connection)
      }
      this.waiting.push(start)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  private async open(): Promise<DuckDBConnection> {
    try {
      const connection = await this.instance.connect()
      this.all.push(connection)
      return connection
    } catch (error) {
      this.busy--
      throw error
    }
  }

  private giveBack(connection: DuckDBConnection): void {
    const next = this.waiting.shift()
    if (next !== undefined) return next(connection)
    this.busy--
    this.idle.push(connection)
    if (this.busy > 0) return
    for (const resolve of this.whenIdle) resolve()
    this.whenIdle = []
  }
}
