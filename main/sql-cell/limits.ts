/** How far a statement may go: what is beyond ends it, and only it. */
import { z } from 'zod'

export const CellLimits = z.object({
  timeMs: z.number().int().positive(),
  /** Of the whole process, beyond what it takes when it stands still. */
  memoryMb: z.number().int().positive(),
  rows: z.number().int().positive(),
  /** Of the result as JSON. */
  bytes: z.number().int().positive(),
})
export type CellLimits = z.infer<typeof CellLimits>

/** Chosen: an answer that takes longer is worth a filter; the largest result is what a spreadsheet still opens. */
export const DEFAULT_LIMITS: CellLimits = { timeMs: 30_000, memoryMb: 1024, rows: 1_000_000, bytes: 128_000_000 }

/** Characters of a statement (chosen): no question is longer, and the parser's effort stays bounded. */
export const LONGEST_STATEMENT = 100_000
