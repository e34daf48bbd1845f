/** Looks at files, then adds the chosen ones; nothing is committed before `commit`. */
import type { SourceOptions } from '#contract/evidence'
import { computed, onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { useSettledStore } from '../../stores/settled'
import { failureFrom, isAbort, type Failure } from '../../transport/faults'
import { useClient } from '../../transport/transport'
import { isWithin, itemsOf, takeMessage, takePreview, type IntakeFile } from './intake'

export type IntakeStep = 'idle' | 'reading' | 'choosing' | 'adding' | 'done'

/** Follows one stream of the engine at a time to its end; leaving the view ends it, and an end by hand is no failure. */
function useStream() {
  const settled = useSettledStore()
  const failure = shallowRef<Failure | null>(null)
  let running = new AbortController()
  const stop = () => running.abort()
  onScopeDispose(stop)
  async function follow<Message>(
    start: (options: { signal: AbortSignal }) => Promise<AsyncIterable<Message>>,
    take: (message: Message) => void,
  ) {
    const mine = (running = new AbortController())
    const done = settled.begin()
    failure.value = null
    try {
      for await (const message of await start({ signal: mine.signal })) take(message)
    } catch (error) {
      if (!mine.signal.aborted && !isAbort(error)) failure.value = failureFrom(error)
    } finally {
      done()
    }
  }
  return { failure, follow, stop }
}

/** What asks the engine about the files: look at them, look at one again read otherwise, add the chosen ones. */
function useLooks(files: ShallowRef<IntakeFile[]>, step: ShallowRef<IntakeStep>, follow: ReturnType<typeof useStream>['follow']) {
  const { evidence } = useClient()
  const change = (path: string, to: Partial<IntakeFile>) =>
    (files.value = files.value.map((file) => (file.path === path ? { ...file, ...to } : file)))

  async function look(paths: readonly string[]) {
    step.value = 'reading'
    const items = paths.map((path) => ({ path }))
    await follow(
      (options) => evidence.preview({ items }, options),
      (preview) => (files.value = takePreview(files.value, preview)),
    )
    step.value = 'choosing'
  }
  async function lookAgain(path: string, options: SourceOptions) {
    change(path, { rereading: true })
    await follow(
      (call) => evidence.preview({ items: [{ path, options }] }, call),
      (preview) =>
        (preview.path === path || isWithin(preview.path, path)) && (files.value = takePreview(files.value, preview, options)),
    )
    change(path, { rereading: false })
  }
  async function add(inPlace: boolean) {
    step.value = 'adding'
    await follow(
      (options) => evidence.add({ items: itemsOf(files.value), in_place: inPlace }, options),
      (message) => (files.value = takeMessage(files.value, message)),
    )
    step.value = 'done'
  }
  return { change, look, lookAgain, add }
}

/** Shape: → the files and the deeds on them. Leaving the view ends what is under way. */
export function useIntake() {
  const files = shallowRef<IntakeFile[]>([])
  const step = shallowRef<IntakeStep>('idle')
  const cancelled = shallowRef(false)
  const { failure, follow, stop } = useStream()
  const { change, look, lookAgain, add } = useLooks(files, step, follow)
  async function commit(inPlace: boolean) {
    cancelled.value = false
    await add(inPlace)
  }
  function cancel() {
    cancelled.value = step.value === 'adding'
    stop()
  }
  function reset() {
    stop()
    files.value = []
    failure.value = null
    step.value = 'idle'
  }
  const chosen = computed(() => files.value.filter((file) => file.chosen))
  return { files, step, failure, cancelled, chosen, look, lookAgain, commit, cancel, reset, change }
}
