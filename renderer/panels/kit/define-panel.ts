/** What a pivot panel is: one field, its name, its place. */
import type { PivotField } from '#contract/query'

export interface PanelDefinition {
  /** File name in kebab case; source of the clauses a pick makes. */
  id: string
  title: string
  order: number
  by: PivotField
  /** Other fields the panel can be turned to, each with a short name. */
  variants?: readonly { by: PivotField; title: string }[]
  /** Not shown until asked for. */
  hidden?: boolean
}

/** Shape: a panel, as it is: gives editors its type. */
export function definePanel(panel: PanelDefinition): PanelDefinition {
  return panel
}
