/** Small pieces that several sections are made of. */
import type { Citation, CitationStateWord, Entry } from '#contract/notebook'
import type { ReportContent } from '../content'
import type { Block, Inline, Span, Style } from '../model'
import { micros } from '../wording'

export const plain = (text: string): Inline => [{ text }]
export const mono = (text: string): Inline => [{ text, style: 'mono' }]
export const quiet = (text: string): Inline => [{ text, style: 'quiet' }]

export const paragraph = (...text: Span[]): Block => ({ kind: 'paragraph', text })
export const say = (text: string): Block => paragraph({ text })
/** A sentence that introduces what follows and stays with it. */
export const introduce = (text: string): Block => ({ kind: 'paragraph', text: [{ text }], keep: true })

/** Shape: → first and last event of the evidence; what was entered by hand lies outside. */
export function evidenceSpan(content: ReportContent): { firstUs: number | null; lastUs: number | null } {
  const known = (times: (number | null)[]) => times.filter((tsUs) => tsUs !== null)
  const present = content.evidence.filter((source) => source.excluded_because === null)
  const first = known(present.map((source) => micros(source.first_ts)))
  const last = known(present.map((source) => micros(source.last_ts)))
  if (first.length === 0 || last.length === 0) return { firstUs: content.case.firstUs, lastUs: content.case.lastUs }
  return { firstUs: Math.min(...first), lastUs: Math.max(...last) }
}

/** Letter that numbers an entry of each kind in the report. */
const LETTERS: Record<Entry['kind'], string> = {
  finding: 'F',
  lesson: 'L',
  question: 'Q',
  hypothesis: 'H',
  action: 'A',
  note: 'N',
}

/** Shape: (entry, place in its list from 0) → `F1`. */
export const entryNumber = (entry: Entry, index: number): string => `${LETTERS[entry.kind]}${index + 1}`

/** One citation with where it stands in the report. */
export interface Placed {
  entry: Entry
  number: string
  citation: Citation
  /** `F1·E2`. */
  label: string
}

/** Shape: → every citation of the entries the report tells, in the report's order. */
export function placedCitations(content: ReportContent): Placed[] {
  const lists = [content.findings, content.lessons, questionsOfKind(content, 'question'), questionsOfKind(content, 'hypothesis')]
  lists.push(questionsOfKind(content, 'action'), content.notes)
  return lists.flatMap((entries) =>
    entries.flatMap((entry, index) => {
      const number = entryNumber(entry, index)
      return entry.citations.map((citation) => ({ entry, number, citation, label: `${number}·${citation.label}` }))
    }),
  )
}

export const questionsOfKind = (content: ReportContent, kind: Entry['kind']): Entry[] =>
  content.questions.filter((entry) => entry.kind === kind)

const STATES: Record<CitationStateWord, Span> = {
  verified: { text: 'verified', style: 'good' },
  changed: { text: 'changed since it was cited', style: 'bad' },
  missing: { text: 'evidence missing', style: 'bad' },
  'engine-differs': { text: 'read differently now', style: 'caution' },
  checking: { text: 'not checked', style: 'caution' },
}

/** Shape: citation → its state as a mark; one that nobody checked says so. */
export function stateMark(content: ReportContent, entry: Entry, citation: Citation): { mark: Span; why: string } {
  const state = content.citationStates.find((candidate) => candidate.entry === entry.id && candidate.citation === citation.id)
  return { mark: STATES[state?.state ?? 'checking'], why: state === undefined || state.state === 'verified' ? '' : state.why }
}

/** Shape: severity number → word and the style that marks it. */
export const SEVERITY_MARK: readonly { word: string; style: Style }[] = [
  { word: 'info', style: 'quiet' },
  { word: 'low', style: 'quiet' },
  { word: 'medium', style: 'caution' },
  { word: 'high', style: 'bad' },
  { word: 'critical', style: 'bad' },
]
