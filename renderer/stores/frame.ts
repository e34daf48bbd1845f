/** Where one is: the view and its own parameter, and which panes of the frame are open. */
import { defineStore } from 'pinia'
import { ref } from 'vue'

export const useFrameStore = defineStore('frame', () => {
  /** Id of the view on screen. */
  const view = ref('')
  /** What the view shows one of: an address, an entry; '' for none. */
  const subject = ref('')
  const paletteOpen = ref(false)
  const helpOpen = ref(false)

  /** Counts up whenever the filter bar is asked to take the focus. */
  const filterFocusAsked = ref(0)

  const askFilterFocus = () => (filterFocusAsked.value += 1)
  /** Go to a view; the link follows. */
  function go(to: string, about = '') {
    view.value = to
    subject.value = about
  }
  return { view, subject, paletteOpen, helpOpen, filterFocusAsked, askFilterFocus, go }
})
