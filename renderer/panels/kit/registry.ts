/** The panels there are: every `panels/*.vue`, in the order they state. */
import type { Component } from 'vue'
import type { PanelDefinition } from './define-panel'

interface PanelModule {
  panel: PanelDefinition
  default: Component
}
const found = import.meta.glob<PanelModule>('../*.vue', { eager: true })

/** Every panel with the component that draws it, by order. */
export const PANELS = Object.values(found)
  .map(({ panel, default: component }) => ({ panel, component }))
  .sort((one, other) => one.panel.order - other.panel.order)
