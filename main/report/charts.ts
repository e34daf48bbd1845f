/** Charts of the report: the option builders of the page, drawn as SVG without a page. */
import { BarChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import type { EChartsOption } from 'echarts'
import { SVGRenderer } from 'echarts/renderers'
import { assignSlots, colorOf, type SeriesKey } from '#contract/charts/colors'
import { rankBarsHeight, rankBarsOption } from '#contract/charts/rank-bars'
import { timeBarsOption } from '#contract/charts/time-bars'
import { OTHER_SERIES, type TrendResult } from '#contract/query'
import { THEMES, type Theme } from '#contract/theme'
import type { AggregateCitation } from '#contract/notebook'
import type { ReportChart } from './content'
import { count, counted } from './wording'

/** Width of a drawing in pixels; the page scales it to the width of the text. */
const WIDTH_PX = 680
const TIME_HEIGHT_PX = 190
/** Bars a citation's chart shows at most; the table beside it has every row. */
const MOST_BARS = 12

use([BarChart, GridComponent, SVGRenderer])

/** WHY: the faces are shipped under their plain names; a list of alternatives is for pages. */
const plainFonts = (svg: string): string =>
  svg
    .replaceAll(/font-family="[^"]*Inter[^"]*"|font-family:[^;"]*Inter[^;"]*/g, (found) =>
      found.includes('="') ? 'font-family="Inter"' : 'font-family:Inter',
    )
    .replaceAll(/font-family="[^"]*JetBrains[^"]*"|font-family:[^;"]*JetBrains[^;"]*/g, (found) =>
      found.includes('="') ? 'font-family="JetBrains Mono"' : 'font-family:JetBrains Mono',
    )

/** Ids that the drawing library numbers through the life of the process, so that the same chart is the same text. */
const plainIds = (svg: string): string => svg.replaceAll(/zr\d+-/g, 'zr-')

/** Shape: option and height → SVG text; the same option gives the same text. */
export function drawSvg(option: EChartsOption, heightPx: number): string {
  const chart = init(null, undefined, { renderer: 'svg', ssr: true, width: WIDTH_PX, height: heightPx })
  try {
    chart.setOption(option)
    return plainIds(plainFonts(chart.renderToSVGString()))
  } finally {
    chart.dispose()
  }
}

const seriesName = (key: SeriesKey): string => (key === OTHER_SERIES ? 'other' : key === null ? 'none' : String(key))

/** Shape: trend and colours → a name with its total for each series, in the order of the stack. */
function legendOf(trend: TrendResult, slots: ReadonlyMap<string, number>, theme: Theme): ReportChart['legend'] {
  return trend.series.map(({ key, counts }) => ({
    text: `${seriesName(key)} ${count(counts.reduce((sum, n) => sum + n, 0))}`,
    colour: colorOf(slots, key, theme),
  }))
}

/** Shape: id, title and trend → the chart of events over time. */
export function trendChart(id: string, title: string, trend: TrendResult): ReportChart {
  const theme = THEMES.light
  const slots = assignSlots(
    trend.series.map(({ key }) => key),
    new Map(),
    theme.series.length,
  )
  const option = timeBarsOption({ trend, theme, slots, nameOf: seriesName, fontPx: 10 })
  const legend = legendOf(trend, slots, theme)
  const hours = trend.binSeconds / 3600
  const step =
    hours >= 24 ? counted(hours / 24, 'day') : hours >= 1 ? counted(hours, 'hour') : counted(trend.binSeconds / 60, 'minute')
  return {
    id,
    title,
    alt: `${title}: ${counted(trend.total, 'event')} in bars of ${step}. ${legend.map(({ text }) => text).join(', ')}.`,
    note: `${counted(trend.total, 'event')}; one bar is ${step}, UTC.`,
    legend,
    svg: drawSvg(option, TIME_HEIGHT_PX),
    heightRatio: TIME_HEIGHT_PX / WIDTH_PX,
  }
}

/** Characters of a label that fit beside the bars; JetBrains Mono at 10 pixels is 6 wide. */
const MOST_LABEL = 40

const shorten = (text: string): string => (text.length > MOST_LABEL ? `${text.slice(0, MOST_LABEL - 1)}…` : text)

/** WHY: without a page the drawing library guesses the width of a face it does not have, and cuts labels that fit. */
function wholeLabels(option: EChartsOption): EChartsOption {
  const { yAxis } = option
  if (yAxis === undefined || Array.isArray(yAxis)) return option
  return {
    ...option,
    yAxis: { ...yAxis, axisLabel: { ...yAxis.axisLabel, width: undefined, overflow: 'none' } },
  } as EChartsOption
}

/** Shape: aggregate citation → bars of its frozen rows, or null where they are not counts by one field. */
export function citationChart(citation: AggregateCitation): ReportChart | null {
  const { query, frozen, title, id } = citation
  if (query.by.length !== 1 || query.bin !== undefined || frozen.length < 2) return null
  const rows = frozen
    .slice(0, MOST_BARS)
    .map(([key, value]) => ({ label: shorten(key === null ? 'none' : String(key)), value: Number(value) }))
  const heightPx = rankBarsHeight(rows.length)
  const option = wholeLabels(rankBarsOption({ rows, theme: THEMES.light, valueText: count, labelPx: 260, fontPx: 10 }))
  return {
    id: `citation-${id}`,
    title: '',
    alt: `${title}: ${rows.map(({ label, value }) => `${label} ${count(value)}`).join(', ')}.`,
    note: frozen.length > MOST_BARS ? `The first ${MOST_BARS} of ${citation.row_count} rows.` : '',
    legend: [],
    svg: drawSvg(option, heightPx),
    heightRatio: heightPx / WIDTH_PX,
  }
}
