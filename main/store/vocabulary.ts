/** Words of the contract ↔ the small numbers stored, and what follows from a role rule. */
import {
  DIRECTIONS,
  EVENT_TYPES,
  OUTCOMES,
  ROLE_CONFIDENCES,
  ROLE_RULES,
  SESSION_STATES,
  SPECIFICITIES,
  TS_QUALITIES,
  type Direction,
  type RoleConfidence,
  type RoleRule,
} from '#contract/event'

/** The vocabularies by the column that stores their codes. */
export const VOCABULARIES = {
  ts_quality: TS_QUALITIES,
  type: EVENT_TYPES,
  specificity: SPECIFICITIES,
  role_rule: ROLE_RULES,
  role_confidence: ROLE_CONFIDENCES,
  direction: DIRECTIONS,
  session_state: SESSION_STATES,
  outcome: OUTCOMES,
} as const
export type VocabularyColumn = keyof typeof VOCABULARIES

/** Shape: column and word → code, or -1 where the word is not of this vocabulary. */
export const codeOf = (column: VocabularyColumn, word: string): number =>
  (VOCABULARIES[column] as readonly string[]).indexOf(word)

/**
 * How sure a rule is of who was the client.
 *
 * Shape: rule, and whether the sensor itself doubts it → confidence.
 */
export function confidenceOf(rule: RoleRule, doubted = false): RoleConfidence {
  switch (rule) {
    case 'none':
      return 'none'
    case 'handshake':
    case 'same-session':
    case 'server-log':
      return doubted ? 'medium' : 'high'
    case 'first-packet':
    case 'service-port':
      return 'medium'
    case 'ephemeral-port':
    case 'fan-in':
    case 'arrow':
      return 'low'
  }
}

/** Shape: is the client home, is the server home → direction. */
export function directionOf(clientHome: boolean, serverHome: boolean): Direction {
  if (clientHome) return serverHome ? 'internal' : 'outbound'
  return serverHome ? 'inbound' : 'external'
}
