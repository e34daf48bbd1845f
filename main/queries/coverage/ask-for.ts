/** Evidence to ask for: what would answer the questions that matter, where they matter, the most consequential first. */
import type { AskFor } from '#contract/coverage'
import type { EvidenceClass } from '#contract/formats'
import { isoFromMicros } from '#contract/units'
import type { Ground } from '#main/analysis/coverage/ground'
import type { Subject } from '#main/analysis/coverage/reach'
import { DAY_US, HOUR_US, type Span } from '#main/analysis/coverage/rhythm'
import type { looking } from './answers'
import type { Focus } from './focus'
import { QUESTIONS } from './questions'

/** Asked for around a session: what led to it, and what was done with it. Chosen. */
const BEFORE_US = HOUR_US
const AFTER_US = DAY_US
/** Before the evidence begins: as far as the longest of the usual windows. */
const BACK_US = 25 * DAY_US
/** Questions whose evidence is asked for, in this order. */
const WANTED = [
  'who-logged-in',
  'which-process',
  'what-changed-on-disk',
  'what-configuration',
  'what-was-transferred',
  'who-connected',
] as const

/** A time that evidence is needed of, and what happened in it. */
export interface Window extends Span {
  title: string
}

/** Shape: sessions of one host → windows around them, those that overlap joined. */
export function windowsOf(focus: readonly Focus[]): Window[] {
  const windows: Window[] = []
  for (const { fromUs, toUs, title } of [...focus].sort((one, other) => one.fromUs - other.fromUs)) {
    const window = { fromUs: fromUs - BEFORE_US, toUs: toUs + AFTER_US, title }
    const last = windows.at(-1)
    if (last !== undefined && window.fromUs <= last.toUs) {
      last.toUs = Math.max(last.toUs, window.toUs)
      last.title = `${last.title}; ${title}`
    } else windows.push(window)
  }
  return windows
}

/** Shape: focus → by host, in order of consequence; of each only the gravest. */
export function focusByHost(focus: readonly Focus[]): Map<string, Focus[]> {
  const hosts = new Map<string, Focus[]>()
  for (const one of focus) {
    const known = hosts.get(one.host) ?? []
    if (known.length === 0 || known[0]!.severity === one.severity) hosts.set(one.host, [...known, one])
  }
  return hosts
}

/** Of whom, and of when, evidence is needed. */
export interface Wish {
  subject: Subject
  windows: readonly Window[]
}

function around({ subject, windows }: Wish, look: ReturnType<typeof looking>): AskFor[] {
  const asked = new Set<EvidenceClass>()
  return WANTED.flatMap((id) => {
    const question = QUESTIONS.find((one) => one.id === id)!
    const evidence = question.answers[0]!
    if (asked.has(evidence)) return []
    asked.add(evidence)
    return windows.flatMap((window) => {
      const cell = look(subject, evidence, window)
      if (cell.state === 'covered') return []
      const because = `${question.text} ${window.title}. Now ${cell.state}: ${cell.reason}.`
      return [
        { class: evidence, host: subject.host, from: isoFromMicros(window.fromUs), to: isoFromMicros(window.toUs), because },
      ]
    })
  })
}

/** Shape: hosts in question with their windows, or the case as a whole → what to ask for. */
export function askFor(ground: Ground, wishes: readonly Wish[], look: ReturnType<typeof looking>): AskFor[] {
  const back = wishes.map(({ subject }) => ({
    class: 'flow' as const,
    host: subject.host,
    from: isoFromMicros(ground.span.fromUs - BACK_US),
    to: isoFromMicros(ground.span.fromUs),
    because: `Was there any session before? The evidence begins ${isoFromMicros(ground.span.fromUs)}; what was before is unknown.`,
  }))
  return wishes.flatMap((wish, index) => [...around(wish, look), back[index]!])
}
