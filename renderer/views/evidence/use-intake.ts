/** Looks at files, then adds the chosen ones; nothing is committed before `commit`. */
import type { SourceOptions } from '#contract/evidence'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { useSettledStore } from '../../stores/settled'
import { failureFrom, isAbort, type Failure } from '../../transport/faults'
import { useClient } from '../../transport/transport'
import { itemsOf, takeMessage, takePreview, type IntakeFile } from './intake'

export type IntakeStep = 'idle' | 'reading' | 'choosing' | 'adding' | 'done'

/** Shape: → the files and the deeds on them. Leaving the view ends what is under way. */
export function useIntake() {
  const client = useClient()
  const settled = useSettledStore()
  const files = shallowRef<IntakeFile[]>([])
  const step = shallowRef<IntakeStep>('idle')
  const failure = shallowRef<Failure | null>(null)
  const cancelled = shallowRef(false)
  let running = new AbortController()
  onScopeDispose(() => running.abort())

  /** Run one stream to its end; an abort is no failure. */
  async function follow(work: (signal: AbortSignal) => Promise<void>) {
    const mine = (running = new AbortController())
    const done = settled.begin()
    failure.value = null
    try {
      await work(mine.signal)
    } catch (error) {
      if (!mine.signal.aborted && !isAbort(error)) failure.value = failureFrom(error)
    } finally {
      done()
    }
  }
  const change = (path: string, to: Partial<IntakeFile>) =>
    (files.value = files.value.map((file) => (file.path === path ? { ...file, ...to } : file)))

  async function look(paths: readonly string[]) {
    step.value = 'reading'
    await follow(async (signal) => {
      const items = paths.map((path) => ({ path }))
      for await (const preview of await client.evidence.preview({ items }, { signal }))
        files.value = takePreview(files.value, preview)
    })
    step.value = 'choosing'
  }
  async function lookAgain(path: string, options: SourceOptions) {
    change(path, { rereading: true })
    await follow(async (signal) => {
      for await (const preview of await client.evidence.preview({ items: [{ path, options }] }, { signal })) {
        if (preview.path === path) files.value = takePreview(files.value, preview, options)
      }
    })
    change(path, { rereading: false })
  }
  async function commit(inPlace: boolean) {
    step.value = 'adding'
    cancelled.value = false
    await follow(async (signal) => {
      const items = itemsOf(files.value)
      for await (const message of await client.evidence.add({ items, in_place: inPlace }, { signal }))
        files.value = takeMessage(files.value, message)
    })
    step.value = 'done'
  }
  function cancel() {
    cancelled.value = step.value === 'adding'
    running.abort()
  }
  function reset() {
    running.abort()
    files.value = []
    failure.value = null
    step.value = 'idle'
  }
  const chosen = computed(() => files.value.filter((file) => file.chosen))
  return { files, step, failure, cancelled, chosen, look, lookAgain, commit, cancel, reset, change }
}
