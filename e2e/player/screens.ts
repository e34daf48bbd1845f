/** Pictures of what is on screen, in both themes on a small and a large screen; kept beside the results, not in the project. */
import { join } from 'node:path'
import type { TestInfo } from '@playwright/test'
import type { App } from './app'
import { inTheme, THEMES } from './audit'

const SCREENS = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]

/** Shape: app and name → `views/THEME-WIDTHxHEIGHT/NAME.png` in the folder of results, four files. */
export async function pictures(app: App, name: string, { project }: TestInfo): Promise<void> {
  for (const size of SCREENS) {
    await app.page.setViewportSize(size)
    for (const theme of THEMES) {
      await inTheme(app.page, theme)
      await app.settles()
      const folder = `${theme}-${size.width}x${size.height}`
      await app.page.screenshot({ path: join(project.outputDir, 'views', folder, `${name}.png`) })
    }
  }
}
