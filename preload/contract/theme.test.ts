import { describe, expect, it } from 'vitest'
import { THEMES, THEME_NAMES, TLP_COLORS, contrastRatio, type Theme } from './theme'

const TEXT = ['ink', 'mute', 'faint', 'accent', 'good', 'warn', 'bad'] as const
const SURFACES = ['ground', 'pane', 'raise', 'accentGround'] as const

const tooWeak = (theme: Theme) =>
  TEXT.flatMap((text) =>
    SURFACES.map((surface) => ({ text, surface, ratio: contrastRatio(theme[text], theme[surface]) })),
  ).filter(({ ratio }) => ratio < 4.5)

describe.each(THEME_NAMES)('theme %s', (name) => {
  const theme = THEMES[name]

  it('keeps 4.5:1 for every text on every surface', () => {
    expect(tooWeak(theme)).toEqual([])
  })

  it('keeps 4.5:1 on solid accent and for bad news on its own ground', () => {
    expect(contrastRatio(theme.onAccent, theme.accent)).toBeGreaterThanOrEqual(4.5)
    expect(contrastRatio(theme.bad, theme.badGround)).toBeGreaterThanOrEqual(4.5)
  })

  it('keeps 3:1 for marks and control borders on ground and pane', () => {
    const marks = [...theme.series, theme.other, theme.edge]
    const weak = marks.filter((mark) => contrastRatio(mark, theme.ground) < 3 || contrastRatio(mark, theme.pane) < 3)
    expect(weak).toEqual([])
  })

  it('gives no series colour twice', () => {
    expect(new Set(theme.series).size).toBe(theme.series.length)
  })
})

it('keeps 4.5:1 for every protocol mark on its black label', () => {
  expect(Object.values(TLP_COLORS).filter((color) => contrastRatio(color, '#000000') < 4.5)).toEqual([])
})
