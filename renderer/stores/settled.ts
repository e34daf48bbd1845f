/** Whether every question asked by the page has been answered; `data-settled` on <html> follows it. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

export const useSettledStore = defineStore('settled', () => {
  const pending = ref(0)
  /** How long the last round of questions took, from the first asked to the last answered. */
  const lastMs = ref<number | null>(null)
  const settled = computed(() => pending.value === 0)
  let startedMs = 0

  /** Count one question in; call what comes back once, when it is answered or given up. */
  function begin(): () => void {
    if (pending.value === 0) startedMs = performance.now()
    pending.value += 1
    let open = true
    return () => {
      if (!open) return
      open = false
      pending.value -= 1
      if (pending.value === 0) lastMs.value = Math.round(performance.now() - startedMs)
    }
  }
  return { pending, settled, lastMs, begin }
})
