/** The coverage of a case: classes of evidence by host and time, questions with answers, what to ask for. */
import type { Coverage, CoverageCell, CoverageQuery } from '#contract/coverage'
import { EVIDENCE_CLASSES } from '#contract/formats'
import { isoFromMicros, MICROS_PER_SECOND } from '#contract/units'
import { cellOf } from '#main/analysis/coverage/cells'
import type { Ground } from '#main/analysis/coverage/ground'
import { reachOf, WHOLE_CASE, type Subject } from '#main/analysis/coverage/reach'
import type { Span } from '#main/analysis/coverage/rhythm'
import type { Asking, Store } from '#main/store/store'
import { binsOver } from '../bins'
import { answersOf, looking } from './answers'
import { askFor, focusByHost, windowsOf, type Wish } from './ask-for'
import { caseGround } from './case-ground'
import type { Focus } from './focus'
import { knownHosts, shownSubjects, subjectsOf } from './subjects'

/** Bins of a named width, beyond which they are made wider: more would be no matrix. */
const MOST_BINS = 4000

function binsOf({ span }: Ground, { bin, maxBins }: CoverageQuery): { bins: Span[]; widthUs: number } {
  const named = binsOver(bin, span.fromUs, span.toUs - 1, maxBins)
  const { widthUs, firstUs, count } = named.count > MOST_BINS ? binsOver('auto', span.fromUs, span.toUs - 1, MOST_BINS) : named
  // WHY: one bin before the evidence and one after it, so that the edge of what is known can be seen.
  const bins = Array.from({ length: count + 2 }, (_, index) => firstUs + (index - 1) * widthUs)
  return { bins: bins.map((fromUs) => ({ fromUs, toUs: fromUs + widthUs })), widthUs }
}

function cellsOf(ground: Ground, subject: Subject, bins: readonly Span[]): CoverageCell[] {
  return EVIDENCE_CLASSES.flatMap((evidence) => {
    const reach = reachOf(ground, subject, evidence)
    return bins.map((bin) => ({
      host: subject.host,
      class: evidence,
      bin: isoFromMicros(bin.fromUs),
      ...cellOf(ground, reach, bin),
    }))
  })
}

/** Whom and when the questions are about: the host, else the hosts that were entered, else the case; when they were entered, else all the time. */
async function askedOf(
  store: Store,
  ground: Ground,
  host: Subject | null,
  focus: readonly Focus[],
  asking: Asking,
): Promise<Wish[]> {
  const byHost = focusByHost(focus)
  const of = (subject: Subject): Wish => {
    const own = subject.host === null ? [] : (byHost.get(subject.host) ?? [])
    return {
      subject,
      windows: own.length > 0 ? windowsOf(own) : [{ ...ground.span, title: 'Of the time the case covers' }],
    }
  }
  if (host !== null) return [of(host)]
  const gravest = focus[0]?.severity
  const entered = [...byHost].filter(([, own]) => own[0]!.severity === gravest).map(([name]) => name)
  if (entered.length === 0) return [of(WHOLE_CASE)]
  return (await subjectsOf(store, ground, entered, asking)).map(of)
}

const NOTHING = {
  host: null,
  classes: [...EVIDENCE_CLASSES],
  bins: [],
  bin_seconds: 0,
  from: null,
  to: null,
  hosts: [],
  cells: [],
}

/**
 * What the evidence of a case could have shown.
 *
 * Shape:  host or the whole case, width of bins, where the case looks → cells in the order of hosts, classes, bins; questions; what to ask for.
 * Units:  bins start at whole multiples of their width since epoch.
 */
export async function coverage(
  store: Store,
  query: CoverageQuery,
  focus: readonly Focus[],
  asking: Asking = {},
): Promise<Coverage> {
  const ground = await caseGround(store, asking)
  if (ground === null) return { ...NOTHING, questions: [], ask_for: [] }
  const hosts = knownHosts(ground, focus)
  const [host = null] = query.host === undefined ? [] : await subjectsOf(store, ground, [query.host], asking)
  const subjects = host !== null ? [host] : query.single ? [WHOLE_CASE] : await shownSubjects(store, ground, hosts, asking)
  const { bins, widthUs } = binsOf(ground, query)
  const asked = await askedOf(store, ground, host, focus, asking)
  const look = looking(ground)
  return {
    host: host?.host ?? null,
    classes: [...EVIDENCE_CLASSES],
    bins: bins.map(({ fromUs }) => isoFromMicros(fromUs)),
    bin_seconds: widthUs / MICROS_PER_SECOND,
    from: isoFromMicros(ground.span.fromUs),
    to: isoFromMicros(ground.span.toUs - 1),
    hosts,
    cells: subjects.flatMap((subject) => cellsOf(ground, subject, bins)),
    questions: answersOf(ground, asked, look),
    ask_for: askFor(ground, asked, look),
  }
}
