/** What a view is. */
import type { Component } from 'vue'

export interface ViewDefinition {
  /** Folder name, and what stands in a link. */
  id: string
  title: string
  /** Place in the rail; keys 1…9 follow it. */
  order: number
  icon: Component
  load: () => Promise<{ default: Component }>
  /** Works without an open case, and has no place in the rail. */
  outside?: boolean
  /** Shows the filter bar and the time windows. */
  filtered?: boolean
}

/** Shape: a view, as it is: gives editors its type. */
export function defineView(view: ViewDefinition): ViewDefinition {
  return view
}
