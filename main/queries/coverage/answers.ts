/** Whether the evidence can answer a question about a host at a time, and why not. */
import type { Answer, CoverageQuestion } from '#contract/coverage'
import type { EvidenceClass } from '#contract/formats'
import { isoFromMicros } from '#contract/units'
import { cellOf, type CellState } from '#main/analysis/coverage/cells'
import type { Ground } from '#main/analysis/coverage/ground'
import { reachOf, type Subject } from '#main/analysis/coverage/reach'
import { DAY_US, type Span } from '#main/analysis/coverage/rhythm'
import { CLASS_WORDS, QUESTIONS, type Question } from './questions'

/** Whom and when a question is about. */
export interface Asked {
  subject: Subject
  /** The times that matter, or the whole span of the case. */
  windows: readonly Span[]
}

/** How far back the time before the evidence is asked about: the longest of the usual windows. */
const BEFORE_US = 25 * DAY_US
const nameOf = ({ host, names }: Subject): string =>
  host === null ? 'the case' : names[0] === undefined ? host : `${host} (${names[0]})`
const words = (classes: readonly EvidenceClass[], no = 'no'): string =>
  classes.map((one) => `${no} ${CLASS_WORDS[one]}`).join(', ')
const listed = (texts: readonly string[]): string => [...new Set(texts)].join('; ')

interface Found {
  class: EvidenceClass
  subject: Subject
  window: Span
  cell: CellState
}
type Look = (subject: Subject, evidence: EvidenceClass, window: Span) => CellState

/** Shape: ground → cells of any span, each reach worked out once. */
export function looking(ground: Ground): Look {
  const known = new Map<string, ReturnType<typeof reachOf>>()
  return (subject, evidence, window) => {
    const key = `${subject.host ?? ''} ${evidence}`
    const reach = known.get(key) ?? reachOf(ground, subject, evidence)
    known.set(key, reach)
    return cellOf(ground, reach, window)
  }
}

const has = ({ cell: { state } }: Found): boolean => state === 'covered' || state === 'partial'

function verdict(question: Question, pairs: readonly Found[][]): Answer {
  const grades = pairs.map((found) => {
    const full = found.filter((one) => question.answers.includes(one.class))
    if (full.some(({ cell }) => cell.state === 'covered')) return 2
    return found.some(has) ? 1 : 0
  })
  if (grades.every((grade) => grade === 2)) return 'answerable'
  return grades.every((grade) => grade === 0) ? 'not_answerable' : 'partly'
}

function because(question: Question, answer: Answer, all: readonly Found[], looks: readonly Found[]): string {
  const full = all.filter((one) => question.answers.includes(one.class))
  const subjects = [...new Set(all.map(({ subject }) => nameOf(subject)))].join(', ')
  if (answer === 'answerable') return `${subjects}: ${listed(full.filter(has).map(({ cell }) => cell.reason))}.`
  const missing = question.answers.filter((evidence) => !full.some((one) => one.class === evidence && has(one)))
  const partial = full
    .filter(({ cell }) => cell.state === 'partial')
    .map(({ class: evidence, cell }) => `${CLASS_WORDS[evidence]} in part: ${cell.reason}`)
  const some = question.partly.filter((one) => all.some((found) => found.class === one.class && has(found)))
  const none = answer === 'not_answerable' ? [...question.answers, ...question.partly.map((one) => one.class)] : missing
  const why = none.length > 0 ? [`${words(none)} of ${subjects}`] : []
  const reasons =
    answer === 'not_answerable' ? full.map(({ class: evidence, cell }) => `${CLASS_WORDS[evidence]}: ${cell.reason}`) : []
  const shown = some.map((one) => `${one.class} ${one.because}`)
  const deceives = question.lookalikes
    .filter((one) => looks.some((found) => found.class === one.class && has(found)))
    .map((one) => `${one.class} ${one.because}`)
  const beside = deceives.length > 0 ? ` Does not answer it: ${listed(deceives)}.` : ''
  return `${listed([...why, ...partial, ...reasons, ...shown])}.${beside}`
}

function before(question: Question, ground: Ground, { subject }: Asked, look: Look): { answer: Answer; because: string } {
  const window = { fromUs: ground.span.fromUs - BEFORE_US, toUs: ground.span.fromUs }
  const cell = look(subject, 'flow', window)
  const begins = question.answers.flatMap((evidence) =>
    reachOf(ground, subject, evidence).contributions.flatMap(({ some }) => some.map(({ fromUs }) => fromUs)),
  )
  const first = begins.length === 0 ? null : Math.max(Math.min(...begins), ground.span.fromUs)
  const starts =
    first === null
      ? `nothing in the case shows sessions of ${nameOf(subject)}`
      : `what shows sessions of ${nameOf(subject)} begins ${isoFromMicros(first)}`
  return {
    answer: 'not_answerable',
    because: `${cell.state}: ${starts}; what was before is not known, which is not the same as nothing.`,
  }
}

/** Shape: ground, whom and when → every question with its answer. */
export function answersOf(ground: Ground, asked: readonly Asked[], look: Look): CoverageQuestion[] {
  return QUESTIONS.map((question) => {
    const { id, text, answers, partly, lookalikes } = question
    const classes = [...new Set([...answers, ...partly.map((one) => one.class)])]
    const cells = (of: readonly EvidenceClass[]): Found[][] =>
      asked.flatMap(({ subject, windows }) =>
        windows.map((window) =>
          of.map((evidence) => ({ class: evidence, subject, window, cell: look(subject, evidence, window) })),
        ),
      )
    const found = cells(classes)
    const answer = verdict(question, found)
    const said =
      question.isBefore === true
        ? before(question, ground, asked[0]!, look)
        : { answer, because: because(question, answer, found.flat(), cells(lookalikes.map((one) => one.class)).flat()) }
    return { id, text, ...said, classes, lookalikes: [...lookalikes] }
  })
}
