/** The way from any view into Investigate, with filters of its own. */
import { EVERYTHING, type TimeWindow } from '#contract/selection'
import { useFrameStore } from '../stores/frame'
import { useSelectionStore } from '../stores/selection'
import { addClause } from '../stores/selection-steps'

export interface JumpOptions {
  /** What made the filters, as a clause names its source. */
  source: string
  window?: TimeWindow
  /** Key of the event whose drawer is open on arrival. */
  rowKey?: string
}

/** Shape: → `show(texts, options)`: exactly these filters, over all time unless a window is given; a step back leads to what was in view before. */
export function useJump() {
  const frame = useFrameStore()
  const selection = useSelectionStore()
  return function show(texts: readonly string[], { source, window = EVERYTHING.window, rowKey }: JumpOptions) {
    const next = texts.reduce((sum, text) => addClause(sum, { source, text }), { ...EVERYTHING, window })
    selection.go(next, texts.join(' ') || 'everything')
    selection.rowKey = rowKey ?? null
    frame.go('investigate')
  }
}
