/** The views there are: every `views/<id>/view.ts`, in the order they state. */
import type { ViewDefinition } from './define-view'

export { defineView, type ViewDefinition } from './define-view'

const found = import.meta.glob<{ view: ViewDefinition }>('./*/view.ts', { eager: true })

/** Every view, by order. */
export const VIEWS: readonly ViewDefinition[] = Object.values(found)
  .map((module) => module.view)
  .sort((one, other) => one.order - other.order)

/** Those with a place in the rail. */
export const RAIL_VIEWS = VIEWS.filter((view) => !view.outside)
