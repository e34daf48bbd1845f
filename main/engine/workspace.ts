/** What one workbench has before it: at most one open case, its jobs, and whoever follows the changes. */
import { fault } from '#contract/errors'
import { Broadcast } from './broadcast'
import type { Host } from './host'
import { Jobs } from './jobs'
import { OpenCase, type CaseStart } from './open-case'
import { rememberCase } from './recent'
import { mend, reconcile, type Reconciled } from './reconcile'

export class Workspace {
  readonly jobs = new Jobs()
  /** Rises whenever another case, or none, comes before the workbench. */
  private readonly switched = new Broadcast(0)
  private current: OpenCase | null = null
  private turn: Promise<unknown> = Promise.resolve()

  constructor(readonly host: Host) {}

  /** Errors: ENG-002 where no case is open. */
  get case(): OpenCase {
    if (this.current === null) throw fault('ENG-002')
    return this.current
  }

  get caseOrNull(): OpenCase | null {
    return this.current
  }

  /** Close what is open, open this one; a database that was lost is made again before anybody looks at it. */
  open(path: string): Promise<OpenCase> {
    return this.replace(() => OpenCase.open(this.host, path))
  }

  create(path: string, start: CaseStart): Promise<OpenCase> {
    return this.replace(() => OpenCase.create(this.host, path, start))
  }

  close(): Promise<void> {
    return this.alone(async () => {
      await this.current?.close()
      this.current = null
      this.switched.set(this.switched.value + 1)
    })
  }

  /** Bring the database of the open case up to date as a job that people see. */
  async bringUpToDate(title: string, force: boolean, signal?: AbortSignal): Promise<Reconciled> {
    const job = this.jobs.start(title, 'files', signal)
    try {
      const done = await reconcile(this.case, { force, signal: job.signal, progress: (change) => job.update(change) })
      job.finish('done')
      return done
    } catch (error) {
      job.finish(job.signal.aborted ? 'cancelled' : 'failed', (error as Error).message)
      throw error
    }
  }

  /** Shape: → the revision of whatever case is open, now and at each change; 0 = none. */
  async *revisions(signal?: AbortSignal): AsyncGenerator<{ revision: number }> {
    let stop = new AbortController()
    const end = (): void => stop.abort()
    signal?.addEventListener('abort', end)
    try {
      for await (const _ of this.switched.follow(signal)) {
        stop = new AbortController()
        const next = this.untilSwitched(stop)
        if (this.current === null) yield { revision: 0 }
        else for await (const revision of this.current.revision.follow(stop.signal)) yield { revision }
        await next
      }
    } finally {
      signal?.removeEventListener('abort', end)
    }
  }

  /** Aborts `stop` when another case comes; ends when `stop` aborts. */
  private async untilSwitched(stop: AbortController): Promise<void> {
    const before = this.switched.value
    for await (const value of this.switched.follow(stop.signal)) if (value !== before) stop.abort()
  }

  private replace(make: () => Promise<OpenCase>): Promise<OpenCase> {
    return this.alone(async () => {
      await this.current?.close()
      this.current = null
      try {
        const opened = await make()
        this.current = opened
        if (opened.emptyDatabase && opened.journal.state.evidence.length > 0)
          await this.bringUpToDate('Making the database again', true)
        else if (await mend(opened)) this.host.log.warn('a job was cut off; the database was brought in line with the journal')
        rememberCase(this.host, opened.folder.dir, (await opened.info()).name)
        return opened
      } finally {
        this.switched.set(this.switched.value + 1)
      }
    })
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(work)
    this.turn = turn.catch(() => undefined)
    return turn
  }
}
