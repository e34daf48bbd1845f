/** What “not seen” is worth: how much of what is in view could have been seen at all. */
import { CLASSES_OF_TYPE, notObserved, type Absence, type AbsenceQuery, type CoverageLane } from '#contract/coverage'
import type { EventType } from '#contract/event'
import { EVIDENCE_CLASSES, type EvidenceClass } from '#contract/formats'
import type { Filter } from '#contract/query-language/expression'
import { isoFromMicros } from '#contract/units'
import { cellOf } from '#main/analysis/coverage/cells'
import type { Ground } from '#main/analysis/coverage/ground'
import { reachOf, WHOLE_CASE, type Reach, type Subject } from '#main/analysis/coverage/reach'
import { overlapUs, united, without, type Span } from '#main/analysis/coverage/rhythm'
import type { Asking, Store } from '#main/store/store'
import { filterOf, windowBounds } from '../selection'
import { caseGround } from './case-ground'
import { subjectsOf } from './subjects'

const ADDRESSES: readonly string[] = ['ip', 'client_ip', 'server_ip', 'src_ip', 'dst_ip']
const FLOW: readonly EvidenceClass[] = ['flow', 'packets']
/** Fields that only sessions have. */
const OF_SESSIONS: readonly string[] = [
  ...['session_state', 'duration_s', 'client_bytes', 'server_bytes', 'client_pkts', 'server_pkts', 'bytes', 'pkts'],
]
/** Share from which on a view counts as covered. Chosen: as it is written in whole percents. */
const WHOLLY = 0.995
/** Reasons that are given at most. */
const MOST_REASONS = 5

/** Shape: what every event in view must be → the hosts it names by their whole address, the types of event it asks for. */
function askedBy(filter: Filter): { hosts: string[]; types: string[]; ofSessions: boolean } {
  const parts = filter.op === 'and' ? filter.of : [filter]
  const matches = parts.map((part) => (part.op === 'or' ? part.of : [part]))
  const hosts = matches.flatMap((of) =>
    of.flatMap((one) =>
      one.op === 'match' && one.test.is === 'address' && ADDRESSES.includes(one.field) && one.test.low === one.test.high
        ? [one.test.text]
        : [],
    ),
  )
  const types = matches.flatMap((of) =>
    of.flatMap((one) => (one.op === 'match' && one.field === 'type' && one.test.is === 'equals' ? [String(one.test.value)] : [])),
  )
  const ofSessions = parts.some((one) => one.op === 'match' && OF_SESSIONS.includes(one.field))
  return { hosts: [...new Set(hosts)], types, ofSessions }
}

function classesOf({ types, ofSessions }: { types: readonly string[]; ofSessions: boolean }): EvidenceClass[] {
  if (types.length > 0) return [...new Set(types.flatMap((type) => CLASSES_OF_TYPE[type as EventType] ?? []))]
  return ofSessions ? [...FLOW] : []
}

interface Covered {
  subject: Subject
  class: EvidenceClass
  reach: Reach
}
const spansOf = (of: readonly Covered[], pick: 'full' | 'some'): Span[] =>
  united(of.flatMap(({ reach }) => reach.contributions.flatMap((one) => one[pick])))

function laneOf(evidence: EvidenceClass, of: readonly Covered[]): CoverageLane {
  const covered = spansOf(of, 'full')
  const partial = spansOf(of, 'some').flatMap((span) => without(span, covered))
  const spans = [
    ...covered.map((span) => ({ ...span, state: 'covered' as const })),
    ...partial.map((span) => ({ ...span, state: 'partial' as const })),
  ]
  return { class: evidence, spans: spans.sort((one, other) => one.fromUs - other.fromUs) }
}

const lanesOf = (all: readonly Covered[]): CoverageLane[] =>
  EVIDENCE_CLASSES.map((evidence) =>
    laneOf(
      evidence,
      all.filter((one) => one.class === evidence),
    ),
  ).filter(({ spans }) => spans.length > 0)

function reasonsOf(ground: Ground, all: readonly Covered[], window: Span): string[] {
  const reasons = all.flatMap(({ subject, class: evidence, reach }) => {
    const { state, reason } = cellOf(ground, reach, window)
    return state === 'covered' ? [] : [`${evidence}${subject.host === null ? '' : ` of ${subject.host}`} ${state}: ${reason}`]
  })
  return [...new Set(reasons)].slice(0, MOST_REASONS)
}

const NOTHING = { share: 0, partial: 0, text: notObserved(0), hosts: [], classes: [], from: null, to: null, lanes: [] }

/**
 * How much of what is in view could have been seen.
 *
 * Shape:  selection, or hosts and classes → the shares of its time in which any of these classes speaks of these hosts, averaged over
 *         hosts, with the words that “not seen” must be said with. The time before and after the evidence counts as not covered.
 * Errors: QRY-001 for a filter that cannot be read.
 */
export async function absenceOf(store: Store, query: AbsenceQuery, asking: Asking = {}): Promise<Absence> {
  const ground = await caseGround(store, asking)
  if (ground === null) return { ...NOTHING, because: ['the case holds no evidence'] }
  const asked = askedBy(filterOf(query.selection.clauses))
  const hosts = query.hosts ?? asked.hosts
  const classes = query.classes ?? classesOf(asked)
  const subjects = hosts.length === 0 ? [WHOLE_CASE] : await subjectsOf(store, ground, hosts, asking)
  const bounds = await windowBounds(store, query.selection.window, asking)
  const window = {
    fromUs: bounds.fromUs ?? ground.span.fromUs,
    toUs: Math.max((bounds.fromUs ?? ground.span.fromUs) + 1, bounds.untilUs ?? ground.span.toUs),
  }
  const all = subjects.flatMap((subject) =>
    (classes.length > 0 ? classes : EVIDENCE_CLASSES).map((evidence) => ({
      subject,
      class: evidence,
      reach: reachOf(ground, subject, evidence),
    })),
  )
  const shareOf = (pick: 'full' | 'some'): number => {
    const shares = subjects.map((subject) =>
      overlapUs(
        spansOf(
          all.filter((one) => one.subject === subject),
          pick,
        ),
        window,
      ),
    )
    return shares.reduce((sum, covered) => sum + covered, 0) / subjects.length / (window.toUs - window.fromUs)
  }
  const [share, partial] = [shareOf('full'), shareOf('some')]
  return {
    ...{ share, partial, text: notObserved(share, partial), hosts: [...hosts], classes: [...classes] },
    ...{ from: isoFromMicros(window.fromUs), to: isoFromMicros(window.toUs), lanes: lanesOf(all) },
    // WHY: where one class covers it all, what another one lacks takes nothing away.
    because: share >= WHOLLY || (classes.length === 0 && share > 0) ? [] : reasonsOf(ground, all, window),
  }
}
