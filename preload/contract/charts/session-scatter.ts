/** Sessions by start and measured length: marks of single sessions, shaded cells for the rest, lanes below for what has no length. */
import type { CustomSeriesOption, EChartsOption, ScatterSeriesOption } from 'echarts'
import type { Verdict } from '../detections'
import { LENGTH_BANDS, type SessionPicture, type SessionPoint } from '../sessions'
import type { Theme } from '../theme'
import type { PlotInsets } from './time-bars'
import { axisFont, timeAxisOption } from './time-axis'

export const SCATTER_INSETS: PlotInsets = { left: 84, right: 14, top: 8, bottom: 22 }

/** Heights are counted in bands of length. Lanes of what has no length lie below the lowest. */
const LANE_HEIGHT = 2
const LANE_GAP = 1

/** Lengths that the axis names, seconds: the borders of the ladder, and below them powers of ten. */
const NAMED_SECONDS: readonly (readonly [number, string])[] = [
  [0.001, '1 ms'],
  [0.01, '10 ms'],
  [0.1, '100 ms'],
  [1, '1 s'],
  [5, '5 s'],
  [60, '1 min'],
  [300, '5 min'],
  [1800, '30 min'],
  [3600, '1 h'],
  [43_200, '12 h'],
  [259_200, '3 d'],
  [2_592_000, '30 d'],
]

export interface ScatterRange {
  /** Height of a length; null stands in the lane of attempts or of what was not measured. */
  heightOf: (point: Pick<SessionPoint, 'lengthSeconds' | 'state'>) => number
  /** Lower edge and height of a cell's band. */
  bandOf: (band: number) => readonly [from: number, to: number]
  min: number
  max: number
  lanes: { band: number; at: number }[]
}

const ATTEMPTS: readonly SessionPoint['state'][] = ['no-answer', 'refused', 'probe']
const laneOf = ({ state }: Pick<SessionPoint, 'state'>): number =>
  ATTEMPTS.includes(state) ? LENGTH_BANDS.attempt : LENGTH_BANDS.unmeasured

/** Shape: picture → where lengths and lanes lie, in bands. */
export function scatterRange({ points, cells, bandsPerDecade }: SessionPicture): ScatterRange {
  const height = (seconds: number): number => Math.max(0, Math.log10(Math.max(seconds, 1e-6) * 1000) * bandsPerDecade)
  const measured = [
    ...points.flatMap(({ lengthSeconds }) => (lengthSeconds === null ? [] : [height(lengthSeconds)])),
    ...cells.filter(({ band }) => band >= 0).map(({ band }) => band + 1),
  ]
  const bands = new Set([
    ...points.filter(({ lengthSeconds }) => lengthSeconds === null).map(laneOf),
    ...cells.map(({ band }) => band).filter((band) => band < 0),
  ])
  const lowest = measured.reduce((low, one) => Math.min(low, one - 1), height(60))
  const highest = measured.reduce((high, one) => Math.max(high, one), height(60))
  const floor = Math.max(0, Math.floor(lowest))
  const lanes = [LENGTH_BANDS.attempt, LENGTH_BANDS.unmeasured]
    .filter((band) => bands.has(band))
    .map((band, index) => ({ band, at: floor - (index + 1) * (LANE_HEIGHT + LANE_GAP) + LANE_HEIGHT / 2 }))
  const laneAt = (band: number): number => lanes.find((lane) => lane.band === band)?.at ?? floor
  return {
    heightOf: (point) => (point.lengthSeconds === null ? laneAt(laneOf(point)) : height(point.lengthSeconds)),
    bandOf: (band) => (band < 0 ? [laneAt(band) - LANE_HEIGHT / 2, laneAt(band) + LANE_HEIGHT / 2] : [band, band + 1]),
    min: floor - lanes.length * (LANE_HEIGHT + LANE_GAP),
    max: Math.ceil(highest) + 1,
    lanes,
  }
}

export interface SessionScatterInput {
  picture: SessionPicture
  theme: Theme
  laneNames: Readonly<Record<number, string>>
  ticks?: number
  offsetSeconds?: number
}

/** Shape and colour of a verdict; the shape alone tells them apart. */
export const verdictLook = (theme: Theme): Record<Verdict, { symbol: string; color: string; size: number; filled: boolean }> => ({
  not_authorised: { symbol: 'diamond', color: theme.bad, size: 12, filled: true },
  no_statement: { symbol: 'circle', color: theme.series[1]!, size: 10, filled: false },
  authorised: { symbol: 'triangle', color: theme.good, size: 8, filled: false },
})
/** Drawn in this order: what is not authorised lies on top. */
export const VERDICTS_DRAWN: readonly Verdict[] = ['authorised', 'no_statement', 'not_authorised']

/** Shape: sessions in a cell → how strongly it is shaded, 0–1; one session is visible, a thousand are dark. */
export const cellShade = (n: number): number => Math.min(0.95, 0.22 + 0.18 * Math.log10(Math.max(1, n)))

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>

