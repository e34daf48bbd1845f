/** Result of one check of a configuration audit: what was looked at, what it should be, whether the host passed. */
import type { Outcome } from '#contract/event'
import { shorten } from '../kit/text'
import type { Element } from './parts'

export interface Compliance {
  check: string
  outcome: Outcome
  /** One line for people. */
  message: string
}

const MESSAGE_LENGTH = 300
/** Old scanners put it all into the description: `"check" : [FAILED]`. */
const OLD = /^"(.{1,500}?)"\s*:\s*\[(PASSED|FAILED|WARNING|ERROR)\]/s
const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['PASSED', 'success'],
  ['FAILED', 'failure'],
])

/** Shape: an item of an audit → its check; `pluginName` stands where the check has no name. A warning or an error of the check is unknown: nothing was proven. */
export function complianceOf(element: Element, pluginName: string): Compliance {
  const textOf = (name: string) => element.children.find((child) => child.name === `cm:compliance-${name}`)?.text.trim() ?? ''
  const old = OLD.exec(element.children.find(({ name }) => name === 'description')?.text.trim() ?? '')
  const check = textOf('check-name') || old?.[1] || pluginName
  const result = textOf('result') || old?.[2] || 'no result'
  const [actual, expected] = [textOf('actual-value'), textOf('policy-value')]
  const parts = [
    `${result}: ${check}`,
    ...(actual === '' ? [] : [`is ${actual.replace(/\s+/g, ' ')}`]),
    ...(expected === '' ? [] : [`should be ${expected.replace(/\s+/g, ' ')}`]),
  ]
  return { check, outcome: OUTCOMES.get(result) ?? 'unknown', message: shorten(parts.join('; '), MESSAGE_LENGTH) }
}
