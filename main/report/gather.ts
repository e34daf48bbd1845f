/** Gathers what a report is made from: the notebook, its citations executed again, the hosts and addresses they speak of. */
import type { CaseInfo } from '#contract/case'
import type { EventRow } from '#contract/event'
import { isFile, isSource } from '#contract/evidence'
import { Fault } from '#contract/errors'
import type { HostDossier } from '#contract/hosts'
import type { CitationState, Entry } from '#contract/notebook'
import type { ReportOptions } from '#contract/report'
import { clauseText, EVERYTHING, type Selection } from '#contract/selection'
import { microsFromIso, SECONDS_PER_DAY } from '#contract/units'
import type { Questions } from '#main/findings/questions'
import { verifyAll } from '#main/findings/verify'
import { hostDossier } from '#main/queries/hosts'
import { pivot } from '#main/queries/pivot'
import { trend } from '#main/queries/trend'
import type { Store } from '#main/store/store'
import { citationChart, trendChart } from './charts'
import type { Indicator, ReportAccount, ReportChart, ReportContent, ReportJournal, ReportManualEvent } from './content'

/** What a report asks for. */
export interface ReportSource {
  store: Store
  ask: Questions
  info: CaseInfo
  /** Every entry, removed ones too. */
  entries: readonly Entry[]
  manualEvents: ReportManualEvent[]
  journal: ReportJournal
  custody: ReportContent['custody']
  engineVersion: string
}

/** Dossiers and indicators a report carries at most; the case holds the rest. */
const MOST_HOSTS = 12
const MOST_INDICATORS = 40
const MOST_ACCOUNTS = 60

/** Shape: entries and the chosen ids → findings in the order to be told; none chosen = all. */
export function chosenFindings(entries: readonly Entry[], ids: readonly string[]): Entry[] {
  const findings = entries.filter(({ kind, removed }) => kind === 'finding' && !removed)
  return ids.length === 0 ? findings : ids.flatMap((id) => findings.find((entry) => entry.id === id) ?? [])
}

