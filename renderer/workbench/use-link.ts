/** Keeps the address bar and the stores in step: each goes where the other went. */
import { useFrameStore } from '../stores/frame'
import { useSelectionStore } from '../stores/selection'
import { useEventListener } from '@vueuse/core'
import { computed, watch } from 'vue'
import { VIEWS } from '../views/registry'
import { linkOf, placeOf } from './link'

const isView = (id: string) => VIEWS.some((view) => view.id === id)

/** Take up the link at start; later changes of place become entries of the browser's history, a selected row replaces the last. */
export function useLink(fallback: () => string) {
  const frame = useFrameStore()
  const selection = useSelectionStore()

  function take(hash: string, atStart: boolean) {
    const place = placeOf(hash)
    frame.go(isView(place.view) ? place.view : fallback(), place.subject)
    selection.rowKey = place.rowKey
    if (atStart) selection.reset(place.selection)
    else selection.arrive(place.selection)
  }
  take(window.location.hash, true)

  const link = computed(() =>
    linkOf({ view: frame.view, subject: frame.subject, selection: selection.selection, rowKey: selection.rowKey }),
  )
  const withoutRow = computed(() =>
    linkOf({ view: frame.view, subject: frame.subject, selection: selection.selection, rowKey: null }),
  )
  window.history.replaceState(null, '', link.value)
  watch([link, withoutRow], ([next, place], [, before]) => {
    if (next === window.location.hash) return
    if (place === before) window.history.replaceState(null, '', next)
    else window.history.pushState(null, '', next)
  })
  useEventListener(window, 'popstate', () => take(window.location.hash, false))
}
