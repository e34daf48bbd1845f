/** Stacked bars over time. */
import type { EChartsOption } from 'echarts'
import type { TrendResult } from '../query'
import { FONTS, type Theme } from '../theme'
import { MICROS_PER_SECOND } from '../units'
import { colorOf, type SeriesKey } from './colors'
import { timeTicks } from './time-ticks'

/** Room around the plot, in pixels; whoever lays something over the canvas counts with the same. */
export interface PlotInsets {
  left: number
  right: number
  top: number
  bottom: number
}
export const PLOT_INSETS: PlotInsets = { left: 48, right: 12, top: 10, bottom: 22 }

export interface TimeBarsInput {
  trend: TrendResult
  theme: Theme
  slots: ReadonlyMap<string, number>
  /** Words of a series. */
  nameOf: (key: SeriesKey) => string
  /** Heights grow with the number of digits: one event stays visible beside a hundred thousand. */
  logarithmic?: boolean
  /** Labels of the axis at most. */
  ticks?: number
  offsetSeconds?: number
  insets?: PlotInsets
  fontPx?: number
}

/** Shape: count → height on the logarithmic scale: 0 → 0, 1 → 1, 10 → 2, 100 → 3. */
export const logHeight = (count: number): number => (count <= 0 ? 0 : 1 + Math.log10(count))

/** Shape: counts of all series in one bin → their heights: the sum is log-high, shared out in proportion. */
function logShares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => (total === 0 ? 0 : (logHeight(total) * count) / total))
}

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const axisNumber = (n: number) => (n < 10_000 ? WHOLE.format(n) : SHORT.format(n))

/** Shape: trend → index of a bin → label, for the bins nearest to round times. */
export function tickLabels({
  trend,
  ticks = 8,
  offsetSeconds = 0,
}: Pick<TimeBarsInput, 'trend' | 'ticks' | 'offsetSeconds'>): Map<number, string> {
  const { fromUs, toUs, binSeconds } = trend
  const binUs = binSeconds * MICROS_PER_SECOND
  const bins = Math.round((toUs - fromUs) / binUs)
  // WHY: a label begins at its bin; one at the very end would be cut off at the edge.
  const lastBin = bins - Math.max(1, bins * 0.04)
  return new Map(
    timeTicks(fromUs, toUs, ticks, offsetSeconds)
      .map(({ tsUs, label }) => [Math.ceil((tsUs - fromUs) / binUs), label] as const)
      .filter(([bin]) => bin <= lastBin),
  )
}

function valueAxis(theme: Theme, logarithmic: boolean, most: number, fontPx: number) {
  return {
    type: 'value' as const,
    min: 0,
    // WHY: an axis that ends at the tallest bar wastes no room, and never claims fractions of an event.
    minInterval: 1,
    ...(logarithmic ? { max: Math.max(2, Math.ceil(logHeight(most))), interval: 1 } : { splitNumber: 3 }),
    axisLabel: {
      color: theme.mute,
      fontFamily: FONTS.sans,
      fontSize: fontPx,
      formatter: (value: number) => (logarithmic ? (value === 0 ? '0' : axisNumber(10 ** (value - 1))) : axisNumber(value)),
    },
    splitLine: { lineStyle: { color: theme.line } },
  }
}

/** Labels of the bins that have one; the axis itself is drawn the same for all. */
function timeAxis(theme: Theme, bins: number, labels: ReadonlyMap<number, string>, fontPx: number) {
  const isLabelled = (bin: number) => labels.has(bin)
  return {
    type: 'category' as const,
    data: Array.from({ length: bins }, (_, bin) => labels.get(bin) ?? ''),
    axisLine: { lineStyle: { color: theme.edge } },
    axisTick: { show: true, alignWithLabel: false, interval: isLabelled, lineStyle: { color: theme.edge } },
    axisLabel: {
      color: theme.mute,
      fontFamily: FONTS.sans,
      fontSize: fontPx,
      align: 'left' as const,
      margin: 7,
      hideOverlap: true,
      interval: isLabelled,
    },
  }
}

/** Shape: series of counts → heights per series; null where there is nothing, for a least height must not make nothing something. */
function heightsOf(series: TrendResult['series'], bins: number, logarithmic: boolean): (number | null)[][] {
  const perBin = Array.from({ length: bins }, (_, bin) => series.map(({ counts }) => counts[bin] ?? 0))
  const heights = logarithmic ? perBin.map(logShares) : perBin
  return series.map((_, index) => heights.map((bin) => bin[index]! || null))
}

/** Shape: trend and theme → option; bars fill their bins, the axis is labelled at round times. */
export function timeBarsOption(input: TimeBarsInput): EChartsOption {
  const { trend, theme, slots, nameOf, logarithmic = false, insets = PLOT_INSETS, fontPx = 11 } = input
  const bins = trend.series[0]?.counts.length ?? 0
  const totals = Array.from({ length: bins }, (_, bin) => trend.series.reduce((sum, one) => sum + (one.counts[bin] ?? 0), 0))
  const heights = heightsOf(trend.series, bins, logarithmic)
  return {
    animation: false,
    backgroundColor: 'transparent',
    // WHY: left to itself the plot shrinks by a label that reaches out of it, and what lies over the bars no longer fits them.
    grid: { ...insets, outerBoundsMode: 'none' },
    xAxis: timeAxis(theme, bins, tickLabels(input), fontPx),
    yAxis: valueAxis(theme, logarithmic, Math.max(1, ...totals), fontPx),
    series: trend.series.map(({ key }, index) => ({
      type: 'bar' as const,
      name: nameOf(key),
      stack: 'all',
      data: heights[index]!,
      color: colorOf(slots, key, theme),
      barCategoryGap: bins > 120 ? '8%' : '14%',
      // WHY: a single event must not vanish under the axis line.
      barMinHeight: 1.5,
      silent: true,
    })),
  }
}
