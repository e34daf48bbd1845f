/** What is known of a host's configuration and when: dated observations, and what can be said between them. */
import { z } from 'zod'

/** How an observation was made. `log` states a change itself; all others look at a state. */
export const FACT_METHODS = ['local-file', 'credentialed-scan', 'remote-scan', 'passive', 'log'] as const
export const FactMethod = z.enum(FACT_METHODS)
export type FactMethod = z.infer<typeof FactMethod>

/**
 * `known`: observed at this moment. `assumed`: not looked at, but the observations before and after agree, or a log states when it changed.
 * `unknown`: before the first observation, after the last, or between two that differ.
 */
export const KNOWLEDGE = ['known', 'assumed', 'unknown'] as const
export const Knowledge = z.enum(KNOWLEDGE)
export type Knowledge = z.infer<typeof Knowledge>

/** A stretch of time [from, to) with what is known in it; null = open. `value` of an unknown stretch is the last one that was known, if any. */
export const FactInterval = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  state: Knowledge,
  value: z.string().nullable(),
  because: z.string(),
})
export type FactInterval = z.infer<typeof FactInterval>

export const ConfigItem = z.object({
  /** Address, or the name the evidence gives the host; null where it says neither. */
  host: z.string().nullable(),
  kind: z.string(),
  /** `sshd/PermitRootLogin`, `account/root`, `package/bash.x86_64`: the same in every observation. */
  key: z.string(),
  /** As observed last. */
  value: z.string(),
  method: FactMethod,
  source: z.string(),
  first_ts: z.string().nullable(),
  last_ts: z.string().nullable(),
  observations: z.number(),
  /** Observations that state no time; they take no part in the intervals. */
  undated: z.number(),
  intervals: z.array(FactInterval),
  /** The observation last made, where it is a record. */
  event_key: z.string().nullable(),
})
export type ConfigItem = z.infer<typeof ConfigItem>

/** A subject that an investigator asks about, and whether anything observed it; what was never observed is said, not left out. */
export const ConfigTopic = z.object({
  id: z.string(),
  title: z.string(),
  observed: z.number(),
  methods: z.array(FactMethod),
  first_ts: z.string().nullable(),
  last_ts: z.string().nullable(),
  says: z.string(),
})
export type ConfigTopic = z.infer<typeof ConfigTopic>

export const ConfigQuery = z.object({
  /** Address or name; all hosts where left out. */
  host: z.string().optional(),
  /** A key, or the beginning of keys up to a slash. */
  key: z.string().optional(),
  atUs: z.number().optional(),
  /** With `atUs`: what differs between the two moments. */
  againstUs: z.number().optional(),
})
export type ConfigQuery = z.infer<typeof ConfigQuery>

export const ConfigAt = z.object({
  host: z.string().nullable(),
  key: z.string(),
  at: z.string(),
  state: Knowledge,
  value: z.string().nullable(),
  because: z.string(),
})
export type ConfigAt = z.infer<typeof ConfigAt>

export const ConfigDifference = z.object({ host: z.string().nullable(), key: z.string(), before: ConfigAt, after: ConfigAt })
export type ConfigDifference = z.infer<typeof ConfigDifference>

export const ConfigAnswer = z.object({
  items: z.array(ConfigItem),
  topics: z.array(ConfigTopic),
  /** With `atUs`: each key at that moment. */
  at: z.array(ConfigAt),
  /** With `againstUs`: keys whose value or whose knowledge differs. */
  differences: z.array(ConfigDifference),
})
export type ConfigAnswer = z.infer<typeof ConfigAnswer>
