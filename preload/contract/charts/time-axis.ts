/** A time axis without bins, labelled at round moments. */
import type { EChartsOption } from 'echarts'
import { FONTS, type Theme } from '../theme'
import { timeTicks } from './time-ticks'

export interface TimeAxisInput {
  fromUs: number
  toUs: number
  theme: Theme
  /** Labels at most. */
  ticks: number
  offsetSeconds: number
}

/** Words of an axis. */
export const axisFont = (theme: Theme) => ({ fontFamily: FONTS.sans, fontSize: 11, color: theme.mute })

/** Shape: span, theme → axis; where the other axis has a zero, the line lies there. */
export function timeAxisOption({ fromUs, toUs, theme, ticks, offsetSeconds }: TimeAxisInput): EChartsOption['xAxis'] {
  // WHY: a label stands in the middle of its moment; one at the very end would be cut off at the edge.
  const inside = timeTicks(fromUs, toUs, ticks, offsetSeconds).filter(({ tsUs }) => tsUs < toUs - (toUs - fromUs) * 0.03)
  const labels = new Map(inside.map(({ tsUs, label }) => [tsUs, label]))
  return {
    type: 'value',
    min: fromUs,
    max: toUs,
    axisLine: { show: true, onZero: true, lineStyle: { color: theme.edge } },
    splitLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      ...axisFont(theme),
      hideOverlap: true,
      customValues: [...labels.keys()],
      formatter: (value: number) => labels.get(value) ?? '',
    },
  }
}
