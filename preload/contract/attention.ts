/** Attention: which parts of the evidence people looked at, kept on this machine alone; so that what was loud is not all that was seen. */
import { z } from 'zod'
import { DIRECTIONS, EVENT_TYPES } from './event'
import { SessionRow } from './hosts'

/** Shown in a list · its record or session was opened · cited. */
export const ATTENTION_DEEDS = ['displayed', 'opened', 'cited'] as const
export const AttentionDeed = z.enum(ATTENTION_DEEDS)
export type AttentionDeed = z.infer<typeof AttentionDeed>

export const AttentionRecord = z.object({ deed: AttentionDeed, keys: z.array(z.string()).min(1).max(500) })
export type AttentionRecord = z.infer<typeof AttentionRecord>

/** Events of one kind with one peer: the other side, seen from home. */
export const AttentionCell = z.object({
  type: z.enum(EVENT_TYPES),
  direction: z.enum(DIRECTIONS),
  server_port: z.number().nullable(),
  peer: z.string().nullable(),
})
export type AttentionCell = z.infer<typeof AttentionCell>

/** What makes a cell matter, the gravest first; how many events it has is not among them. */
export const CONSEQUENCES = [
  'not-authorised',
  'lasting-login-from-outside',
  'login-from-outside',
  'state-changing',
  'first-seen',
  'lasting',
] as const
export const UnopenedCell = AttentionCell.extend({
  because: z.array(z.enum(CONSEQUENCES)),
  events: z.number(),
  longest_s: z.number().nullable(),
  first_ts: z.string(),
  last_ts: z.string(),
  displayed: z.boolean(),
  /** A filter that shows its events. */
  where: z.string(),
})
export type UnopenedCell = z.infer<typeof UnopenedCell>

export const AttentionReport = z.object({
  /** Nothing is recorded while this is false. */
  recording: z.boolean(),
  cells: z.object({ total: z.number(), displayed: z.number(), opened: z.number(), cited: z.number() }),
  /** Events of the cells that were opened. */
  events: z.object({ total: z.number(), opened: z.number() }),
  /** Cells that were never opened, the most consequential first; `unopenedTotal` says how many there are that have a consequence. */
  unopened: z.array(UnopenedCell),
  unopenedTotal: z.number(),
  /** Lasting sessions from outside on log-in services that nobody opened, the longest first. */
  sessions: z.array(SessionRow),
  /** More than four fifths of what was opened lies in one cell while a graver one was never opened. */
  anchored: z.object({ cell: AttentionCell, share: z.number() }).nullable(),
})
export type AttentionReport = z.infer<typeof AttentionReport>
export const ANCHORED_SHARE = 0.8
