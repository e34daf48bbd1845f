/** What was looked at: noted in the user's data folder by the engine, a moment later and several at once. */
import type { AttentionDeed } from '#contract/attention'
import { useDebounceFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { useClient } from '../transport/transport'

/** Chosen: what is scrolled past at once was not looked at. */
const WAIT_MS = 700
const MOST_AT_ONCE = 500

export const useAttentionStore = defineStore('attention', () => {
  const client = useClient()
  /** Rises when something opened or cited was noted, for whoever shows what was not. */
  const noted = shallowRef(0)
  const waiting: Record<AttentionDeed, Set<string>> = { displayed: new Set(), opened: new Set(), cited: new Set() }
  /** Rows shown once are not noted again and again. */
  const shown = new Set<string>()

  async function send(deed: AttentionDeed) {
    const keys = [...waiting[deed]].slice(0, MOST_AT_ONCE)
    waiting[deed].clear()
    if (keys.length === 0) return
    try {
      await client.attention.record({ deed, keys })
      if (deed !== 'displayed') noted.value += 1
    } catch {
      // WHY: an aid that fails must not get in the way of the work it is for.
    }
  }
  const sendShown = useDebounceFn(() => send('displayed'), WAIT_MS)
  function displayed(keys: readonly string[]) {
    for (const key of keys) {
      if (shown.has(key)) continue
      shown.add(key)
      waiting.displayed.add(key)
    }
    if (waiting.displayed.size > 0) void sendShown()
  }
  function done(deed: 'opened' | 'cited', key: string) {
    waiting[deed].add(key)
    return send(deed)
  }
  return { noted, displayed, done }
})
