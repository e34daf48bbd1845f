/** A facet, counted in memory. */
import type { FacetRequest, FacetResult, FacetRow } from '#contract/query'
import { countByPart, countsByKey } from './count'
import type { Codes, ResidentField } from './field'
import { countBefore } from './time-order'

/** What is in view: events in time order, and the time that is cut into parts. */
export interface Viewed {
  ts: Float64Array
  positions: Uint32Array
  firstUs: number
  lastUs: number
}

/** Shape: view and parts → where each part begins; as `partNumber` of the statements cuts them. */
function edgesOf({ ts, positions, firstUs, lastUs }: Viewed, parts: number): number[] {
  const widthUs = Math.max(1, Math.ceil((lastUs - firstUs + 1) / parts))
  const inner = Array.from({ length: parts - 1 }, (_, part) => countBefore(ts, positions, firstUs + (part + 1) * widthUs))
  return [0, ...inner, positions.length]
}

/** Which codes count under a key, as an array to look up in. */
function membersOf({ keysOf, size }: ResidentField, key: number): Uint8Array {
  const members = new Uint8Array(size)
  if (keysOf === null) members[key] = 1
  else keysOf.forEach((keys, code) => (members[code] = keys.includes(key) ? 1 : 0))
  return members
}

function firstAmong(codes: Codes, members: Uint8Array, positions: Uint32Array, from: number, to: number): number {
  for (let index = from; index < to; index++) if (members[codes[positions[index]!]!] === 1) return positions[index]!
  throw new RangeError('no such event in view')
}
function lastAmong(codes: Codes, members: Uint8Array, positions: Uint32Array, from: number, to: number): number {
  for (let index = to - 1; index >= from; index--) if (members[codes[positions[index]!]!] === 1) return positions[index]!
  throw new RangeError('no such event in view')
}

/** Shape: first event in view of every code, as its place; 2^32 - 1 where there is none. */
function firstPlaces({ codes, size }: ResidentField, positions: Uint32Array): Uint32Array {
  const first = new Uint32Array(size).fill(2 ** 32 - 1)
  for (let index = positions.length - 1; index >= 0; index--) first[codes[positions[index]!]!] = positions[index]!
  return first
}

/** Shape: field and view → when the first event of every key happened. */
function firstTimes(field: ResidentField, { ts, positions }: Viewed): Float64Array {
  const places = firstPlaces(field, positions)
  if (field.keysOf === null) return Float64Array.from(places, (place) => ts[place] ?? Infinity)
  const times = new Float64Array(field.keys.length).fill(Infinity)
  field.keysOf.forEach((keys, code) => {
    for (const key of keys) times[key] = Math.min(times[key]!, ts[places[code]!] ?? Infinity)
  })
  return times
}

/** Shape: keys, and by what the first stand before the others → the `top` first; equal ones by key. */
function best(keys: readonly number[], top: number, before: (a: number, b: number) => number): number[] {
  if (keys.length <= top) return [...keys].sort((a, b) => before(a, b) || a - b)
  const places: number[] = []
  for (const key of keys) {
    const last = places[top - 1]
    if (last !== undefined && before(key, last) >= 0) continue
    let place = Math.min(places.length, top - 1)
    for (; place > 0 && before(key, places[place - 1]!) < 0; place--) places[place] = places[place - 1]!
    places[place] = key
  }
  return places
}

function orderOf(
  { order }: FacetRequest,
  totals: Uint32Array,
  field: ResidentField,
  view: Viewed,
): (a: number, b: number) => number {
  if (order === 'rarest') return (a, b) => totals[a]! - totals[b]!
  if (order === 'count' || order === 'value') return (a, b) => totals[b]! - totals[a]!
  const first = firstTimes(field, view)
  return order === 'first-seen' ? (a, b) => first[a]! - first[b]! : (a, b) => first[b]! - first[a]!
}

/**
 * Count the keys of one facet.
 *
 * Shape: request without a text to look for, its field, what is in view → as the statements give it. The signal is looked at in between.
 */
export async function residentFacet(
  request: FacetRequest,
  field: ResidentField,
  view: Viewed,
  signal: AbortSignal | undefined,
): Promise<FacetResult> {
  const parts = Math.max(1, request.sparkBins)
  const keys = field.keys.length
  const edges = edgesOf(view, parts)
  const byCode = await countByPart(field.codes, field.size, view.positions, edges, signal)
  const counts = field.keysOf === null ? byCode : countsByKey(byCode, field.keysOf, keys, parts)
  const totals = new Uint32Array(keys)
  for (let cell = 0; cell < counts.length; cell++) totals[cell % keys]! += counts[cell]!
  const there: number[] = []
  totals.forEach((n, key) => n > 0 && there.push(key))
  const shown = best(there, request.top, orderOf(request, totals, field, view))
  const rows = shown.map((key) => rowOf(request, field, view, edges, key, (part) => counts[part * keys + key]!))
  return { id: request.id, groups: there.length, total: view.positions.length, rows }
}

function rowOf(
  { sparkBins }: FacetRequest,
  field: ResidentField,
  { ts, positions }: Viewed,
  edges: readonly number[],
  key: number,
  countIn: (part: number) => number,
): FacetRow {
  const spark = Array.from({ length: edges.length - 1 }, (_, part) => countIn(part))
  const members = membersOf(field, key)
  // WHY: the first event of a key lies in the first part that has any, so little is looked through.
  const [firstPart, lastPart] = [spark.findIndex((n) => n > 0), spark.findLastIndex((n) => n > 0)]
  return {
    key: field.keys[key]!,
    count: spark.reduce((sum, n) => sum + n, 0),
    firstUs: ts[firstAmong(field.codes, members, positions, edges[firstPart]!, edges[firstPart + 1]!)]!,
    lastUs: ts[lastAmong(field.codes, members, positions, edges[lastPart]!, edges[lastPart + 1]!)]!,
    spark: sparkBins === 0 ? [] : spark,
  }
}
