/** What each log says of one host: all of it, part of it with the reason, or nothing; and what cannot be told. */
import type { EvidenceClass } from '#contract/formats'
import { isoFromMicros } from '#contract/units'
import type { Gives } from './declarations'
import type { Flaw } from './flaws'
import type { Ground, GroundLog } from './ground'
import { united, without, type Span } from './rhythm'
import { dayOf, type Scan } from './scans'

/** Whom coverage is asked of. */
export interface Subject {
  /** Address or name; null = the case as a whole. */
  host: string | null
  ip: string | null
  names: readonly string[]
  block: string | null
  isHome: boolean
}
export const WHOLE_CASE: Subject = { host: null, ip: null, names: [], block: null, isHome: true }

/** A limit of what is covered; without spans, everywhere. */
export interface Note {
  text: string
  spans?: readonly Span[]
}
/** What one log, or the scans of a host, give to one class. */
export interface Contribution {
  title: string
  evidence: readonly string[]
  /** Covered without limit. */
  full: readonly Span[]
  /** Covered in part or in full. */
  some: readonly Span[]
  notes: readonly Note[]
  /** Holds for the whole bin it falls into. */
  isMoment?: boolean
}
export interface Reach {
  contributions: readonly Contribution[]
  /** Why it cannot be told whether something else covers the host too. */
  undetermined: readonly string[]
  /** Logs of the class that say nothing of this host. */
  elsewhere: readonly string[]
}

export const titleOf = ({ format, writer, writerIp }: GroundLog): string => {
  const of = writer ?? writerIp
  return of === null || of === format ? format : `${format} of ${of}`
}
export const minuteText = (us: number): string => isoFromMicros(Math.floor(us / 60e6) * 60e6).replace(/:00Z$/, 'Z')
export const spanText = ({ fromUs, toUs }: Span): string => `${minuteText(fromUs)} to ${minuteText(toUs)}`

type Relation = { kind: 'full' } | { kind: 'none' } | { kind: 'limited' | 'undetermined'; because: string }
const FULL: Relation = { kind: 'full' }
const NONE: Relation = { kind: 'none' }
const limited = (because: string): Relation => ({ kind: 'limited', because })
const undetermined = (because: string): Relation => ({ kind: 'undetermined', because })

/** Classes that show a host's talk with the outside only where that passes the sensor; names are asked of resolvers inside. */
const CROSSING: readonly EvidenceClass[] = ['flow', 'packets', 'ids', 'firewall']

/** A sensor with this share of all networks in sight sees the case as a whole. Chosen: a quiet network may not have talked. */
const WHOLE_SIGHT = 0.9
const WHOLE: readonly EvidenceClass[] = ['flow', 'packets']
const crossing = ({ sight }: GroundLog): string[] => [...sight].filter(([, crosses]) => crosses).map(([block]) => block)
function sharesSight(log: GroundLog, given: Gives, ground: Ground): boolean {
  if (!WHOLE.includes(given.class)) return true
  const all = new Set(ground.logs.flatMap(crossing))
  return crossing(log).length >= WHOLE_SIGHT * all.size
}

/** Shape: log, host → whether a sensor's log speaks of the host. */
function seenBy(log: GroundLog, given: Gives, subject: Subject, ground: Ground): Relation {
  const title = titleOf(log)
  const isAnywhere = !CROSSING.includes(given.class)
  const crossesAnywhere = isAnywhere || [...log.sight.values()].some(Boolean)
  if (subject.host === null) {
    if (log.sight.size === 0) return limited(`${title} shows no home address`)
    if (!crossesAnywhere) return limited(`${title} shows only traffic between home networks`)
    return sharesSight(log, given, ground) ? FULL : limited(`${title} sees only part of the home networks`)
  }
  if (subject.ip === null)
    return undetermined(`no evidence says which address ${subject.host} has, so it cannot be told whether ${title} sees it`)
  if (ground.homeStated && !subject.isHome)
    return crossesAnywhere
      ? limited(`of an outside host, ${title} shows only what passes between it and the home networks`)
      : NONE
  const crosses = subject.block === null ? undefined : log.sight.get(subject.block)
  if (crosses === undefined)
    return undetermined(`${title} never saw a host of its network: nothing passed, or it is out of its sight`)
  return crosses || isAnywhere ? FULL : limited(`${title} shows only its traffic with other networks of the case`)
}

