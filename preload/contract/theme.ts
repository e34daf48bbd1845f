/**
 * Colours and type of the product, dark and light: the page sets them as CSS variables, charts and the report read them as values.
 *
 * Every text colour keeps 4.5:1 on every surface it may stand on, every mark 3:1 on the ground of a chart (theme.test.ts).
 */

export const THEME_NAMES = ['dark', 'light'] as const
export type ThemeName = (typeof THEME_NAMES)[number]

/** Surfaces, text, states; `series` are the categorical colours in the order they are given out. */
export interface Theme {
  /** Ground of the page and of charts. */
  ground: string
  /** Bars, panels, drawers. */
  pane: string
  /** Chips, buttons, hovered rows. */
  raise: string
  line: string
  /** Borders of controls: 3:1 on every surface. */
  edge: string
  ink: string
  mute: string
  faint: string
  accent: string
  /** Ground of what is selected. */
  accentGround: string
  /** Text on a solid accent. */
  onAccent: string
  good: string
  warn: string
  bad: string
  badGround: string
  /** Evidence covers this span · covers part of it · should and does not. */
  covered: string
  partial: string
  absent: string
  series: readonly string[]
  /** Whatever is summed up as “other”. */
  other: string
  shadow: string
}

/** Source: Okabe & Ito, Color Universal Design (2008), lightened or darkened until each keeps 3:1 on its ground. */
export const THEMES: Record<ThemeName, Theme> = {
  dark: {
    ground: '#0d1117',
    pane: '#121821',
    raise: '#1a2330',
    line: '#232d3a',
    edge: '#667688',
    ink: '#d9e1ea',
    mute: '#9aa8b9',
    faint: '#8c9bad',
    accent: '#6cb2f0',
    accentGround: '#16324a',
    onAccent: '#08131d',
    good: '#4cc095',
    warn: '#eaaa3f',
    bad: '#f58c7d',
    badGround: '#3a1d1d',
    covered: '#2f7d5b',
    partial: '#a5832b',
    absent: '#7d4a56',
    series: ['#5cb8e8', '#e5a02b', '#2fa37c', '#cf86b4', '#e06b3c', '#8496e0', '#d8cb52', '#4fc1bd'],
    other: '#6b7a8c',
    shadow: '0 8px 28px rgb(0 0 0 / 55%), 0 1px 3px rgb(0 0 0 / 45%)',
  },
  light: {
    ground: '#f6f7f9',
    pane: '#ffffff',
    raise: '#eef2f6',
    line: '#dde3ea',
    edge: '#7d8a99',
    ink: '#1b2430',
    mute: '#51606f',
    faint: '#5c6a7a',
    accent: '#0a5da6',
    accentGround: '#deecf9',
    onAccent: '#ffffff',
    good: '#0a6b4c',
    warn: '#835600',
    bad: '#b03324',
    badGround: '#fbe9e6',
    covered: '#6bb894',
    partial: '#c99a1e',
    absent: '#c08088',
    series: ['#1f84b8', '#b97a00', '#0d7d59', '#a6568a', '#c24a1b', '#4f63b5', '#8a7d00', '#0f7f7b'],
    other: '#75828f',
    shadow: '0 8px 28px rgb(20 30 45 / 18%), 0 1px 3px rgb(20 30 45 / 12%)',
  },
}

export const FONTS = {
  sans: "'Inter Variable', Inter, system-ui, sans-serif",
  mono: "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace",
} as const

/**
 * Colours of the Traffic Light Protocol marks.
 *
 * Source: FIRST, TLP 2.0 (2022): text colours on black.
 */
export const TLP_COLORS: Record<string, string> = {
  'TLP:RED': '#ff2b2b',
  'TLP:AMBER+STRICT': '#ffc000',
  'TLP:AMBER': '#ffc000',
  'TLP:GREEN': '#33ff00',
  'TLP:CLEAR': '#ffffff',
}

const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

/** Shape: `#rrggbb` → relative luminance 0–1. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/**
 * How strongly two colours differ.
 *
 * Shape:  two `#rrggbb` → 1 (same) … 21 (black on white).
 * Source: WCAG 2.2, definition of contrast ratio.
 */
export function contrastRatio(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}
