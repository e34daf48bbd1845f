/** Which events are in view, as places in time order. */
import { BITS, COUNT, nullable } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import type { Where } from '../selection'
import { SharedAnswers } from '../shared-answers'
import type { Timeline } from './load'
import type { Resident } from './resident'
import { countBefore } from './time-order'

/** Chosen: the view, and those of panels that leave their own clause out; each can take four bytes an event. */
const MOST_VIEWS = 4
const shared = new SharedAnswers<Uint32Array | null>(MOST_VIEWS)
const PART = { first_place: COUNT, bits: nullable(BITS) }

/** Shape: condition → how many events come before each event in view, rising; null where the case was written meanwhile. */
export function positionsOf(store: Store, resident: Resident, where: Where, asking: Asking): Promise<Uint32Array | null> {
  return shared.of(store, where, (work) => ofNow(store, resident, where, work), asking)
}

async function ofNow(store: Store, resident: Resident, where: Where, asking: Asking): Promise<Uint32Array | null> {
  const { timeline } = resident
  if (!resident.current) return null
  if (!where.filtered) return between(timeline, where)
  try {
    const positions = await found(store, timeline, where, asking)
    return resident.current ? positions : null
  } catch (error) {
    // WHY: rows that came meanwhile lie outside of what was asked for.
    if (!resident.current) return null
    throw error
  }
}

/** WHY: events are in time order, so what a window alone leaves is one stretch of them. */
function between({ ts }: Timeline, { fromUs, untilUs }: Where): Uint32Array {
  const first = fromUs === null ? 0 : countBefore(ts, null, fromUs)
  const end = untilUs === null ? ts.length : countBefore(ts, null, untilUs)
  const positions = new Uint32Array(Math.max(0, end - first))
  for (let index = 0; index < positions.length; index++) positions[index] = first + index
  return positions
}

async function found(store: Store, timeline: Timeline, { condition }: Where, asking: Asking): Promise<Uint32Array> {
  const { settled, open, ts, rankOf } = timeline
  // WHY: the range must be known when the statement is read; it is a number of ours.
  const bits = (places: number) => sql.raw(`bitstring_agg(e.rowid, 0::BIGINT, ${Math.max(8, places) - 1}::BIGINT)`)
  const parts = await store.all(
    sql`SELECT 0 AS first_place, ${bits(settled)} AS bits FROM event_settled e WHERE ${condition}
      UNION ALL SELECT ${settled}::BIGINT, ${bits(open)} FROM event_open e WHERE ${condition}`,
    PART,
    asking,
  )
  const words = new Uint32Array(Math.ceil(ts.length / 32))
  let count = 0
  for (const { first_place: firstPlace, bits } of parts) count += mark(words, rankOf, firstPlace, bits ?? new Uint8Array(0))
  return marked(words, count)
}

/** Mark the rank of every place whose bit is set; gives how many were. */
function mark(words: Uint32Array, rankOf: Uint32Array, firstPlace: number, bits: Uint8Array): number {
  let count = 0
  for (let index = 0; index < bits.length; index++) {
    const byte = bits[index]!
    if (byte === 0) continue
    const place = firstPlace + 8 * index
    for (let bit = 0; bit < 8; bit++) {
      if ((byte & (0x80 >> bit)) === 0) continue
      const rank = rankOf[place + bit]!
      words[rank >>> 5]! |= 1 << (rank & 31)
      count++
    }
  }
  return count
}

function marked(words: Uint32Array, count: number): Uint32Array {
  const positions = new Uint32Array(count)
  let next = 0
  for (let index = 0; index < words.length; index++) {
    let word = words[index]!
    while (word !== 0) {
      const lowest = word & -word
      positions[next++] = 32 * index + 31 - Math.clz32(lowest)
      word ^= lowest
    }
  }
  return positions
}
