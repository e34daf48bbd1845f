/** The open case: what it is, and its revision, which every question on screen follows. */
import type { CaseInfo, CaseSettings } from '#contract/case'
import { useClient } from '../transport/transport'
import { isAbort } from '../transport/faults'
import { useToastStore } from './toasts'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

export const useCaseStore = defineStore('case', () => {
  const client = useClient()
  const toasts = useToastStore()
  const info = shallowRef<CaseInfo | null>(null)
  /** `unknown` until the engine has answered once. */
  const state = shallowRef<'unknown' | 'none' | 'open'>('unknown')
  /** Revision of the case as last announced; 0 = no case. */
  const revision = shallowRef(0)
  const caseId = computed(() => info.value?.case_id ?? null)
  const displayZone = computed(() => info.value?.display_zone ?? 'UTC')

  function take(next: CaseInfo | null) {
    info.value = next
    state.value = next === null ? 'none' : 'open'
    revision.value = next?.revision ?? 0
  }
  async function refresh() {
    take(await client.case.info())
  }
  /** Follow the case until `signal` says stop: one fetch of `info` for each revision announced. */
  async function follow(signal: AbortSignal) {
    try {
      for await (const message of await client.case.watch(undefined, { signal })) {
        if (state.value === 'unknown' || message.revision !== revision.value) await refresh()
      }
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) toasts.sayFailed(error)
    }
  }
  async function open(path: string) {
    take(await client.case.open({ path }))
  }
  async function set(settings: CaseSettings) {
    take(await client.case.set(settings))
  }
  async function close() {
    await client.case.close()
    take(null)
  }
  return { info, state, revision, caseId, displayZone, take, refresh, follow, open, set, close }
})
