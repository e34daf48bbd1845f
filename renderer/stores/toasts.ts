/** Short messages that come and go: done, failed, undone. */
import { failureFrom } from '../transport/faults'
import { defineStore } from 'pinia'
import { ref } from 'vue'

export interface Toast {
  id: number
  kind: 'done' | 'failed' | 'note'
  text: string
  detail: string
}

export const useToastStore = defineStore('toasts', () => {
  const toasts = ref<Toast[]>([])
  let nextId = 1

  function say(kind: Toast['kind'], text: string, detail = '') {
    toasts.value.push({ id: nextId++, kind, text, detail })
  }
  /** Show what was thrown, in the words of its fault. */
  function sayFailed(error: unknown) {
    const failure = failureFrom(error)
    say('failed', failure.message, failure.fix)
  }
  function dismiss(id: number) {
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }
  return { toasts, say, sayFailed, dismiss }
})
