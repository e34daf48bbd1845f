/** What a report is made from: the case's decisions, what they rest on, and the answers of the engine at one journal head. */
import type { TlpLevel } from '#contract/case'
import type { CustodyStep } from '#contract/custody'
import type { EventRow } from '#contract/event'
import type { EvidenceSource } from '#contract/evidence'
import type { HostDossier } from '#contract/hosts'
import type { CitationState, Entry } from '#contract/notebook'
import type { ReportOptions, REPORT_SECTIONS } from '#contract/report'

export type SectionId = (typeof REPORT_SECTIONS)[number]

export interface ReportCase {
  id: string
  name: string
  tlp: TlpLevel
  homeNetworks: string[]
  displayZone: string
  events: number
  firstUs: number | null
  lastUs: number | null
}

export interface ReportJournal {
  head: string | null
  operations: number
  /** Time of the last decision, ISO 8601 UTC. */
  lastAt: string | null
  /** Names of those who decided, in the order of their keys. */
  authors: string[]
}

/** A manual event: something known from outside the evidence. */
export interface ReportManualEvent {
  tsUs: number
  message: string
  author: string
}

/** An outside address or name that cited records speak of, and what the whole case has on it. */
export interface Indicator {
  value: string
  kind: 'address' | 'name'
  ports: number[]
  directions: string[]
  events: number
  firstUs: number | null
  lastUs: number | null
}

/** An account named in the records of an affected host. */
export interface ReportAccount {
  user: string
  host: string
  events: number
  firstTs: string | null
  lastTs: string | null
}

export interface ReportChart {
  id: string
  title: string
  /** What the chart shows, in words, for those who cannot see it. */
  alt: string
  note: string
  svg: string
  /** What each colour stands for, in the order of the stack from below; empty where there is one colour. */
  legend: { text: string; colour: string }[]
  /** Height of the picture by its width. */
  heightRatio: number
}

export interface ReportContent {
  options: ReportOptions
  engineVersion: string
  case: ReportCase
  journal: ReportJournal
  /** In the order they are to be told; removed ones left out. */
  findings: Entry[]
  lessons: Entry[]
  /** Open questions, hypotheses and actions. */
  questions: Entry[]
  notes: Entry[]
  citationStates: CitationState[]
  /** Event key → the event as read now, for every row citation; missing where it is no longer there. */
  events: ReadonlyMap<string, EventRow>
  manualEvents: ReportManualEvent[]
  hosts: HostDossier[]
  accounts: ReportAccount[]
  indicators: Indicator[]
  evidence: EvidenceSource[]
  /** Chain of custody by the hash of the file, without exports: a report made after one must be the same. */
  custody: ReadonlyMap<string, readonly CustodyStep[]>
  charts: ReportChart[]
  /** Citation id → the chart of its frozen rows, for aggregates that have one. */
  citationCharts: ReadonlyMap<string, ReportChart>
  /** Events per UTC day from the first to the last. */
  eventsPerDay: number[]
}
