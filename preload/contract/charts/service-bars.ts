/** What came to one service over time: attempts above the line, brief sessions below it, bursts behind, and what lasted afterwards on top. */
import type { CustomSeriesOption, EChartsOption } from 'echarts'
import type { SessionRow } from '../hosts'
import type { ServicePicture } from '../sessions'
import type { Theme } from '../theme'
import { microsFromIso, MICROS_PER_SECOND } from '../units'
import type { PlotInsets } from './time-bars'
import { axisFont, timeAxisOption } from './time-axis'

export const SERVICE_INSETS: PlotInsets = { left: 56, right: 14, top: 18, bottom: 22 }

export interface ServiceBarsInput {
  picture: ServicePicture
  theme: Theme
  ticks?: number
  offsetSeconds?: number
}

/** Colours of the three kinds of counts. */
export const serviceColors = (theme: Theme) => ({
  noAnswer: theme.series[0]!,
  refused: theme.series[4]!,
  brief: theme.series[2]!,
})

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>
type Bar = readonly [fromUs: number, toUs: number, low: number, high: number]

function bars(data: readonly Bar[], color: string, opacity: number, least: number, z: number): CustomSeriesOption {
  const renderItem: RenderItem = (_, api) => {
    const [x1, low] = api.coord([api.value(0), api.value(2)]) as [number, number]
    const [x2, high] = api.coord([api.value(1), api.value(3)]) as [number, number]
    const width = Math.max(1, x2 - x1 - (x2 - x1 > 4 ? 1 : 0))
    const [top, bottom] = [Math.min(low, high), Math.max(low, high)]
    return {
      type: 'rect',
      shape: { x: x1, y: top, width, height: Math.max(least, bottom - top) },
      style: { fill: color, opacity },
    }
  }
  return {
    type: 'custom',
    renderItem,
    data: data.map((bar) => [...bar]),
    encode: { x: [0, 1], y: [2, 3] },
    silent: true,
    z,
    progressive: 0,
  }
}

/** Sessions that lasted: a mark at the top, filled where it followed a burst, and a line as wide as the session lasted. */
function lastingSeries(rows: readonly SessionRow[], color: string, filled: boolean, most: number): CustomSeriesOption {
  const data = rows.flatMap(({ start, duration_s }) => {
    const from = microsFromIso(start)
    return from === null ? [] : [[from, from + (duration_s ?? 0) * MICROS_PER_SECOND, most]]
  })
  const renderItem: RenderItem = (params, api) => {
    const [x1, y] = api.coord([api.value(0), api.value(2)]) as [number, number]
    const [x2] = api.coord([api.value(1), api.value(2)]) as [number, number]
    const { height } = params.coordSys as unknown as { height: number }
    const points = [
      [x1 - 5, y - 12],
      [x1 + 5, y - 12],
      [x1, y - 3],
    ]
    const mark = { fill: filled ? color : 'transparent', stroke: color, lineWidth: 1.4 }
    return {
      type: 'group',
      children: [
        { type: 'polygon', shape: { points }, style: mark },
        { type: 'rect', shape: { x: x1, y: y - 2, width: Math.max(1, x2 - x1), height }, style: { fill: color, opacity: 0.4 } },
      ],
    }
  }
  return { type: 'custom', renderItem, data, encode: { x: [0, 1], y: 2 }, silent: true, clip: false, z: 4, progressive: 0 }
}

function barsOf(picture: ServicePicture, range: (index: number) => readonly [low: number, high: number]): Bar[] {
  const partUs = picture.partSeconds * MICROS_PER_SECOND
  return picture.brief.flatMap((_, index) => {
    const [low, high] = range(index)
    const from = picture.fromUs + index * partUs
    return low === high ? [] : [[from, from + partUs, low, high] as const]
  })
}

/** Bursts behind, then what got no answer, what was refused on top of it, and brief sessions downwards. */
function layers(
  { picture, theme }: ServiceBarsInput,
  attempts: readonly number[],
  most: number,
  below: number,
): CustomSeriesOption[] {
  const colors = serviceColors(theme)
  return [
    bars(
      picture.bursts.map(({ fromUs, toUs }) => [fromUs, toUs, -below, most] as const),
      ...([theme.warn, 0.16, 1, 1] as const),
    ),
    bars(
      barsOf(picture, (index) => [0, picture.noAnswer[index]!]),
      ...([colors.noAnswer, 1, 1.5, 2] as const),
    ),
    bars(
      barsOf(picture, (index) => [picture.noAnswer[index]!, attempts[index]!]),
      ...([colors.refused, 1, 1, 2] as const),
    ),
    bars(
      barsOf(picture, (index) => [0, -picture.brief[index]!]),
      ...([colors.brief, 1, 1.5, 2] as const),
    ),
  ]
}

/** Shape: picture and theme → option; both directions on one scale, counts written without a sign. */
export function serviceBarsOption(input: ServiceBarsInput): EChartsOption {
  const { picture, theme, ticks = 6, offsetSeconds = 0 } = input
  const { fromUs, toUs } = picture
  const attempts = picture.noAnswer.map((n, index) => n + picture.refused[index]!)
  const most = Math.max(1, ...attempts)
  const below = Math.max(1, ...picture.brief)
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { ...SERVICE_INSETS, outerBoundsMode: 'none' },
    xAxis: timeAxisOption({ fromUs, toUs, theme, ticks, offsetSeconds }),
    yAxis: {
      type: 'value',
      min: -below,
      max: most,
      minInterval: 1,
      splitNumber: 4,
      axisLabel: { ...axisFont(theme), hideOverlap: true, formatter: (value: number) => String(Math.abs(Math.round(value))) },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [
      ...layers(input, attempts, most, below),
      lastingSeries(picture.fromOutside, theme.series[1]!, false, most),
      lastingSeries(picture.following, theme.bad, true, most),
    ],
  }
}
