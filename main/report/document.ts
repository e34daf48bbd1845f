/** From the content of a case to the report as data. Pure: the same content gives the same document. */
import { REPORT_SECTIONS } from '#contract/report'
import { TLP_COLORS } from '#contract/theme'
import { microsFromIso } from '#contract/units'
import type { ReportContent, SectionId } from './content'
import type { Block, Cover, DocumentDate, DocumentModel, Section } from './model'
import { printableDeep } from './printable'
import { chartsBlocks, evidenceBlocks, methodBlocks } from './sections/appendix'
import { chronologyBlocks } from './sections/chronology'
import { findingsBlocks, lessonsBlocks, questionsBlocks } from './sections/entries'
import { hostsBlocks } from './sections/hosts'
import { indicatorsBlocks } from './sections/indicators'
import { evidenceSpan, mono, plain } from './sections/pieces'
import { summaryBlocks } from './sections/summary'
import { count, counted, utcDay } from './wording'

const SECTIONS: Record<SectionId, { title: string; fresh: boolean; blocks: (content: ReportContent) => Block[] }> = {
  summary: { title: 'Summary', fresh: true, blocks: summaryBlocks },
  chronology: { title: 'Chronology', fresh: false, blocks: chronologyBlocks },
  hosts: { title: 'Affected hosts and accounts', fresh: false, blocks: hostsBlocks },
  indicators: { title: 'Indicators', fresh: false, blocks: indicatorsBlocks },
  findings: { title: 'Findings', fresh: true, blocks: findingsBlocks },
  charts: { title: 'Activity over time', fresh: true, blocks: chartsBlocks },
  lessons: { title: 'Lessons learned', fresh: true, blocks: lessonsBlocks },
  questions: { title: 'Open questions', fresh: false, blocks: questionsBlocks },
  evidence: { title: 'Evidence', fresh: true, blocks: evidenceBlocks },
  method: { title: 'Method and versions', fresh: true, blocks: methodBlocks },
}

/** What each mark allows. Source: FIRST, TLP 2.0 (2022), in our words. */
export const TLP_MEANING: Record<string, string> = {
  'TLP:RED': 'For the eyes and ears of individual recipients only; no further disclosure.',
  'TLP:AMBER+STRICT': 'Recipients may share this within their own organisation only, with those who need to know.',
  'TLP:AMBER': 'Recipients may share this with those who need to know within their organisation and its clients.',
  'TLP:GREEN': 'Recipients may share this within their community, not publicly.',
  'TLP:CLEAR': 'Recipients may share this with the world.',
}

/** Before anything was decided the report has no date of its own. */
export const NO_DATE = '1970-01-01T00:00:00Z'

/** The head of a page is one line. */
export const shortened = (name: string): string => ([...name].length > 80 ? `${[...name].slice(0, 79).join('')}…` : name)

export function dateOf(iso: string): DocumentDate {
  const date = new Date((microsFromIso(iso) ?? 0) / 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

function cover(content: ReportContent): Cover {
  const { case: about, journal, evidence, eventsPerDay } = content
  const busiest = Math.max(1, ...eventsPerDay)
  const { firstUs, lastUs } = evidenceSpan(content)
  const span = firstUs === null || lastUs === null ? 'no event' : `${utcDay(firstUs)} to ${utcDay(lastUs)} (UTC)`
  return {
    kicker: 'Incident investigation report',
    title: about.name,
    subtitle: content.findings[0]?.title ?? '',
    facts: [
      { name: 'Period examined', value: plain(span) },
      { name: 'Home networks', value: plain(about.homeNetworks.join(', ') || 'none stated') },
      { name: 'Evidence', value: plain(`${counted(evidence.length, 'file')}, ${counted(about.events, 'event')}`) },
      { name: 'Prepared by', value: plain(journal.authors.join(', ') || 'nobody yet') },
      {
        name: 'State of',
        value: plain(journal.lastAt === null ? 'empty journal' : `${journal.lastAt.slice(0, 19).replace('T', ' ')} UTC`),
      },
      { name: 'Case', value: mono(about.id) },
      { name: 'Journal head', value: mono(journal.head ?? 'empty journal') },
    ],
    skyline: eventsPerDay.map((events) => Math.round((events / busiest) * 1000) / 1000),
  }
}

/**
 * Build the report.
 *
 * Shape: content → document; sections in the fixed order, those that the options name; every text printable.
 */
export function buildDocument(content: ReportContent): DocumentModel {
  const wanted = content.options.sections
  const chosen = REPORT_SECTIONS.filter((id) => wanted === undefined || wanted.includes(id))
  const label = content.options.tlp ?? content.case.tlp
  const sections = chosen.map((id): Section => ({
    id,
    title: SECTIONS[id].title,
    fresh: SECTIONS[id].fresh,
    blocks: SECTIONS[id].blocks(content),
  }))
  const head = content.journal.head?.slice(0, 12) ?? 'empty'
  return printableDeep<DocumentModel>({
    title: `${content.case.name}: incident investigation report`,
    language: 'en',
    authors: content.journal.authors,
    date: dateOf(content.journal.lastAt ?? NO_DATE),
    tlp: { label, colour: TLP_COLORS[label] ?? '#ffffff', meaning: TLP_MEANING[label] ?? '' },
    running: {
      head: shortened(content.case.name),
      foot: `Journal head ${head} · ${count(content.journal.operations)} decisions`,
    },
    cover: cover(content),
    sections,
  })
}
