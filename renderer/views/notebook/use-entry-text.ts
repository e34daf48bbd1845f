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

/** What is typed beside what is stored; the difference is kept as a draft, which outlives a crash. */
function useDraft(entry: () => Entry) {
  const caseId = useCaseStore().caseId ?? ''
  const { id } = entry()
  const typed = ref<EntryText>(textOf(entry()))
  const stored = shallowRef({ text: textOf(entry()), base: entry().changed_at })
  /** A draft that was never saved is back, and waits for Keep or Discard; `over`: the entry was changed since. */
  const restored = ref<'plain' | 'over' | null>(null)
  const isStored = () => sameText(typed.value, stored.value.text)
  const drop = () => dropDraft(localStorage, caseId, id)
  const keep = () => keepDraft(localStorage, caseId, id, { ...textOf(typed.value), base: stored.value.base })

  const draft = keptDraft(localStorage, caseId, id)
  if (draft !== null && !sameText(draft, stored.value.text)) {
    typed.value = textOf(draft)
    restored.value = draft.base === stored.value.base ? 'plain' : 'over'
  } else drop()

  const changes = (): Partial<EntryText> =>
    Object.fromEntries(
      Object.entries(typed.value).filter(([name, value]) => stored.value.text[name as keyof EntryText] !== value),
    )
  function discard() {
    restored.value = null
    typed.value = { ...stored.value.text }
  }
  watch(
    () => entry().changed_at,
    (base) => {
      const untouched = isStored()
      stored.value = { text: textOf(entry()), base }
      if (untouched) typed.value = { ...stored.value.text }
    },
  )
  return { id, typed, stored, restored, isStored, keep, drop, changes, discard }
}
type Draft = ReturnType<typeof useDraft>

/** Sends what is typed, now or after a pause, one sending at a time. */
function useSaving({ id, typed, stored, restored, isStored, keep, drop, changes }: Draft, onSaved: (entry: Entry) => void) {
  const client = useClient()
  const state = ref<SaveState>(restored.value === null ? 'saved' : 'unsaved')
  const failure = shallowRef<Failure | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function save() {
    clearTimeout(timer)
    if (typed.value.title.trim() === '' || state.value === 'saving' || isStored()) return
    const sent = textOf(typed.value)
    restored.value = null
    state.value = 'saving'
    try {
      const next = await client.notebook.change({ id, ...changes() })
      stored.value = { text: sent, base: next.changed_at }
      failure.value = null
      state.value = 'unsaved'
      settle()
      onSaved(next)
    } catch (error) {
      failure.value = failureFrom(error)
      state.value = 'failed'
    }
  }
  /** Note what is typed against what is stored: nothing to do, or a draft and a save to come. */
  function settle() {
    clearTimeout(timer)
    if (isStored()) {
      drop()
      state.value = 'saved'
      return
    }
    keep()
    if (state.value === 'saving') return
    state.value = 'unsaved'
    if (restored.value === null) timer = setTimeout(() => void save(), PAUSE_MS)
  }
  watch(typed, settle, { deep: true })
  onScopeDispose(() => clearTimeout(timer))
  return { state, failure, save }
}

/** Shape: entry → its text to bind, the state of saving, `save` now, and what to do with a draft that came back. */
export function useEntryText(entry: () => Entry, onSaved: (entry: Entry) => void) {
  const client = useClient()
  const toasts = useToastStore()
  const draft = useDraft(entry)
  const { id, typed, restored, drop, changes, discard } = draft
  const { state, failure, save } = useSaving(draft, onSaved)
  onScopeDispose(() => {
    if (restored.value !== null || state.value === 'saved' || typed.value.title.trim() === '') return
    void client.notebook.change({ id, ...changes() }).then(
      (next) => {
        drop()
        onSaved(next)
      },
      (error: unknown) => toasts.sayFailed(error),
    )
  })
  return { typed, state, failure, restored, save, discard }
}
