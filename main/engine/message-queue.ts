/** Messages of a job on their way to one reader: nothing is lost but progress, of which the newest is enough. */

/** Shape: pushed by the job, iterated once by the reader. */
export class MessageQueue<T extends { kind: string }> implements AsyncIterable<T> {
  #waiting: T[] = []
  #wake: () => void = () => undefined
  #ended = false
  #failure: Promise<never> | null = null

  push(message: T): void {
    this.#waiting.push(message)
    this.#wake()
  }

  /** Takes the place of progress that nobody has read yet. */
  pushProgress(message: T): void {
    if (this.#waiting.at(-1)?.kind === 'progress') this.#waiting.pop()
    this.push(message)
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  fail(error: unknown): void {
    this.#failure = Promise.reject(error)
    // WHY: it is thrown when the reader comes to it; until then it is nobody's.
    this.#failure.catch(() => undefined)
    this.end()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const next = this.#waiting.shift()
      if (next !== undefined) yield next
      else if (!this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve))
      else if (this.#failure !== null) await this.#failure
      else return
    }
  }
}
