/** Keys of commands: `mod+k`, `alt+ArrowLeft`, `c`, `?`. */
import { useEventListener } from '@vueuse/core'

/** Whether keystrokes belong to what has the focus: a field, an editor. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [contenteditable="true"], .cm-editor') !== null)
  )
}

const isMac = () => /mac/i.test(navigator.platform)

/** Shape: keystroke and key text → whether they are the same. */
export function matchesKeys(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+')
  const key = keys.endsWith('+') ? '+' : parts.at(-1)!
  const mod = isMac() ? event.metaKey : event.ctrlKey
  const wanted = { mod: parts.includes('mod'), alt: parts.includes('alt'), shift: parts.includes('shift') }
  const bare = key.length === 1 && !wanted.mod && !wanted.alt
  if (mod !== wanted.mod || event.altKey !== wanted.alt) return false
  // WHY: `?` needs Shift on some keyboards and none on others; only a named key asks for Shift itself.
  if (!bare && event.shiftKey !== wanted.shift) return false
  return event.key.toLowerCase() === key.toLowerCase()
}

/** Shape: `mod+k` → `Ctrl K` or `⌘ K`, as a person reads it. */
export function keysText(keys: string): string {
  const names: Record<string, string> = {
    mod: isMac() ? '⌘' : 'Ctrl',
    alt: isMac() ? '⌥' : 'Alt',
    shift: 'Shift',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
  }
  return keys
    .split('+')
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ')
}

/** Call `perform` at each keystroke; it returns true where it took it. */
export function useHotkeys(perform: (event: KeyboardEvent, typing: boolean) => boolean) {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    if (perform(event, isTyping(event.target))) event.preventDefault()
  })
}
