/** The typed fields of one entry: kept as a draft at every keystroke, saved after a pause, brought back after a crash. */
import type { Entry } from '#contract/notebook'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { failureFrom, type Failure } from '../../transport/faults'
import { useClient } from '../../transport/transport'
import { useCaseStore } from '../../stores/case'
import { useToastStore } from '../../stores/toasts'
import { dropDraft, keepDraft, keptDraft, sameText, textOf, type EntryText } from './drafts'

/** Chosen: long enough to finish a word, short enough that nobody waits for it. */
const PAUSE_MS = 800
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed'

/** Shape: entry → its text to bind, the state of saving, `save` now, and what to do with a draft that came back. */
export function useEntryText(entry: () => Entry, onSaved: (entry: Entry) => void) {
  const client = useClient()
  const toasts = useToastStore()
  const caseId = useCaseStore().caseId ?? ''
  const { id } = entry()
  const typed = ref<EntryText>(textOf(entry()))
  const state = ref<SaveState>('saved')
  const failure = shallowRef<Failure | null>(null)
  /** A draft that was never saved is back, and waits for Keep or Discard; `over`: the entry was changed since. */
  const restored = ref<'plain' | 'over' | null>(null)
  let saved = textOf(entry())
  let base = entry().changed_at
  let timer: ReturnType<typeof setTimeout> | undefined

  const draft = keptDraft(localStorage, caseId, id)
  if (draft !== null && !sameText(draft, saved)) {
    typed.value = textOf(draft)
    restored.value = draft.base === base ? 'plain' : 'over'
    state.value = 'unsaved'
  } else dropDraft(localStorage, caseId, id)

  const changes = () => {
    const changed = Object.entries(typed.value).filter(([name, value]) => saved[name as keyof EntryText] !== value)
    return Object.fromEntries(changed) as Partial<EntryText>
  }
  async function save() {
    clearTimeout(timer)
    if (typed.value.title.trim() === '' || state.value === 'saving' || sameText(typed.value, saved)) return
    const sent = textOf(typed.value)
    restored.value = null
    state.value = 'saving'
    try {
      const next = await client.notebook.change({ id, ...changes() })
      saved = sent
      base = next.changed_at
      failure.value = null
      settle()
      onSaved(next)
    } catch (error) {
      failure.value = failureFrom(error)
      state.value = 'failed'
    }
  }
  /** Note what is typed against what is saved: nothing to do, or a draft and a save to come. */
  function settle() {
    clearTimeout(timer)
    if (sameText(typed.value, saved)) {
      dropDraft(localStorage, caseId, id)
      state.value = 'saved'
      return
    }
    keepDraft(localStorage, caseId, id, { ...textOf(typed.value), base })
    if (state.value === 'saving') return
    state.value = 'unsaved'
    if (restored.value === null) timer = setTimeout(() => void save(), PAUSE_MS)
  }
  function discard() {
    restored.value = null
    typed.value = { ...saved }
  }
  watch(typed, () => settle(), { deep: true })
  watch(
    () => entry().changed_at,
    () => {
      const untouched = sameText(typed.value, saved)
      saved = textOf(entry())
      base = entry().changed_at
      if (untouched) typed.value = { ...saved }
    },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    if (restored.value !== null || state.value === 'saved' || typed.value.title.trim() === '') return
    void client.notebook.change({ id, ...changes() }).then(
      (next) => {
        dropDraft(localStorage, caseId, id)
        onSaved(next)
      },
      (error: unknown) => toasts.sayFailed(error),
    )
  })
  return { typed, state, failure, restored, save, discard }
}
