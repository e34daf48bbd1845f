/** Between pixels of the plot, bins and moments. */
import { PLOT_INSETS } from '#contract/charts/time-bars'
import type { TrendResult } from '#contract/query'
import { MICROS_PER_SECOND } from '#contract/units'
import type { Span } from './mark'

export interface PlotScale {
  bins: number
  /** Left edge of a moment, in pixels of the whole chart. */
  x: (tsUs: number) => number
  /** Bin under a pixel, clamped into the plot. */
  binAt: (x: number) => number
  /** Bins `one` to `other`, both whole, in either order → span. */
  spanOfBins: (one: number, other: number) => Span
}

/** Shape: trend and width of the chart in pixels → scale. */
export function plotScale(trend: TrendResult, widthPx: number): PlotScale {
  const bins = Math.max(1, trend.series[0]?.counts.length ?? 1)
  const plotPx = Math.max(1, widthPx - PLOT_INSETS.left - PLOT_INSETS.right)
  const binUs = trend.binSeconds * MICROS_PER_SECOND
  const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))
  return {
    bins,
    x: (tsUs) => PLOT_INSETS.left + clamp((tsUs - trend.fromUs) / (bins * binUs), 0, 1) * plotPx,
    binAt: (x) => clamp(Math.floor(((x - PLOT_INSETS.left) / plotPx) * bins), 0, bins - 1),
    spanOfBins: (one, other) => [trend.fromUs + Math.min(one, other) * binUs, trend.fromUs + (Math.max(one, other) + 1) * binUs],
  }
}
