/** Citing: which notebook entry takes the next citation, and the request that waits for a choice of one. */
import type { CiteRequest, Entry, EntryKind } from '#contract/notebook'
import { useClient } from '../transport/transport'
import { useAttentionStore } from './attention'
import { useToastStore } from './toasts'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

export const useCitingStore = defineStore('citing', () => {
  const client = useClient()
  const toasts = useToastStore()
  const attention = useAttentionStore()
  /** The entry last written to; offered first, null until a person has chosen one. */
  const targetId = ref<string | null>(null)
  /** A request that waits for the dialog to name its entry. */
  const waiting = shallowRef<CiteRequest | null>(null)
  /** What `C` cites now: set by the view that holds the selected thing. */
  const current = shallowRef<CiteRequest | null>(null)

  function ask(request: CiteRequest) {
    waiting.value = request
  }
  function drop() {
    waiting.value = null
  }
  /** Put the citation into an entry of the notebook; afterwards that entry is the target. */
  async function citeInto(entryId: string, request: CiteRequest): Promise<Entry> {
    const entry = await client.notebook.cite({ entry: entryId, cite: request })
    targetId.value = entry.id
    if (request.kind === 'row') void attention.done('cited', request.event_key)
    waiting.value = null
    toasts.say('done', `Cited as ${entry.citations.at(-1)?.label ?? '?'} in “${entry.title}”`)
    return entry
  }
  /** Make an entry and put the citation into it. */
  async function citeIntoNew(kind: EntryKind, title: string, request: CiteRequest): Promise<Entry> {
    const entry = await client.notebook.create({ kind, title })
    return citeInto(entry.id, request)
  }
  return { targetId, waiting, current, ask, drop, citeInto, citeIntoNew }
})
