/** What a person set for themselves: theme, density, zone of times. Kept in this browser, not in the case. */
import { usePreferredDark, useStorage } from '@vueuse/core'
import type { ThemeName } from '#contract/theme'
import { defineStore } from 'pinia'
import { computed } from 'vue'

export type ThemeChoice = ThemeName | 'system'
export type ZoneChoice = 'utc' | 'case'
export type Density = 'compact' | 'comfortable'

export const useSettingsStore = defineStore('settings', () => {
  const themeChoice = useStorage<ThemeChoice>('backtrail.theme', 'system')
  const density = useStorage<Density>('backtrail.density', 'comfortable')
  const zoneChoice = useStorage<ZoneChoice>('backtrail.zone', 'utc')
  const prefersDark = usePreferredDark()
  const theme = computed<ThemeName>(() =>
    themeChoice.value === 'system' ? (prefersDark.value ? 'dark' : 'light') : themeChoice.value,
  )
  /** Height of a table row. */
  const rowPx = computed(() => (density.value === 'compact' ? 24 : 28))

  function toggleTheme() {
    themeChoice.value = theme.value === 'dark' ? 'light' : 'dark'
  }
  function toggleZone() {
    zoneChoice.value = zoneChoice.value === 'utc' ? 'case' : 'utc'
  }
  function toggleDensity() {
    density.value = density.value === 'compact' ? 'comfortable' : 'compact'
  }
  return { themeChoice, theme, density, rowPx, zoneChoice, toggleTheme, toggleZone, toggleDensity }
})
