/** Words of the fixed vocabularies to their codes, fast for the words that follow one another. */
import type { EventType, Outcome, RoleRule, SessionState, Specificity, TsQuality } from '#contract/event'
import { codeOf, confidenceOf, VOCABULARIES, type VocabularyColumn } from '#main/store/vocabulary'
import { ROLE_RULES } from '#contract/event'
import { NO_CODE } from './run-columns'

const tableOf = (column: VocabularyColumn, noneIsNull = false) =>
  new Map<string, number>(VOCABULARIES[column].map((word, code) => [word, noneIsNull && word === 'none' ? NO_CODE : code]))

const confidences = (doubted: boolean) =>
  new Map<string, number>(ROLE_RULES.map((rule) => [rule, codeOf('role_confidence', confidenceOf(rule, doubted))]))

const TYPES = tableOf('type')
const QUALITIES = tableOf('ts_quality')
const SPECIFICITIES = tableOf('specificity')
const OUTCOMES = tableOf('outcome', true)
const STATES = tableOf('session_state', true)
const RULES = tableOf('role_rule')
const SURE = confidences(false)
const DOUBTED = confidences(true)

/** Each remembers its last word: rows of one source mostly repeat it, and comparing two constants costs nothing. */
export class CodeTables {
  private lastType: EventType = 'unnormalized'
  private lastTypeCode = 0
  private lastState: SessionState = 'none'
  private lastStateCode = NO_CODE
  private lastRule: RoleRule = 'none'
  private lastRuleCode = 0

  type(word: EventType): number {
    if (word !== this.lastType) {
      this.lastType = word
      this.lastTypeCode = TYPES.get(word)!
    }
    return this.lastTypeCode
  }

  sessionState(word: SessionState): number {
    if (word !== this.lastState) {
      this.lastState = word
      this.lastStateCode = STATES.get(word)!
    }
    return this.lastStateCode
  }

  roleRule(word: RoleRule): number {
    if (word !== this.lastRule) {
      this.lastRule = word
      this.lastRuleCode = RULES.get(word)!
    }
    return this.lastRuleCode
  }

  roleConfidence(rule: RoleRule, doubted: boolean): number {
    return (doubted ? DOUBTED : SURE).get(rule)!
  }

  tsQuality(word: TsQuality): number {
    return word === 'exact' ? 0 : QUALITIES.get(word)!
  }

  specificity(word: Specificity): number {
    return word === 'specific' ? 0 : SPECIFICITIES.get(word)!
  }

  outcome(word: Outcome): number {
    return word === 'none' ? NO_CODE : OUTCOMES.get(word)!
  }
}
