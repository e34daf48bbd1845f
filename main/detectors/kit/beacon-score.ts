/**
 * How regular a series of connections is, in four parts of a quarter each.
 *
 * Source: RITA v5, analysis/beacons.go and config (activecm/rita a3c5150); rules and weights re-implemented, to three decimals.
 */
import { MICROS_PER_SECOND } from '#contract/units'

const BINS = 24
/** Least bars of the histogram for the parts that look at it. */
const LEAST_BARS_BIMODAL = 11
const LEAST_BARS_DURATION = 6
const FULL_RUN_BARS = 12
const LEAST_GAPS = 3
const LEAST_SIZES = 3
/** Quartiles closer than this say nothing about skew. */
const LEAST_QUARTILE_RANGE = 10
/** Bars whose heights differ by less than this share of the highest are one group. */
const BAR_GROUP_SHARE = 0.05

export interface BeaconScore {
  score: number
  timestamp: number
  dataSize: number
  duration: number
  /** The greater of `evenness` and `bimodality`. */
  histogram: number
  evenness: number
  bimodality: number
  /** Distinct whole seconds. */
  seconds: number
  /** The histogram itself, for charts. */
  bars: number[]
}

/** One connection: µs since epoch and bytes that the client sent. */
export interface Beat {
  tsUs: number
  sizeBytes: number
}

/** Half-open stretch of time that the histogram lies over, whole seconds. */
export interface Stretch {
  fromSeconds: number
  toSeconds: number
}

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)
const toThree = (value: number): number => Math.round(value * 1000) / 1000
/** WHY: 0.5 · 1000 can come out as 500.00000000000006, which is not to be taken for more than a half. */
const upToThree = (value: number): number => Math.ceil(Number((value * 1000).toFixed(9))) / 1000
const ofSorted = (sorted: readonly number[]): number => {
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Shape: values, at least one → their median. */
export const median = (values: readonly number[]): number => ofSorted(ascending(values))

/** Shape: at least two values → quartiles as medians of the lower and upper half; the middle value of an odd number is in neither. */
export function quartiles(values: readonly number[]): [number, number, number] {
  const sorted = ascending(values)
  const half = sorted.length >> 1
  return [ofSorted(sorted.slice(0, half)), ofSorted(sorted), ofSorted(sorted.slice(sorted.length - half))]
}

/** Shape: values → mean of (1 − |skew|) and (median − deviation) / median; `ifTiny` is the latter where the median is below 1. */
function steadiness(values: readonly number[], ifTiny: number): number {
  const [low, middle, high] = quartiles(values)
  const flat = high - low < LEAST_QUARTILE_RANGE || middle === low || middle === high
  const skew = flat ? 0 : (low + high - 2 * middle) / (high - low)
  const deviation = median(values.map((value) => Math.abs(value - middle)))
  const dispersion = middle < 1 ? ifTiny : Math.max(0, (middle - deviation) / middle)
  return toThree((1 - Math.abs(skew) + dispersion) / 2)
}

function barsOf(seconds: readonly number[], { fromSeconds, toSeconds }: Stretch): number[] {
  const bars = Array.from({ length: BINS }, () => 0)
  const width = (toSeconds - fromSeconds) / BINS
  for (const second of seconds) bars[Math.max(0, Math.min(BINS - 1, Math.floor((second - fromSeconds) / width)))]!++
  return bars
}

function evenness(bars: readonly number[]): number {
  const mean = bars.reduce((sum, height) => sum + height, 0) / bars.length
  if (mean === 0) return 0
  const variance = bars.reduce((sum, height) => sum + (height - mean) ** 2, 0) / bars.length
  const variation = Math.sqrt(variance) / mean
  return variation > 1 ? 0 : toThree(1 - variation)
}

/** Shape: bars → how many of them have one of the two most frequent heights. */
function bimodality(bars: readonly number[]): number {
  const standing = bars.filter((height) => height > 0)
  if (standing.length < LEAST_BARS_BIMODAL) return 0
  const width = Math.ceil(BAR_GROUP_SHARE * Math.max(...standing))
  const groups = new Map<number, number>()
  for (const height of standing) groups.set(Math.floor(height / width), (groups.get(Math.floor(height / width)) ?? 0) + 1)
  const [largest = 0, second = 0] = [...groups.values()].sort((a, b) => b - a)
  return toThree(Math.min(1, (largest + second) / Math.max(standing.length - 1, 1)))
}

/** Shape: bars → longest run that is not interrupted; the end goes on at the beginning. */
function longestRun(bars: readonly number[]): number {
  let [longest, current] = [0, 0]
  for (const height of [...bars, ...bars]) {
    current = height > 0 ? current + 1 : 0
    longest = Math.max(longest, current)
  }
  return Math.min(longest, bars.length)
}

function persistence(seconds: readonly number[], bars: readonly number[], { fromSeconds, toSeconds }: Stretch): number {
  if (bars.filter((height) => height > 0).length < LEAST_BARS_DURATION) return 0
  const coverage = upToThree((seconds.at(-1)! - seconds[0]!) / (toSeconds - fromSeconds))
  return Math.min(1, Math.max(coverage, upToThree(longestRun(bars) / FULL_RUN_BARS)))
}

/**
 * Score a series.
 *
 * Shape:  connections in order of time, all within the stretch → score and its parts, 0 to 1; null with fewer than four distinct seconds.
 * Units:  whole seconds count, fractions are cut off.
 */
export function beaconScore(beats: readonly Beat[], stretch: Stretch): BeaconScore | null {
  const times = beats.map(({ tsUs }) => Math.floor(tsUs / MICROS_PER_SECOND))
  const gaps = times.slice(1).flatMap((second, index) => (second > times[index]! ? [second - times[index]!] : []))
  if (gaps.length < LEAST_GAPS) return null
  const bars = barsOf(times, stretch)
  const timestamp = steadiness(gaps, 1)
  const sizes = beats.map(({ sizeBytes }) => sizeBytes)
  const dataSize = sizes.length < LEAST_SIZES ? 0 : steadiness(sizes, 0)
  const duration = persistence(times, bars, stretch)
  const [even, bimodal] = [evenness(bars), bimodality(bars)]
  const histogram = Math.max(even, bimodal)
  const score = toThree((timestamp + dataSize + duration + histogram) / 4)
  return { score, timestamp, dataSize, duration, histogram, evenness: even, bimodality: bimodal, seconds: gaps.length + 1, bars }
}
