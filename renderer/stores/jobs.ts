/** Long jobs of the engine: those running, and the last word of those that ended. */
import type { JobProgress } from '#contract/evidence'
import { useClient } from '../transport/transport'
import { isAbort } from '../transport/faults'
import { useToastStore } from './toasts'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

export const useJobsStore = defineStore('jobs', () => {
  const client = useClient()
  const toasts = useToastStore()
  const jobs = ref(new Map<string, JobProgress>())
  const running = computed(() => [...jobs.value.values()].filter((job) => job.state === 'running'))

  function note(job: JobProgress) {
    const before = jobs.value.get(job.id)
    jobs.value.set(job.id, job)
    if (job.state === 'failed' && before?.state === 'running') toasts.say('failed', job.title, job.detail)
  }
  async function follow(signal: AbortSignal) {
    try {
      for await (const job of await client.jobs.watch(undefined, { signal })) note(job)
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) toasts.sayFailed(error)
    }
  }
  const cancel = (id: string) => client.jobs.cancel({ id }).catch(toasts.sayFailed)
  return { jobs, running, note, follow, cancel }
})
