/** The four windows of the top bar as choices, and which of them a selection has. */
import type { TimeWindow } from '#contract/selection'
import { SECONDS_PER_DAY } from '#contract/units'
import { text } from '../text/en'

export type WindowChoice = 'day' | 'week' | 'month' | 'all'
const DAYS: Record<Exclude<WindowChoice, 'all'>, number> = { day: 1, week: 7, month: 25 }

export const WINDOW_OPTIONS = (Object.keys(text.frame.windows) as WindowChoice[]).map((value) => ({
  value,
  text: text.frame.windows[value],
}))

/** Shape: choice → window. */
export function windowOf(choice: WindowChoice): TimeWindow {
  return choice === 'all' ? { kind: 'all' } : { kind: 'last', seconds: DAYS[choice] * SECONDS_PER_DAY }
}

/** Shape: window → its choice, or null for one that was zoomed into. */
export function choiceOf(window: TimeWindow): WindowChoice | null {
  if (window.kind === 'all') return 'all'
  if (window.kind === 'between') return null
  return (Object.keys(DAYS) as (keyof typeof DAYS)[]).find((choice) => DAYS[choice] * SECONDS_PER_DAY === window.seconds) ?? null
}
