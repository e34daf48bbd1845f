/** What an event of a known provider means: the name it gets, and which of its fields are whose. */
import type { EventType, Outcome } from '#contract/event'
import type { AttrValue } from '../format'

export type Fields = ReadonlyMap<string, AttrValue>

/** One meaning out of several that an event can have, by its fields. */
export interface Variant {
  word: string
  type?: EventType
  outcome?: Outcome
}

/**
 * One kind of event.
 *
 * Field names are those of the provider; of several the first that says something counts. `says` makes the line for people: pairs of a
 * word and a field, divided by commas, left out where the field says nothing.
 */
export interface WindowsRule {
  /** Second level of the taxonomy, without the prefix of its set; `*` stands for the word of the variant. */
  name: string
  type: EventType
  /** A sentence, without what `says` adds. */
  doc: string
  outcome?: Outcome
  variant?: (fields: Fields) => Variant
  user?: readonly string[]
  process?: readonly string[]
  /** The client as this host's own log names it. */
  from?: readonly [address: string, port?: string]
  /** Both ends of a connection, as the sensor orders them. */
  between?: readonly [src: string, srcPort: string, dst: string, dstPort: string]
  service?: string
  says?: string
}

/** Events of the providers named, by id. */
export interface WindowsRuleSet {
  providers: readonly string[]
  /** Begins every name of the set. */
  prefix: string
  source: string
  rules: Readonly<Record<number, WindowsRule>>
}
