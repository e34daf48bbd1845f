/** Summary: what the analyst says, the numbers of the case, the findings in one line each. */
import { isFile } from '#contract/evidence'
import type { ReportContent } from '../content'
import { markdownBlocks } from '../markdown'
import type { Block } from '../model'
import { count, counted, utcDay } from '../wording'
import { entryNumber, evidenceSpan, placedCitations, plain, say, stateMark } from './pieces'

/** A note with this title is the analyst's own summary. */
const SUMMARY_TITLE = /^\s*(executive\s+)?summary\s*$/i

export const isSummaryNote = (title: string): boolean => SUMMARY_TITLE.test(title)

function figures(content: ReportContent): Block {
  const placed = placedCitations(content)
  const verified = placed.filter(({ entry, citation }) => stateMark(content, entry, citation).mark.text === 'verified').length
  const days = content.eventsPerDay.length
  const files = content.evidence.filter(isFile).length
  return {
    kind: 'figures',
    items: [
      { value: count(content.findings.length), label: content.findings.length === 1 ? 'finding' : 'findings' },
      { value: placed.length === 0 ? '0' : `${verified} of ${placed.length}`, label: 'exhibits verified' },
      { value: count(content.case.events), label: 'events examined' },
      { value: count(files), label: files === 1 ? 'evidence file' : 'evidence files' },
      { value: count(days), label: days === 1 ? 'day' : 'days' },
    ],
  }
}

function scope(content: ReportContent): Block {
  const { homeNetworks } = content.case
  const { firstUs, lastUs } = evidenceSpan(content)
  const span = firstUs === null || lastUs === null ? 'no time' : `${utcDay(firstUs)} to ${utcDay(lastUs)} (UTC)`
  const home =
    homeNetworks.length === 0
      ? 'No home network is stated, so no direction could be decided.'
      : `Home network: ${homeNetworks.join(', ')}.`
  return say(
    `The evidence of this case covers ${span}: ${counted(content.evidence.filter(isFile).length, 'file')}, ${counted(content.case.events, 'event')}. ${home}`,
  )
}

/** Shape: content → blocks of the section. */
export function summaryBlocks(content: ReportContent): Block[] {
  const own = content.notes.filter((note) => isSummaryNote(note.title)).flatMap((note) => markdownBlocks(note.body))
  const [first, ...rest] = own
  const lead: Block[] =
    first === undefined ? [] : first.kind === 'paragraph' ? [{ kind: 'lead', text: first.text }, ...rest] : own
  const rows = content.findings.map((finding, index) => [
    [{ text: entryNumber(finding, index), style: 'exhibit' as const }],
    plain(finding.title),
    plain(counted(finding.citations.length, 'exhibit')),
  ])
  return [
    ...lead,
    scope(content),
    figures(content),
    ...(rows.length === 0
      ? [say('No finding has been written yet.')]
      : [
          {
            kind: 'table' as const,
            caption: 'Findings at a glance',
            columns: [
              { title: 'No.', width: 'auto' as const },
              { title: 'Finding', width: 1 },
              { title: 'Rests on', width: 'auto' as const, align: 'right' as const },
            ],
            rows,
          },
        ]),
  ]
}
