/** How the clocks of sources compare, told from the sessions that two of them saw. */
import { z } from 'zod'

/**
 * What the difference looks like.
 *
 * `agrees`: no more than the sessions of two sensors may lie apart. `zone`: whole quarters of an hour, as a wrong time zone gives.
 * `clock`: steady, as a clock that is wrong. `unsteady`: it changes from session to session, so no one correction fits.
 */
export const ClockReading = z.enum(['agrees', 'zone', 'clock', 'unsteady'])
export type ClockReading = z.infer<typeof ClockReading>

export const ClockComparison = z.object({
  /** SHA-256 of the two sources and their names. */
  sha256: z.string(),
  name: z.string(),
  other_sha256: z.string(),
  other_name: z.string(),
  /** Sessions that both saw, each of them once. */
  sessions: z.number(),
  /** By how much the source dates a session later than the other one does: median and quartiles, seconds. */
  later_s: z.number(),
  lower_quartile_s: z.number(),
  upper_quartile_s: z.number(),
  reading: ClockReading,
})
export type ClockComparison = z.infer<typeof ClockComparison>
