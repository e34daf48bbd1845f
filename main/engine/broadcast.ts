/** One value that many streams follow: each sees the current value and every later one, slow readers only the newest. */

/** Shape: a first value → something to set, read and follow. `follow` ends when its signal aborts or `end` is called. */
export class Broadcast<T> {
  #value: T
  #wakers = new Set<() => void>()
  #ended = false

  constructor(first: T) {
    this.#value = first
  }

  get value(): T {
    return this.#value
  }

  set(value: T): void {
    this.#value = value
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  #wake(): void {
    for (const wake of [...this.#wakers]) wake()
  }

  async *follow(signal?: AbortSignal): AsyncGenerator<T> {
    let seen: T | undefined
    let first = true
    while (!this.#ended && signal?.aborted !== true) {
      if (first || seen !== this.#value) {
        first = false
        seen = this.#value
        yield seen
        continue
      }
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#wakers.delete(wake)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        this.#wakers.add(wake)
        signal?.addEventListener('abort', wake)
      })
    }
  }
}
