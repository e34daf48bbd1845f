/** A few connections on one instance; queries wait their turn, an aborted one is interrupted. */
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

interface Waiting {
  start: (connection: DuckDBConnection) => void
  signal: AbortSignal | undefined
}

/** Throws the signal's reason where it has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  signal?.throwIfAborted()
}

export class ConnectionPool {
  private readonly idle: DuckDBConnection[] = []
  private readonly all: DuckDBConnection[] = []
  private readonly waiting: Waiting[] = []
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
      const entry: Waiting = { start: resolve, signal }
      this.waiting.push(entry)
      signal?.addEventListener('abort', () => {
        const index = this.waiting.indexOf(entry)
        if (index < 0) return
        this.waiting.splice(index, 1)
        reject(signal.reason as Error)
      })
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
    if (next !== undefined) return next.start(connection)
    this.busy--
    this.idle.push(connection)
    if (this.busy > 0) return
    for (const resolve of this.whenIdle) resolve()
    this.whenIdle = []
  }
}
