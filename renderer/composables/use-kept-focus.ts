/** Keeps the focus on the page: where what has it goes away, what is left nearest to it takes it. */
import { useEventListener, useMutationObserver } from '@vueuse/core'

const FOCUSABLE = ['a[href]', 'button', 'input', 'textarea', '[tabindex="0"]', '[contenteditable="true"]']
  .map((what) => `${what}:not(:disabled, [tabindex="-1"])`)
  .join(', ')

function withAncestors(element: Element): Element[] {
  const path: Element[] = []
  for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) path.push(at)
  return path
}
const isThere = (element: Element) => element.isConnected && element.closest('[inert]') === null

/** Shape: path of what had the focus, innermost first → what takes it. `data-focus-after` on a part that goes away names it. */
function heirOf(path: readonly Element[], view: HTMLElement | null): HTMLElement | null {
  for (const element of path) {
    const named = element.isConnected ? undefined : (element as HTMLElement).dataset.focusAfter
    const heir = named === undefined ? null : document.querySelector<HTMLElement>(named)
    if (heir !== null) return heir
    if (element.contains(view)) return view
    const inside = isThere(element) ? [...element.querySelectorAll<HTMLElement>(FOCUSABLE)] : []
    const seen = inside.find((one) => one.checkVisibility())
    if (seen !== undefined) return seen
  }
  return view
}

/** Shape: where the view is → nothing; it takes the focus where nothing nearer is left. */
export function useKeptFocus(view: () => HTMLElement | null) {
  let path: Element[] = []
  let looking = false
  useEventListener(document, 'focusin', ({ target }) => (path = withAncestors(target as Element)))
  // WHY: a person who clicks beside everything lets go of the focus on purpose.
  useEventListener(document, 'pointerdown', () => (path = []), { capture: true })
  function look() {
    looking = false
    const [held] = path
    if (held === undefined || document.activeElement !== document.body) return
    if (isThere(held) && !held.matches(':disabled')) return
    heirOf(path, view())?.focus({ preventScroll: true })
  }
  useMutationObserver(
    () => document.body,
    () => {
      // WHY: a browser takes the focus off a disabled element only when it draws; dialogs give it back by themselves before that.
      if (!looking) requestAnimationFrame(() => requestAnimationFrame(look))
      looking = true
    },
    { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden', 'inert'] },
  )
}
