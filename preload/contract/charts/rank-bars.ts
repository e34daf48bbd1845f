/** Horizontal bars of a pivot: a value, its count, longest first as given. */
import type { EChartsOption } from 'echarts'
import { FONTS, type Theme } from '../theme'

export interface RankBarsInput {
  rows: readonly { label: string; value: number }[]
  theme: Theme
  /** Words of a value. */
  valueText: (value: number) => string
  /** Room for the labels, in pixels. */
  labelPx?: number
  fontPx?: number
}

const ROW_PX = 22

/** Shape: number of rows → height of the chart in pixels. */
export const rankBarsHeight = (rows: number): number => Math.max(1, rows) * ROW_PX + 8

/** Shape: rows and theme → option; every bar carries its number. */
export function rankBarsOption({ rows, theme, valueText, labelPx = 180, fontPx = 11 }: RankBarsInput): EChartsOption {
  const font = { fontFamily: FONTS.mono, fontSize: fontPx }
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: labelPx, right: 64, top: 4, bottom: 4, containLabel: false },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map((row) => row.label),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...font, color: theme.ink, width: labelPx - 10, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        data: rows.map((row) => row.value),
        color: theme.series[0],
        barWidth: 12,
        barMinHeight: 1.5,
        label: { show: true, position: 'right', ...font, color: theme.mute, formatter: ({ value }) => valueText(Number(value)) },
        silent: true,
      },
    ],
  }
}