async function citedEvents(ask: Questions, entries: readonly Entry[], signal?: AbortSignal): Promise<Map<string, EventRow>> {
  const events = new Map<string, EventRow>()
  for (const citation of entries.flatMap(({ citations }) => citations)) {
    if (citation.kind !== 'row' || events.has(citation.event_key)) continue
    try {
      events.set(citation.event_key, await ask.event(citation.event_key, signal))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
  }
  return events
}

/** Addresses of cited events in the order they are met, the ends of the talk first. */
const addressesOf = (events: Iterable<EventRow>): string[] => [
  ...new Set(
    [...events].flatMap((event) => [event.server_ip, event.client_ip, event.dst_ip, event.src_ip]).filter((ip) => ip !== null),
  ),
]

const about = (address: string): Selection => ({
  ...EVERYTHING,
  clauses: [{ id: 'address', source: 'report', text: clauseText('ip', address), exclude: false, disabled: false }],
})

async function indicatorOf(store: Store, address: string, signal?: AbortSignal): Promise<Indicator> {
  const selection = about(address)
  const [ports, directions] = await Promise.all([
    pivot(store, { by: ['server_port'], measure: 'count', order: 'count', top: 8, selection }, { signal }),
    pivot(store, { by: ['direction'], measure: 'count', order: 'count', selection }, { signal }),
  ])
  return {
    value: address,
    kind: 'address',
    ports: ports.rows.flatMap(({ key }) => (typeof key[0] === 'number' ? [key[0]] : [])).sort((a, b) => a - b),
    directions: directions.rows.map(({ key }) => String(key[0])).filter((word) => word !== 'unknown' && word !== 'null'),
    events: directions.total,
    firstUs: directions.fromUs,
    lastUs: directions.toUs,
  }
}

/** The address's dossier where it is home, its indicator where it is not. */
async function sortAddresses(
  store: Store,
  addresses: readonly string[],
  signal?: AbortSignal,
): Promise<{ hosts: HostDossier[]; indicators: Indicator[] }> {
  const hosts: HostDossier[] = []
  const indicators: Indicator[] = []
  for (const address of addresses) {
    signal?.throwIfAborted()
    const dossier = await hostDossier(store, address, { signal })
    if (dossier === null) continue
    if (dossier.home && hosts.length < MOST_HOSTS) hosts.push(dossier)
    else if (!dossier.home && indicators.length < MOST_INDICATORS) indicators.push(await indicatorOf(store, address, signal))
  }
  return { hosts, indicators }
}

function accountsOf(hosts: readonly HostDossier[]): ReportAccount[] {
  const accounts = hosts.flatMap(({ ip, users }) =>
    users.map(({ user, events, first_ts, last_ts }) => ({ user, host: ip, events, firstTs: first_ts, lastTs: last_ts })),
  )
  return accounts.slice(0, MOST_ACCOUNTS)
}

async function charts(store: Store, signal?: AbortSignal): Promise<{ charts: ReportChart[]; eventsPerDay: number[] }> {
  const last25: Selection = { clauses: [], window: { kind: 'last', seconds: 25 * SECONDS_PER_DAY } }
  const [byType, last, byDirection, daily] = await Promise.all([
    trend(store, { selection: EVERYTHING, by: 'type', top: 7, bin: 'auto', maxBins: 100 }, { signal }),
    trend(store, { selection: last25, by: 'name', top: 7, bin: 'auto', maxBins: 100 }, { signal }),
    trend(store, { selection: EVERYTHING, by: 'direction', top: 7, bin: 'auto', maxBins: 100 }, { signal }),
    trend(store, { selection: EVERYTHING, top: 1, bin: '1d', maxBins: 1000 }, { signal }),
  ])
  if (byType.total === 0) return { charts: [], eventsPerDay: [] }
  const drawn = [
    trendChart('all-by-type', 'All events by type', byType),
    trendChart('last-25-days-by-name', 'The last 25 days by event name', last),
    trendChart('all-by-direction', 'All events by direction', byDirection),
  ]
  return { charts: drawn, eventsPerDay: daily.series[0]?.counts ?? [] }
}

function caseOf(info: CaseInfo): ReportContent['case'] {
  const us = (ts: string | null): number | null => (ts === null ? null : microsFromIso(ts))
  return {
    id: info.case_id,
    name: info.name,
    tlp: info.tlp,
    homeNetworks: info.home_networks,
    displayZone: info.display_zone,
    events: info.events,
    firstUs: us(info.first_ts),
    lastUs: us(info.last_ts),
  }
}

/**
 * Gather the content of a report.
 *
 * Shape:  source, options → content; the same case at the same journal head gives the same content.
 * Errors: the signal's reason. A citation that cannot be executed is told by its state, it stops nothing.
 */
export async function gatherContent(source: ReportSource, options: ReportOptions, signal?: AbortSignal): Promise<ReportContent> {
  const { store, ask, info } = source
  const present = source.entries.filter(({ removed }) => !removed)
  const of = (...kinds: Entry['kind'][]): Entry[] => present.filter(({ kind }) => kinds.includes(kind))
  const findings = chosenFindings(source.entries, options.findings)
  const told = [...findings, ...of('lesson', 'question', 'hypothesis', 'action', 'note')]
  const citationStates: CitationState[] = []
  for await (const state of verifyAll(ask, told, signal)) citationStates.push(state)
  const events = await citedEvents(ask, told, signal)
  const { hosts, indicators } = await sortAddresses(store, addressesOf(events.values()), signal)
  const aggregates = told.flatMap(({ citations }) => citations).filter((citation) => citation.kind === 'aggregate')
  return {
    options,
    engineVersion: source.engineVersion,
    case: caseOf(info),
    journal: source.journal,
    findings,
    lessons: of('lesson'),
    questions: of('question', 'hypothesis', 'action'),
    notes: of('note'),
    citationStates,
    events,
    manualEvents: source.manualEvents,
    hosts,
    accounts: accountsOf(hosts),
    indicators,
    evidence: info.evidence.filter((source) => isFile(source) || isSource(source)),
    custody: source.custody,
    ...(await charts(store, signal)),
    citationCharts: new Map(
      aggregates.flatMap((citation) => (citationChart(citation) === null ? [] : [[citation.id, citationChart(citation)!]])),
    ),
  }
}
