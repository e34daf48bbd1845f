/** A host and those it talked to: who came on the left, whom it went to on the right, home hosts below. */
import type { CustomSeriesOption, EChartsOption } from 'echarts'
import type { Direction } from '../event'
import type { Theme } from '../theme'

export interface GraphPeer {
  ip: string
  direction: Direction
  sessions: number
  isNew: boolean
}

export interface PeerGraphInput {
  ip: string
  peers: readonly GraphPeer[]
  theme: Theme
}

/** Peers drawn on each side. Chosen: more cannot be read in the room there is; the table has them all. */
const MOST_A_SIDE = 6
const LEFT: readonly Direction[] = ['inbound', 'unknown', 'external']

export interface Placed extends GraphPeer {
  /** 0 left to 1 right, 0 top to 1 bottom. */
  x: number
  y: number
  side: 'from' | 'to' | 'inside'
}

const sideOf = ({ direction }: GraphPeer): Placed['side'] =>
  LEFT.includes(direction) ? 'from' : direction === 'outbound' ? 'to' : 'inside'

/** Shape: peers, in the order in which they matter → the first of each side, spread evenly; a peer that stands twice on a side counts once. */
export function placePeers(peers: readonly GraphPeer[]): Placed[] {
  return (['from', 'to', 'inside'] as const).flatMap((side) => {
    const own = peers.filter((peer) => sideOf(peer) === side)
    const shown = own.filter((peer, index) => own.findIndex(({ ip }) => ip === peer.ip) === index).slice(0, MOST_A_SIDE)
    return shown.map((peer, index) => {
      const along = (index + 0.5) / shown.length
      return side === 'inside'
        ? { ...peer, side, x: 0.12 + 0.76 * along, y: index % 2 === 0 ? 0.8 : 0.9 }
        : { ...peer, side, x: side === 'from' ? 0.2 : 0.8, y: 0.06 + 0.68 * along }
    })
  })
}

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>
type Element = ReturnType<RenderItem>
const CENTRE = { x: 0.5, y: 0.4 }

const dot = (x: number, y: number, r: number, fill: string, stroke: string) => ({
  type: 'circle' as const,
  shape: { cx: x, cy: y, r },
  style: { fill, stroke, lineWidth: 1.5 },
})
const label = (x: number, y: number, text: string, align: 'left' | 'right' | 'center', theme: Theme) => ({
  type: 'text' as const,
  style: {
    ...{ x, y, text, textAlign: align, textVerticalAlign: 'middle' as const },
    ...{ fill: theme.ink, font: '11px "JetBrains Mono", monospace' },
  },
})

/** Where the name of a peer stands beside its dot. */
const BESIDE = {
  from: { dx: -9, dy: 0, align: 'right' },
  to: { dx: 9, dy: 0, align: 'left' },
  inside: { dx: 0, dy: 13, align: 'center' },
} as const

type Point = readonly [x: number, y: number]

/** One peer: its line to the host, thicker with more sessions and dashed where it is new, its dot and its name. */
function drawnPeer({ ip, side, sessions, isNew }: Placed, [x, y]: Point, [cx, cy]: Point, theme: Theme): Element {
  const lineWidth = 1 + Math.min(3, Math.log10(Math.max(1, sessions)))
  const { dx, dy, align } = BESIDE[side]
  return {
    type: 'group',
    children: [
      {
        type: 'line',
        shape: { x1: x, y1: y, x2: cx, y2: cy },
        style: { stroke: theme.edge, lineWidth, lineDash: isNew ? [4, 3] : 'solid' },
      },
      dot(x, y, 4, isNew ? theme.pane : theme.mute, theme.mute),
      label(x + dx, y + dy, ip, align, theme),
    ],
  }
}

/** Shape: host, peers, theme → the whole option, a custom drawing on a grid without axes. */
export function peerGraph({ ip, peers, theme }: PeerGraphInput): EChartsOption {
  const placed = placePeers(peers)
  const renderItem: RenderItem = (params, api) => {
    const one = placed[params.dataIndex]
    const at = (x: number, y: number): Point => api.coord([x, y]) as [number, number]
    const centre = at(CENTRE.x, CENTRE.y)
    if (one !== undefined) return drawnPeer(one, at(one.x, one.y), centre, theme)
    const [cx, cy] = centre
    return { type: 'group', children: [dot(cx, cy, 6, theme.accent, theme.accent), label(cx, cy - 15, ip, 'center', theme)] }
  }
  /* The host last, so that it lies on the lines. */
  const data = [...placed.map(({ x, y }) => [x, y]), [CENTRE.x, CENTRE.y]]
  return {
    animation: false,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { show: false, type: 'value', min: 0, max: 1 },
    yAxis: { show: false, type: 'value', min: 0, max: 1, inverse: true },
    series: [{ type: 'custom', renderItem, silent: true, progressive: 0, data }],
  }
}
