/** Commands of the frame: palette, help, theme, density, zone. */
import { defineCommands } from './kit'

export const commands = defineCommands(
  {
    id: 'view.palette',
    title: 'Search commands',
    group: 'view',
    keys: 'mod+k',
    run: ({ frame }) => (frame.paletteOpen = !frame.paletteOpen),
  },
  {
    id: 'view.theme',
    title: 'Switch between dark and light',
    group: 'view',
    words: 'theme color',
    run: ({ settings }) => settings.toggleTheme(),
  },
  {
    id: 'view.system-theme',
    title: 'Follow the theme of the system',
    group: 'view',
    words: 'dark light',
    run: ({ settings }) => (settings.themeChoice = 'system'),
  },
  {
    id: 'view.density',
    title: 'Switch between dense and roomy rows',
    group: 'view',
    words: 'compact comfortable density',
    run: ({ settings }) => settings.toggleDensity(),
  },
  {
    id: 'view.zone',
    title: 'Show times in UTC or in the zone of the case',
    group: 'view',
    keys: 'z',
    words: 'time zone',
    run: ({ settings }) => settings.toggleZone(),
  },
  {
    id: 'help.keyboard',
    title: 'Keyboard',
    group: 'help',
    keys: '?',
    words: 'shortcuts keys help',
    run: ({ frame }) => (frame.helpOpen = !frame.helpOpen),
  },
)
