/** What the first objects of a file say: whether they are Windows events, and what their clock is. */
import { NO_CLAIM } from '../kit/detect'
import type { Claim, ClockEvidence, Head } from '../kit/format'
import { readJsonObject, type JsonObject } from '../kit/json'
import { JsonElements } from '../kit/json-elements'
import { decode } from '../kit/text'
import { readEvent } from './shapes'
import { readTime } from '../kit/written-time'

/** Chosen: enough for a sure claim and a clear vote, read in a moment. */
const MOST = 200
const MINUTE_US = 60_000_000
/** Zones lie at quarters of an hour. */
const QUARTER_US = 15 * MINUTE_US
/** A time written beside another may be so much later and still be the same moment. */
const SAME_US = 90_000_000

function objectsOf(head: Head): { objects: JsonObject[]; others: number } {
  const objects: JsonObject[] = []
  let others = 0
  for (const { bytes } of new JsonElements().push(head.bytes)) {
    const object = bytes === null ? '' : readJsonObject(decode(bytes))
    if (typeof object === 'string') others++
    else objects.push(object)
    if (objects.length + others === MOST) break
  }
  return { objects, others }
}

/** Shape: head → claim by the share of objects that are Windows events. */
export function sniff(head: Head): Claim {
  if (!/^(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{/.test(head.text)) return NO_CLAIM
  const { objects, others } = objectsOf(head)
  const ours = objects.filter((object) => readEvent(object) !== null).length
  if (ours === 0 || ours * 2 < objects.length + others) return NO_CLAIM
  return {
    confidence: 0.48 * (1 + ours / (objects.length + others)),
    why: `${ours} of the first ${objects.length + others} objects are Windows events in JSON`,
  }
}

/** Times without a zone, beside the same moment in UTC: Sysmon writes it into the event, Logstash beside the time of reception. */
const PAIRS = [
  ['EventTime', 'UtcTime'],
  ['EventReceivedTime', '@timestamp'],
] as const

function offsetMinutes(object: JsonObject): number {
  for (const [local, utc] of PAIRS) {
    const apartUs = readTime(object[local]).us - readTime(object[utc]).us
    const quarterUs = Math.round(apartUs / QUARTER_US) * QUARTER_US
    if (Math.abs(apartUs - quarterUs) <= SAME_US && Math.abs(quarterUs) <= 15 * 4 * QUARTER_US) return quarterUs / MINUTE_US
  }
  return NaN
}

/** Shape: head → that no zone is needed, or the zone its own records give away. */
export function clockEvidence(head: Head): ClockEvidence {
  const { objects } = objectsOf(head)
  const votes = new Map<number, number>()
  let locals = 0
  for (const object of objects) {
    if (readEvent(object)?.time.isLocal !== true) continue
    locals++
    const minutes = offsetMinutes(object)
    if (!Number.isNaN(minutes)) votes.set(minutes, (votes.get(minutes) ?? 0) + 1)
  }
  if (locals === 0) return { absolute: true }
  const [best] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  if (best === undefined) return {}
  const all = [...votes.values()].reduce((sum, count) => sum + count, 0)
  const why = `solved: ${best[1]} of ${all} records write the same moment in UTC beside their local time`
  return { solved: { offsetMinutes: best[0], votes: best[1], dissenters: all - best[1], why } }
}
