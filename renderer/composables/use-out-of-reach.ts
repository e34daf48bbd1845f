/** While a list is open, what it hides from screen readers is out of the reach of the Tab key and the pointer too. */
import { onScopeDispose, watch, type Ref } from 'vue'

/** Shape: whether the list is open → nothing. */
export function useOutOfReach(open: Ref<boolean>) {
  let kept: HTMLElement[] = []
  function release() {
    for (const element of kept) element.inert = false
    kept = []
  }
  function take() {
    if (!open.value) return
    kept = [...document.querySelectorAll<HTMLElement>('[data-aria-hidden="true"]:not([inert])')]
    for (const element of kept) element.inert = true
  }
  // WHY: at once when it closes, or the button that opened it could not take the focus back.
  watch(open, (isOpen) => (isOpen ? requestAnimationFrame(take) : release()), { flush: 'sync' })
  onScopeDispose(release)
}
