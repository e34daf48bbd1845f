/** Puts the colours of the chosen theme on <html> as CSS variables, and hands them out as values for canvases. */
import { FONTS, THEMES, type Theme, type ThemeName } from '#contract/theme'
import { useSettingsStore } from '../stores/settings'
import { computed, watchEffect } from 'vue'

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Shape: theme → CSS variable → value. */
export function themeVariables(theme: Theme): Record<string, string> {
  const { series, ...plain } = theme
  const named = Object.entries(plain).map(([name, value]) => [`--bt-${kebab(name)}`, value])
  const numbered = series.map((color, index) => [`--bt-series-${index + 1}`, color])
  const fonts = Object.entries(FONTS).map(([name, value]) => [`--bt-font-${name}`, value])
  return Object.fromEntries([...named, ...numbered, ...fonts])
}

/** Keep <html> in the chosen theme; called once, by the frame. */
export function useThemeOnPage() {
  const settings = useSettingsStore()
  watchEffect(() => {
    const root = document.documentElement
    root.dataset.theme = settings.theme
    for (const [name, value] of Object.entries(themeVariables(THEMES[settings.theme]))) root.style.setProperty(name, value)
  })
}

/** The colours of the present theme as values. */
export function useTheme() {
  const settings = useSettingsStore()
  const name = computed<ThemeName>(() => settings.theme)
  return { name, theme: computed(() => THEMES[name.value]) }
}
