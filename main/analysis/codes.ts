/** Codes of the fixed vocabularies as they are stored, for SQL written in this folder. */
import { DIRECTIONS, EVENT_TYPES, ROLE_CONFIDENCES, ROLE_RULES, SESSION_STATES } from '#contract/event'
import type { FormatId } from '#contract/formats'
import type { Direction, EventType, RoleConfidence, RoleRule, SessionState } from '#contract/event'

export const typeCode = (word: EventType): number => EVENT_TYPES.indexOf(word)
export const ruleCode = (word: RoleRule): number => ROLE_RULES.indexOf(word)
export const confidenceCode = (word: RoleConfidence): number => ROLE_CONFIDENCES.indexOf(word)
export const directionCode = (word: Direction): number => DIRECTIONS.indexOf(word)
export const stateCode = (word: SessionState): number => SESSION_STATES.indexOf(word)

/** States in which the server answered and data could pass. */
export const ESTABLISHED_STATES: readonly number[] = (['open', 'complete', 'half-closed', 'aborted'] as const).map(stateCode)

/** What says when something was known or written down, not when it happened here: by hand, intelligence, undated configuration. */
export const BESIDE_FORMATS = ['manual', 'ioc-list', 'stix', 'misp', 'config-capture'] as const satisfies readonly FormatId[]
