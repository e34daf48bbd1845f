/** Sessions of a whole case: pages of them, a picture of all by start and length, and the attempts at one service over time. */
import { z } from 'zod'
import { DIRECTIONS, SESSION_STATES } from './event'
import { SessionRow } from './hosts'
import { Selection } from './selection'

/** By start, or by measured length; `-` puts the latest or longest first. Sessions without a length stand last either way. */
export const SessionOrder = z.enum(['start', '-start', 'length', '-length'])
export type SessionOrder = z.infer<typeof SessionOrder>

export const SessionPageQuery = z.object({
  selection: Selection,
  order: SessionOrder.default('-length'),
  limit: z.number().int().positive().max(1000).default(200),
  /** `next` of the page before; opaque. */
  after: z.string().optional(),
})
export type SessionPageQuery = z.infer<typeof SessionPageQuery>
/** `next` is null where nothing follows. */
export const SessionPage = z.object({ rows: z.array(SessionRow), next: z.string().nullable() })
export type SessionPage = z.infer<typeof SessionPage>

/** Why a session is drawn by itself, the gravest first; null where there are so few that all are. */
export const POINT_REASONS = ['not-authorised', 'login-from-outside', 'lasting-from-outside', 'very-long'] as const

/** A session that is drawn by itself. */
export const SessionPoint = SessionRow.pick({
  event_key: true,
  client_ip: true,
  server_ip: true,
  server_port: true,
  proto: true,
  service: true,
  direction: true,
  verdict: true,
}).extend({
  startUs: z.number(),
  /** Null for an attempt, and where no sensor measured a length. */
  lengthSeconds: z.number().nullable(),
  state: z.enum(SESSION_STATES),
  why: z.enum(POINT_REASONS).nullable(),
})
export type SessionPoint = z.infer<typeof SessionPoint>

/** A band of lengths across the picture, low to high. The two lowest have no length: attempts that came to nothing, and sessions no sensor measured. */
export const LENGTH_BANDS = { attempt: -1, unmeasured: -2 } as const

/** Sessions that are drawn together: `n` of them, in one part of the time and one band of lengths. */
export const SessionCell = z.object({ part: z.number().int(), band: z.number().int(), n: z.number().int() })
export type SessionCell = z.infer<typeof SessionCell>

export const SessionPictureQuery = z.object({
  selection: Selection,
  /** Most sessions drawn one by one. */
  mostPoints: z.number().int().min(0).max(5000).default(1500),
  parts: z.number().int().min(1).max(500).default(180),
})
export type SessionPictureQuery = z.infer<typeof SessionPictureQuery>

/**
 * All sessions in view: `points` and `cells` together hold each of `total` once.
 *
 * Drawn one by one are those that would matter most if they are what they look like, whatever their number beside the rest: not authorised, from
 * outside on a log-in service, from outside and lasting, very long. `remarkable` counts all such; `pointsLeftOut` those the limit left in cells.
 */
export const SessionPicture = z.object({
  fromUs: z.number(),
  toUs: z.number(),
  /** Bands per tenfold length; band 0 begins at 1 ms. */
  bandsPerDecade: z.number(),
  parts: z.number(),
  total: z.number(),
  points: z.array(SessionPoint),
  cells: z.array(SessionCell),
  remarkable: z.number(),
  pointsLeftOut: z.number(),
  /** From what never came about to what lasted. */
  ladder: z.array(z.object({ rung: z.string(), n: z.number() })),
  directions: z.array(z.object({ direction: z.enum(DIRECTIONS), n: z.number() })),
})
export type SessionPicture = z.infer<typeof SessionPicture>

/** One service of one host. */
export const ServiceTarget = z.object({ server_ip: z.string(), server_port: z.number(), proto: z.string().nullable() })
export type ServiceTarget = z.infer<typeof ServiceTarget>

export const ServiceSummary = ServiceTarget.extend({
  login: z.boolean(),
  /** No answer, refused, broken off. */
  attempts: z.number(),
  /** Established, and over within five seconds. */
  brief: z.number(),
  /** Established, a minute or longer; and those of them that do not come from inside. */
  lasting: z.number(),
  lastingFromOutside: z.number(),
  sessions: z.number(),
})
export type ServiceSummary = z.infer<typeof ServiceSummary>

export const ServiceQuery = ServiceTarget.extend({ selection: Selection })
export type ServiceQuery = z.infer<typeof ServiceQuery>

/** What came to one service over time. Parts are half-open and of `partSeconds`; `counts` follow one another from `fromUs`. */
export const ServicePicture = ServiceTarget.extend({
  fromUs: z.number(),
  toUs: z.number(),
  partSeconds: z.number(),
  noAnswer: z.array(z.number()),
  refused: z.array(z.number()),
  brief: z.array(z.number()),
  attempts: z.number(),
  briefTotal: z.number(),
  sources: z.number(),
  /** Bins in which bursts are looked for, and what one has to reach. */
  binSeconds: z.number(),
  leastAttempts: z.number(),
  timesMedian: z.number(),
  /** Attempts and brief sessions per covered bin, the middle of them. */
  median: z.number(),
  bursts: z.array(z.object({ fromUs: z.number(), toUs: z.number(), attempts: z.number(), brief: z.number() })),
  /** Spearman's coefficient of attempts and brief sessions over the `covered` bins; null where one of them never changes. */
  together: z.number().nullable(),
  covered: z.number(),
  /** Established sessions of `leastSessionSeconds` or more, inside a burst or within `followSeconds` after one. */
  following: z.array(SessionRow),
  followingTotal: z.number(),
  /** Those from outside at any other time. */
  fromOutside: z.array(SessionRow),
  fromOutsideTotal: z.number(),
  leastSessionSeconds: z.number(),
  followSeconds: z.number(),
})
export type ServicePicture = z.infer<typeof ServicePicture>

/** Bytes per second, both ways together, up to which a session looks like typing; and from which on like moving files. */
export const INTERACTIVE_BYTES_PER_SECOND = 1_000
export const BULK_BYTES_PER_SECOND = 20_000
/** A shorter session says nothing about its use. */
export const LEAST_USE_SECONDS = 10

export type InferredUse = 'interactive' | 'bulk' | 'between'

/**
 * What a session was used for, as far as bytes and seconds tell: an inference, never evidence.
 *
 * Shape:  session → use with the rate in bytes per second, or null: too short, one side sent nothing, or a byte count is missing.
 * Source: chosen, after the interactive sessions of the passive scanner NNM (plugins 4–6: many small packets both ways over a long session),
 *         which byte counts alone can only approximate.
 */
export function inferredUse({
  duration_s,
  client_bytes,
  server_bytes,
}: Pick<SessionRow, 'duration_s' | 'client_bytes' | 'server_bytes'>): { use: InferredUse; bytesPerSecond: number } | null {
  if (duration_s === null || duration_s < LEAST_USE_SECONDS || client_bytes === null || server_bytes === null) return null
  if (client_bytes === 0 || server_bytes === 0) return null
  const bytesPerSecond = (client_bytes + server_bytes) / duration_s
  const use =
    bytesPerSecond <= INTERACTIVE_BYTES_PER_SECOND ? 'interactive' : bytesPerSecond >= BULK_BYTES_PER_SECOND ? 'bulk' : 'between'
  return { use, bytesPerSecond }
}