/** Shape: log, host → whether the host wrote it. */
function ownOf(log: GroundLog, subject: Subject): Relation {
  const title = titleOf(log)
  if (subject.host === null) return limited(`${title} speaks of that host only`)
  if (log.writer === subject.host || (subject.ip !== null && log.hosts.includes(subject.ip))) return FULL
  if (log.hosts.length > 0 || subject.names.length > 0)
    return log.writer === null && log.hosts.length === 0 ? nameless(title) : NONE
  if (subject.ip === null) return log.writer === null ? nameless(title) : NONE
  return log.writer === null
    ? nameless(title)
    : undetermined(`no evidence says which address ${log.writer} has, whose log ${title} is, nor any name of this host`)
}
const nameless = (title: string): Relation => undetermined(`nothing in ${title} names the host that wrote it`)

const STEADY = 'too few records to tell a pause from silence'

function contribution(log: GroundLog, given: Gives, because: string | null, flaws: readonly Flaw[]): Contribution {
  const title = titleOf(log)
  const { runs, gaps, isSparse } = log.when
  const notes: Note[] = gaps.map((gap) => ({
    spans: [gap],
    text: `${title} is silent from ${spanText(gap)}, where its rhythm lets expect ${gap.expected} minutes with records`,
  }))
  const everywhere: Note[] = []
  if (because !== null) everywhere.push({ text: because })
  if (given.only !== undefined) everywhere.push({ text: `${title} shows only ${given.only}` })
  if (isSparse) everywhere.push({ text: `${title} holds ${STEADY}` })
  if (log.assumed * 2 > log.events) everywhere.push({ text: `the times of ${title} rest on an assumed zone or year` })
  const own = flaws.filter(({ log: id, classes }) => id === log.id && (classes === null || classes.includes(given.class)))
  for (const { text, spans } of own) {
    const said = `${title}: ${text}`
    if (spans === null) everywhere.push({ text: said })
    else notes.push({ text: said, spans })
  }
  const flawed = united(own.flatMap(({ spans }) => spans ?? []))
  const full = everywhere.length > 0 ? [] : runs.flatMap((run) => without(run, flawed))
  return { title, evidence: log.evidence, full, some: runs, notes: [...notes, ...everywhere] }
}

function scanned(scans: readonly Scan[], subject: Subject): Contribution | null {
  if (scans.length === 0) return null
  const days = [...new Set(scans.map(({ fromUs }) => dayOf(fromUs)))]
  const named = days.length > 6 ? `${days.length} days from ${days[0]} to ${days.at(-1)}` : days.join(', ')
  const inside = scans.filter(({ credentialed }) => credentialed === true).length
  const how = inside === scans.length ? '' : inside === 0 ? ', without logging in to it' : ', not always logged in to'
  const whom = subject.host === null ? 'some hosts were' : 'it was'
  const moments = scans.map(({ fromUs, toUs }) => ({ fromUs, toUs }))
  return {
    title: `scan of ${[...new Set(scans.map(({ format }) => format))].join(', ')}${how}`,
    evidence: [...new Set(scans.map(({ evidence }) => evidence))].sort(),
    full: subject.host === null ? [] : moments,
    some: [{ fromUs: Math.min(...moments.map(({ fromUs }) => fromUs)), toUs: Math.max(...moments.map(({ toUs }) => toUs)) }],
    notes: [{ text: `${whom} scanned on ${named} only${how}` }],
    isMoment: true,
  }
}

/** Shape: ground, host, class → what covers it, and what cannot be told. */
export function reachOf(ground: Ground, subject: Subject, evidence: EvidenceClass): Reach {
  const contributions: Contribution[] = []
  const unknown: string[] = []
  const elsewhere: string[] = []
  for (const log of ground.logs) {
    const given = log.gives.find((one) => one.class === evidence)
    if (given === undefined || given.whose === 'target') continue
    const relation = given.whose === 'seen' ? seenBy(log, given, subject, ground) : ownOf(log, subject)
    if (relation.kind === 'none') elsewhere.push(titleOf(log))
    else if (relation.kind === 'undetermined') unknown.push(relation.because)
    else contributions.push(contribution(log, given, relation.kind === 'full' ? null : relation.because, ground.flaws))
  }
  if (evidence === 'vulnerability-scan') {
    const all = subject.host === null ? [...ground.scans.values()].flat() : (ground.scans.get(subject.ip ?? '') ?? [])
    const one = scanned(
      [...all].sort((a, b) => a.fromUs - b.fromUs),
      subject,
    )
    if (one !== null) contributions.push(one)
    else if (ground.scans.size > 0) elsewhere.push('the scans')
  }
  return { contributions, undetermined: [...new Set(unknown)], elsewhere: [...new Set(elsewhere)] }
}
