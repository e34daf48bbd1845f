/** Running the control of a lesson over the evidence of a case. */
import type { Coverage } from '#contract/coverage'
import type { Detection } from '#contract/detections'
import type { EventRow } from '#contract/event'
import type { EvidenceClass } from '#contract/formats'
import type { SessionRow } from '#contract/hosts'
import type { Control, Firing, LessonRun } from '#contract/lessons'
import { isoFromMicros, MICROS_PER_SECOND, microsFromIso, SECONDS_PER_DAY } from '#contract/units'
import { elsewhereClause } from './access-control'
import { classState } from './evidence-control'

/** What a control asks of the case. */
export interface ControlQuestions {
  /** First and last time of the evidence, µs; null where there is none. */
  span(signal?: AbortSignal): Promise<{ firstUs: number; lastUs: number } | null>
  /** Events that a filter finds: how many, and the first of them in time. Errors: QRY-001. */
  events(where: string, first: number, signal?: AbortSignal): Promise<{ count: number; first: EventRow[] }>
  /** Sessions in order of their start, each once however many sensors saw it. */
  sessions(where: string, minSeconds: number, limit: number, signal?: AbortSignal): Promise<SessionRow[]>
  /** Errors: QRY-005 no such detector. */
  detections(detector: string, signal?: AbortSignal): Promise<Detection[]>
  coverage(host: string | null, signal?: AbortSignal): Promise<Coverage>
}

/** A lesson as it is run, of the case or of the library. */
export type RunnableLesson = Pick<LessonRun, 'id' | 'origin' | 'title' | 'control'>

/** Firings that are listed; all are counted. Chosen: a list to read. */
const LISTED = 50
/** Sessions that are counted. Chosen: a control that fires more often is no control, and the count says so. */
const MOST_SESSIONS = 10_000
const SECONDS_PER_WEEK = 7 * SECONDS_PER_DAY

interface Fired {
  alerts: number
  atLeast: boolean
  /** In order of time. */
  first: { ts: string; what: string; where: string }[]
}

const keyClause = (key: string): string => `event_key:"${key}"`
const side = (ip: string | null, port: number | null): string => (port === null ? (ip ?? '?') : `${ip ?? '?'}:${port}`)

async function firedQuery(ask: ControlQuestions, where: string, signal?: AbortSignal): Promise<Fired> {
  const { count, first } = await ask.events(where, LISTED, signal)
  const listed = first.map((event) => ({
    ts: event.ts,
    what: event.message === '' || event.message === null ? (event.name ?? event.type) : event.message,
    where: keyClause(event.event_key),
  }))
  return { alerts: count, atLeast: false, first: listed }
}

async function firedDetector(ask: ControlQuestions, detector: string, signal?: AbortSignal): Promise<Fired> {
  const detections = await ask.detections(detector, signal)
  const inTime = [...detections].sort((a, b) => (a.first_ts < b.first_ts ? -1 : a.first_ts > b.first_ts ? 1 : a.rank - b.rank))
  const first = inTime.slice(0, LISTED).map(({ first_ts: ts, title: what, where }) => ({ ts, what, where }))
  return { alerts: detections.length, atLeast: false, first }
}

async function firedAccess(
  ask: ControlQuestions,
  control: Extract<Control, { kind: 'access' }>,
  signal?: AbortSignal,
): Promise<Fired> {
  const found = await ask.sessions(elsewhereClause(control), control.min_seconds, MOST_SESSIONS + 1, signal)
  const first = found.slice(0, LISTED).map((session) => ({
    ts: session.start,
    what: `${side(session.client_ip, session.client_port)} on ${side(session.server_ip, session.server_port)} for ${Math.round(session.duration_s ?? 0)} s`,
    where: keyClause(session.event_key),
  }))
  return { alerts: Math.min(found.length, MOST_SESSIONS), atLeast: found.length > MOST_SESSIONS, first }
}

function fired(ask: ControlQuestions, control: Control, signal?: AbortSignal): Promise<Fired> {
  if (control.kind === 'query') return firedQuery(ask, control.where, signal)
  if (control.kind === 'detector') return firedDetector(ask, control.detector, signal)
  if (control.kind === 'access') return firedAccess(ask, control, signal)
  return Promise.resolve({ alerts: 0, atLeast: false, first: [] })
}

