/** The views there are: every `views/<id>/view.ts`, in the order they state. */
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
export const defineView = (view: ViewDefinition): ViewDefinition => view

const found = import.meta.glob<{ view: ViewDefinition }>('./*/view.ts', { eager: true })

/** Every view, by order. */
export const VIEWS: readonly ViewDefinition[] = Object.values(found)
  .map((module) => module.view)
  .sort((one, other) => one.order - other.order)

/** Those with a place in the rail. */
export const RAIL_VIEWS = VIEWS.filter((view) => !view.outside)
