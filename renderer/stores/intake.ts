/** Paths that wait to be looked at in the evidence view: picked in the palette, dropped on the window. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export const useIntakeStore = defineStore('intake', () => {
  const waiting = shallowRef<readonly string[]>([])
  /** Ask the evidence view to show what these paths are. */
  const offer = (paths: readonly string[]) => (waiting.value = paths)
  /** Shape: → the waiting paths, which wait no longer. */
  function take(): readonly string[] {
    const paths = waiting.value
    if (paths.length > 0) waiting.value = []
    return paths
  }
  return { waiting, offer, take }
})
