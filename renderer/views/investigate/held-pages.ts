/** The pages of events held at one time: neighbours in order, and never more of them than a few. */
import type { EventRow } from '#contract/event'

export interface HeldPage {
  rows: readonly EventRow[]
  /** Cursor to the page that follows, and to the one before; null where there is none. */
  next: string | null
  prev: string | null
}

/** Pages held at most. Chosen: a thousand rows of 200 a page, some megabytes whatever the case holds. */
export const HELD_PAGES = 5

const rowsIn = (pages: readonly HeldPage[]) => pages.reduce((sum, { rows }) => sum + rows.length, 0)

/** Shape: pages, the one that follows them → pages with it last; `dropped` rows were let go at the start. */
export function withNext(held: readonly HeldPage[], page: HeldPage): { held: readonly HeldPage[]; dropped: number } {
  const all = [...held, page]
  const gone = all.slice(0, Math.max(0, all.length - HELD_PAGES))
  return { held: all.slice(gone.length), dropped: rowsIn(gone) }
}

/** Shape: pages, the one before them → pages with it first; those beyond the bound are let go at the end. */
export const withPrevious = (held: readonly HeldPage[], page: HeldPage): readonly HeldPage[] =>
  [page, ...held].slice(0, HELD_PAGES)
