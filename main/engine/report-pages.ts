/** The report of an open case, asked for and set. */
import type { ReportOptions } from '#contract/report'
import { microsFromIso } from '#contract/units'
import { stampTime } from '#main/journal/clock'
import { custodyOf } from '#main/journal/custody'
import { BOOKKEEPING } from '#main/journal/operation-kinds'
import { historyOf } from '#main/journal/standing'
import type { ReportJournal } from '#main/report/content'
import { buildDocument } from '#main/report/document'
import { gatherContent, type ReportSource } from '#main/report/gather'
import type { SetDocument } from '#main/report/pdf'
import type { OpenCase } from './open-case'
import { questionsOf } from './questions'

/** WHY: records of the journal itself and of exports decide nothing; a report made after one must be the same bytes. */
export function reportJournal({ journal }: OpenCase): ReportJournal {
  const { state } = journal
  const deciding = journal.operations().filter(({ kind }) => !BOOKKEEPING.has(kind))
  const last = deciding.at(-1)
  const signers = new Set(deciding.map(({ author }) => author))
  return {
    head: journal.head(),
    operations: deciding.length,
    lastAt: last === undefined ? null : stampTime(last.hlc),
    authors: [...signers].sort().map((key) => state.authors.get(key) || `key ${key.slice(0, 8)}`),
  }
}

function custodyOfAll({ journal }: OpenCase): ReportSource['custody'] {
  const history = historyOf(journal.operations())
  return new Map(
    journal.state.evidence.map(({ sha256 }) => {
      const steps = custodyOf(history, journal.state, sha256)?.steps ?? []
      return [sha256, steps.filter(({ kind }) => kind !== 'export')]
    }),
  )
}

async function sourceOf(open: OpenCase): Promise<ReportSource> {
  const { store, host } = open
  const { state } = open.journal
  return {
    store,
    ask: questionsOf(open),
    info: await open.info(),
    entries: state.entries,
    manualEvents: state.events.map((event) => ({
      tsUs: microsFromIso(event.ts) ?? 0,
      message: event.message,
      author: event.author,
    })),
    journal: reportJournal(open),
    custody: custodyOfAll(open),
    engineVersion: host.version,
  }
}

/** Shape: open case, options → what the report says and how it is set; without its manifest. */
export async function setReport(open: OpenCase, options: ReportOptions, signal?: AbortSignal) {
  const content = await gatherContent(await sourceOf(open), options, signal)
  const drawings = [...content.charts, ...content.citationCharts.values()]
  const set: SetDocument = {
    document: buildDocument(content),
    charts: Object.fromEntries(drawings.map(({ id, svg }) => [`${id}.svg`, svg])),
  }
  return { content, set }
}
