/** Whether everybody can use what is on screen: the rules of axe, in the dark and the light theme. */
import type { Page } from '@playwright/test'
import axe from 'axe-core'

export const THEMES = ['dark', 'light'] as const
export type Theme = (typeof THEMES)[number]

/** One broken rule at one place, in words. */
export type Barrier = string

/** WHY: an open list or menu stands beside the landmarks, and hides them while it is open. */
const ALL = {
  rules: Object.fromEntries(['region', 'landmark-one-main', 'page-has-heading-one'].map((rule) => [rule, { enabled: false }])),
}
/** WHY: between themes nothing changes but colours; names and roles are looked at once. */
const RULES: Record<Theme, axe.RunOptions> = { dark: ALL, light: { runOnly: ['color-contrast', 'link-in-text-block'] } }

/** The person's system asks for a theme; the workbench follows it. */
export async function inTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.locator(`html[data-theme="${theme}"]`).waitFor()
}

async function barriersNow(
  page: Page,
  theme: Theme,
  within: string,
): Promise<{ rule: string; impact: string; help: string; places: string[] }[]> {
  // WHY: read into the page as the test's own, since the page itself may load nothing from elsewhere.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(
    async ([place, options]) => {
      const { violations } = await window.axe.run(place, { resultTypes: ['violations'], ...options })
      return violations.map(({ id, impact, help, nodes }) => ({
        rule: id,
        impact: impact ?? 'minor',
        help,
        places: nodes.map(
          (node) =>
            `${node.target.join(' ')} ${node.html.slice(0, 160)} ${[...node.any, ...node.all, ...node.none].map(({ message }) => message).join('; ')}`,
        ),
      }))
    },
    [within, RULES[theme]] as const,
  )
}

/** Shape: page, and a selector of the part that is new → what of it breaks a rule of any weight, by theme; [] where nothing does. */
export async function barriers(page: Page, within = 'html'): Promise<Barrier[]> {
  const found: Barrier[] = []
  for (const theme of THEMES) {
    await inTheme(page, theme)
    for (const { rule, impact, help, places } of await barriersNow(page, theme, within))
      found.push(...places.map((place) => `${theme} ${impact} ${rule} (${help}): ${place}`))
  }
  return found
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
