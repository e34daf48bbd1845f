/** Watching and cancelling long work. */
import { operations as os, streamed } from '../answering'
import type { Jobs } from '../jobs'

export function jobHandlers(jobs: Jobs) {
  return {
    watch: os.jobs.watch.handler(({ signal }) => streamed(jobs.watch(signal))),
    cancel: os.jobs.cancel.handler(({ input }) => {
      jobs.cancel(input.id)
      return {}
    }),
  }
}