function cellSeries({ picture, theme }: SessionScatterInput, { bandOf }: ScatterRange): CustomSeriesOption {
  const partUs = (picture.toUs - picture.fromUs) / picture.parts
  const renderItem: RenderItem = (_, api) => {
    const [x1, y1] = api.coord([api.value(0), api.value(2)]) as [number, number]
    const [x2, y2] = api.coord([api.value(1), api.value(3)]) as [number, number]
    return {
      type: 'rect',
      shape: { x: x1, y: y2, width: Math.max(2, x2 - x1 - 0.5), height: Math.max(2, y1 - y2 - 0.5) },
      style: { fill: theme.series[0]!, opacity: cellShade(Number(api.value(4))) },
    }
  }
  return {
    type: 'custom',
    renderItem,
    data: picture.cells.map(({ part, band, n }) => [
      picture.fromUs + part * partUs,
      picture.fromUs + (part + 1) * partUs,
      ...bandOf(band),
      n,
    ]),
    encode: { x: [0, 1], y: [2, 3] },
    clip: true,
    silent: true,
    progressive: 0,
  }
}

/** Lines across at the lengths that the axis names. */
function lineSeries(theme: Theme, { fromUs, toUs }: SessionPicture, heights: readonly number[]): CustomSeriesOption {
  const renderItem: RenderItem = (_, api) => {
    const [x1, y] = api.coord([fromUs, api.value(1)]) as [number, number]
    const [x2] = api.coord([toUs, api.value(1)]) as [number, number]
    return { type: 'line', shape: { x1, y1: y, x2, y2: y }, style: { stroke: theme.line, lineWidth: 1 } }
  }
  return { type: 'custom', renderItem, data: heights.map((height) => [fromUs, height]), silent: true, z: 1 }
}

/** Sessions by which people may have got in, and those of a view so small that each is drawn, are larger than the rest. */
const isGrave = ({ why }: SessionPoint): boolean => why !== 'lasting-from-outside' && why !== 'very-long'
const LESSER_PX = 4

function pointSeries({ picture, theme }: SessionScatterInput, { heightOf }: ScatterRange, verdict: Verdict): ScatterSeriesOption {
  const { symbol, color, size, filled } = verdictLook(theme)[verdict]
  return {
    type: 'scatter',
    name: verdict,
    symbol,
    symbolSize: size,
    data: picture.points
      .filter((one) => one.verdict === verdict)
      .toSorted((a, b) => Number(isGrave(a)) - Number(isGrave(b)))
      .map((one) => ({
        value: [one.startUs, heightOf(one)],
        ...(isGrave(one) ? {} : { symbolSize: LESSER_PX, itemStyle: { opacity: 0.55 } }),
      })),
    itemStyle: { color: filled ? color : `${color}99`, borderColor: color, borderWidth: 1.4 },
    clip: false,
    silent: true,
    z: 3,
  }
}

/** Shape: picture and theme → option. Marks of single sessions by verdict over shaded cells; lengths on a logarithmic scale. */
export function sessionScatterOption(input: SessionScatterInput): EChartsOption {
  const { picture, theme, laneNames, ticks = 6, offsetSeconds = 0 } = input
  const range = scatterRange(picture)
  const height = (seconds: number): number => range.heightOf({ lengthSeconds: seconds, state: 'complete' })
  const named = NAMED_SECONDS.map(([seconds, word]) => [height(seconds), word] as const).filter(
    ([at]) => at >= range.min + range.lanes.length * (LANE_HEIGHT + LANE_GAP) && at <= range.max,
  )
  const words = new Map([...named, ...range.lanes.map(({ band, at }) => [at, laneNames[band] ?? ''] as const)])
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { ...SCATTER_INSETS, outerBoundsMode: 'none' },
    xAxis: timeAxisOption({ fromUs: picture.fromUs, toUs: picture.toUs, theme, ticks, offsetSeconds }),
    yAxis: {
      type: 'value',
      axisLine: { show: true, lineStyle: { color: theme.edge } },
      splitLine: { show: false },
      min: range.min,
      max: range.max,
      axisTick: { show: false },
      axisLabel: {
        ...axisFont(theme),
        hideOverlap: true,
        customValues: [...words.keys()],
        formatter: (value: number) => words.get(value) ?? '',
      },
    },
    series: [
      lineSeries(
        theme,
        picture,
        named.map(([at]) => at),
      ),
      cellSeries(input, range),
      ...VERDICTS_DRAWN.map((verdict) => pointSeries(input, range, verdict)),
    ],
  }
}

/** Shape: picture, size of the chart in pixels → pixels of a session's mark. */
export function scatterPlace(picture: SessionPicture, widthPx: number, heightPx: number) {
  const range = scatterRange(picture)
  const [across, up] = [
    widthPx - SCATTER_INSETS.left - SCATTER_INSETS.right,
    heightPx - SCATTER_INSETS.top - SCATTER_INSETS.bottom,
  ]
  const x = (tsUs: number) => SCATTER_INSETS.left + ((tsUs - picture.fromUs) / (picture.toUs - picture.fromUs)) * across
  const y = (height: number) => SCATTER_INSETS.top + (1 - (height - range.min) / (range.max - range.min)) * up
  const partPx = across / picture.parts
  return {
    of: (point: SessionPoint): { x: number; y: number } => ({ x: x(point.startUs), y: y(range.heightOf(point)) }),
    /** The cell under a pixel, or null where none is. */
    cellAt: (px: number, py: number) => {
      const part = Math.floor((px - SCATTER_INSETS.left) / partPx)
      return (
        picture.cells.find((cell) => {
          const [from, to] = range.bandOf(cell.band)
          return cell.part === part && py <= y(from) && py >= y(to)
        }) ?? null
      )
    },
  }
}