/** Evidence that would have to be there for silence to mean anything. */
function needsOf(control: Control): readonly EvidenceClass[] {
  if (control.kind === 'access') return ['flow']
  return control.kind === 'evidence' ? [] : control.needs
}

type Judged = Pick<LessonRun, 'verdict' | 'because'>

async function judgeEvidence(
  ask: ControlQuestions,
  { class: evidence, host }: Extract<Control, { kind: 'evidence' }>,
  signal?: AbortSignal,
): Promise<Judged> {
  const { state, share, reason } = classState(await ask.coverage(host, signal), evidence)
  const whose = host === null ? 'of the case' : `of ${host}`
  if (state === 'covered') return { verdict: 'satisfied', because: `${evidence} evidence ${whose} is there throughout.` }
  if (state === 'unknown')
    return { verdict: 'not_testable', because: `Whether there is ${evidence} evidence ${whose} cannot be told: ${reason}` }
  const part = state === 'partial' ? ` only in part (${Math.round(100 * share)} % of the time)` : ' nowhere'
  return { verdict: 'violated', because: `${evidence} evidence ${whose} is there${part}: ${reason}` }
}

async function judge(ask: ControlQuestions, control: Control, { alerts, atLeast }: Fired, signal?: AbortSignal): Promise<Judged> {
  if (control.kind === 'evidence') return judgeEvidence(ask, control, signal)
  if (alerts > 0)
    return {
      verdict: 'violated',
      because: `It fires ${atLeast ? 'more than ' : ''}${alerts} ${alerts === 1 ? 'time' : 'times'}.`,
    }
  const needs = needsOf(control)
  if (needs.length === 0) return { verdict: 'satisfied', because: 'It does not fire on the evidence of this case.' }
  const coverage = await ask.coverage(null, signal)
  const missing = needs.filter((evidence) => classState(coverage, evidence).share === 0)
  if (missing.length > 0)
    return {
      verdict: 'not_testable',
      because: `It does not fire, but there is no ${missing.join(' and no ')} evidence it could fire on.`,
    }
  const shares = needs.map((evidence) => `${evidence} ${Math.round(100 * classState(coverage, evidence).share)} %`)
  return { verdict: 'satisfied', because: `It does not fire (coverage: ${shares.join(', ')}).` }
}

/**
 * Run one control.
 *
 * Shape:  lesson → verdict, when it would have fired first, with what lead, how often a week. Same evidence, same answer.
 * Units:  lead and distances seconds.
 * Errors: QRY-001 a filter that cannot be read; QRY-005 no such detector.
 */
export async function runLesson(ask: ControlQuestions, lesson: RunnableLesson, signal?: AbortSignal): Promise<LessonRun> {
  const span = await ask.span(signal)
  const found = await fired(ask, lesson.control, signal)
  const judged = await judge(ask, lesson.control, found, signal)
  const firstUs = found.first[0] === undefined ? null : microsFromIso(found.first[0].ts)
  const seconds = span === null ? 0 : (span.lastUs - span.firstUs) / MICROS_PER_SECOND
  return {
    id: lesson.id,
    origin: lesson.origin,
    title: lesson.title,
    control: lesson.control,
    ...judged,
    alerts: found.alerts,
    at_least: found.atLeast,
    alerts_per_week: seconds > 0 ? found.alerts / (seconds / SECONDS_PER_WEEK) : null,
    first_fired_at: firstUs === null ? null : isoFromMicros(firstUs),
    lead_s: firstUs === null || span === null ? null : (span.lastUs - firstUs) / MICROS_PER_SECOND,
    fired: found.first.map((one): Firing => ({ ...one, after_first_s: secondsBetween(firstUs, one.ts) })),
  }
}

const secondsBetween = (fromUs: number | null, iso: string): number =>
  fromUs === null ? 0 : ((microsFromIso(iso) ?? fromUs) - fromUs) / MICROS_PER_SECOND
