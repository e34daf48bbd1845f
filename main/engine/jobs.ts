/** Long work that people watch and cancel: each job has an id, progress, and an AbortSignal. */
import type { JobProgress } from '#contract/evidence'
import { fault } from '#contract/errors'

type Listener = (progress: JobProgress) => void

export interface Job {
  readonly id: string
  readonly signal: AbortSignal
  /** Say how far the job is. */
  update(change: Partial<Omit<JobProgress, 'id' | 'state'>>): void
  progress(): JobProgress
  finish(state: 'done' | 'failed' | 'cancelled', detail?: string): void
}

/** The jobs of one engine. A finished job is told once more to whoever watches, then forgotten. */
export class Jobs {
  #running = new Map<string, { progress: JobProgress; abort: AbortController }>()
  #listeners = new Set<Listener>()
  #count = 0

  /** Shape: title and unit → a running job; `outer` aborting cancels it too. */
  start(title: string, unit: string, outer?: AbortSignal): Job {
    const id = `job-${++this.#count}`
    const abort = new AbortController()
    const entry = { abort, progress: { id, title, detail: '', state: 'running', done: 0, total: null, unit } as JobProgress }
    const cancel = (): void => abort.abort()
    outer?.addEventListener('abort', cancel)
    this.#running.set(id, entry)
    this.#tell(entry.progress)
    return {
      id,
      signal: abort.signal,
      progress: () => entry.progress,
      update: (change) => {
        entry.progress = { ...entry.progress, ...change }
        this.#tell(entry.progress)
      },
      finish: (state, detail) => {
        outer?.removeEventListener('abort', cancel)
        entry.progress = { ...entry.progress, state, detail: detail ?? entry.progress.detail }
        this.#running.delete(id)
        this.#tell(entry.progress)
      },
    }
  }

  /** Errors: ENG-001 where no such job is running. */
  cancel(id: string): void {
    const entry = this.#running.get(id)
    if (entry === undefined) throw fault('ENG-001', { id })
    entry.abort.abort()
  }

  /** Shape: every running job now, then each change of any job until `signal` aborts. */
  async *watch(signal?: AbortSignal): AsyncGenerator<JobProgress> {
    const queue: JobProgress[] = [...this.#running.values()].map(({ progress }) => progress)
    let wake: () => void = () => undefined
    const listener: Listener = (progress) => {
      const waiting = queue.findIndex(({ id }) => id === progress.id)
      if (waiting >= 0) queue[waiting] = progress
      else queue.push(progress)
      wake()
    }
    const stop = (): void => wake()
    this.#listeners.add(listener)
    signal?.addEventListener('abort', stop)
    try {
      for (;;) {
        const next = queue.shift()
        if (next !== undefined) yield next
        else if (signal?.aborted === true) return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      this.#listeners.delete(listener)
      signal?.removeEventListener('abort', stop)
    }
  }

  /**
   * Follow the jobs that one piece of work starts.
   *
   * Shape:  work → progress of its jobs until it is done.
   * Errors: what the work throws, after the last progress.
   */
  async *during(signal: AbortSignal | undefined, work: () => Promise<void>): AsyncGenerator<JobProgress> {
    const stop = new AbortController()
    const before = new Set(this.#running.keys())
    const doing = work().finally(() => stop.abort())
    // WHY: it is waited for only after the last progress; until then its failure is nobody's.
    doing.catch(() => undefined)
    for await (const progress of this.watch(stop.signal)) if (!before.has(progress.id)) yield progress
    await doing
    signal?.throwIfAborted()
  }

  #tell(progress: JobProgress): void {
    for (const listener of this.#listeners) listener(progress)
  }
}
