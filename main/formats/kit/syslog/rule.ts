/** What a message of a known program means: a pattern, the event it gives, and the fields in it. */
import type { EventType, Outcome } from '#contract/event'

/**
 * One kind of message.
 *
 * Named groups of the pattern become event fields: `user`, `from` (address or name of the client), `port`, `at` and `atPort` (the
 * server's own end), `method` (makes the `*` of the name). Every other named group becomes an attribute of that name.
 */
export interface Rule {
  pattern: RegExp
  /** `*` stands for the method. */
  name: string
  type: EventType
  doc: string
  outcome?: Outcome
  /** Before authentication a disconnect is no logout. */
  preauthType?: EventType
}

/** Messages of the programs that `programs` matches (name without path, lower case). */
export interface RuleSet {
  programs: RegExp
  rules: readonly Rule[]
  service?: string
  source: string
}
