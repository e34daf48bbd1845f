/** Findings, lessons and open questions: the notebook's entries, each with its exhibits. */
import type { Entry } from '#contract/notebook'
import type { ReportContent } from '../content'
import { markdownBlocks } from '../markdown'
import type { Block } from '../model'
import { exhibitBlocks } from './exhibits'
import { authorName } from '../wording'
import { entryNumber, placedCitations, plain, questionsOfKind, say, type Placed } from './pieces'
import { isSummaryNote } from './summary'

const day = (iso: string) => iso.slice(0, 10)

function about(content: ReportContent, entry: Entry): string {
  const changed = day(entry.changed_at) === day(entry.created_at) ? '' : `, changed ${day(entry.changed_at)}`
  const mark = entry.tlp === null || entry.tlp === content.case.tlp ? '' : ` · ${entry.tlp}`
  return `${authorName(entry.author)} · ${day(entry.created_at)}${changed}${mark}`
}

function entryBlocks(content: ReportContent, entry: Entry, index: number, placed: readonly Placed[]): Block[] {
  const own = placed.filter((candidate) => candidate.entry.id === entry.id)
  const control: Block[] =
    entry.control === null || entry.control.trim() === ''
      ? []
      : [{ kind: 'notice', tone: 'plain', text: [{ text: 'Control. ', style: 'strong' }, { text: entry.control }] }]
  return [
    { kind: 'entry', number: entryNumber(entry, index), title: entry.title, about: about(content, entry) },
    ...markdownBlocks(entry.body),
    ...control,
    ...(entry.kind === 'finding' && own.length === 0
      ? [{ kind: 'notice' as const, tone: 'caution' as const, text: plain('This finding cites no evidence.') }]
      : []),
    ...own.flatMap((one) => exhibitBlocks(content, one)),
  ]
}

const listOf = (content: ReportContent, entries: readonly Entry[]): Block[] => {
  const placed = placedCitations(content)
  return entries.flatMap((entry, index) => entryBlocks(content, entry, index, placed))
}

/** Shape: content → blocks of the section. */
export function findingsBlocks(content: ReportContent): Block[] {
  if (content.findings.length === 0) return [say('No finding has been written yet.')]
  const intro =
    'Each finding rests on its exhibits. A record is shown as it lies in its file, with the digest of the file and the bytes it occupies; a number with the question that gives it.'
  return [say(intro), ...listOf(content, content.findings)]
}

/** Shape: content → blocks of the section. */
export function lessonsBlocks(content: ReportContent): Block[] {
  return content.lessons.length === 0 ? [say('No lesson has been written down.')] : listOf(content, content.lessons)
}

/** Shape: content → blocks of the section: questions, hypotheses, actions, and notes that are not the summary. */
export function questionsBlocks(content: ReportContent): Block[] {
  const notes = content.notes.filter((note) => !isSummaryNote(note.title))
  const groups: [string, Entry[]][] = [
    ['Questions', questionsOfKind(content, 'question')],
    ['Hypotheses', questionsOfKind(content, 'hypothesis')],
    ['Actions', questionsOfKind(content, 'action')],
    ['Notes', notes],
  ]
  const filled = groups.filter(([, entries]) => entries.length > 0)
  if (filled.length === 0) return [say('No question is open.')]
  const placed = placedCitations(content)
  return filled.flatMap(([title, entries]): Block[] => {
    const all = title === 'Notes' ? content.notes : entries
    const blocks = entries.flatMap((entry) => entryBlocks(content, entry, all.indexOf(entry), placed))
    return [{ kind: 'heading', level: 2, text: title }, ...blocks]
  })
}
