/** Progress of a job on stderr: a bar on a terminal, nothing in a pipe. */
import { Presets, SingleBar } from 'cli-progress'
import type { JobProgress } from '#contract/evidence'
import { fault } from '#contract/errors'

/** A bar that follows one job. */
export class ProgressBar {
  readonly #bar: SingleBar | null
  #started = false

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    const format = '{title} [{bar}] {percentage}% {detail}'
    this.#bar = stream.isTTY
      ? new SingleBar({ stream, format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic)
      : null
  }

  show({ title, detail, done, total }: JobProgress): void {
    if (this.#bar === null) return
    if (!this.#started) this.#bar.start(total ?? 0, done, { title, detail })
    this.#started = true
    this.#bar.setTotal(total ?? Math.max(done, 1))
    this.#bar.update(done, { title, detail })
  }

  end(): void {
    if (this.#started) this.#bar?.stop()
  }
}

/**
 * Follow a job to its end.
 *
 * Shape:  stream of progress → its last message.
 * Errors: SHL-005 the job failed or sent nothing.
 */
export async function followJob(messages: AsyncIterable<JobProgress>): Promise<JobProgress> {
  const bar = new ProgressBar()
  let last: JobProgress | undefined
  try {
    for await (const message of messages) bar.show((last = message))
  } finally {
    bar.end()
  }
  if (last === undefined || last.state === 'failed')
    throw fault('SHL-005', { reason: last?.detail ?? 'the job sent no progress' })
  return last
}
