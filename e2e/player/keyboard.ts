/** The investigator without a mouse: keys alone; after each of them the focus is somewhere, and can be seen there. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import type { App } from './app'

const SEEN = 'the focus is seen'
/** More than any view has of what Tab stops at. */
const MOST_STOPS = 150
/** Setting a report or packing a bundle on a busy machine. */
const WRITING_MS = 60_000

/** Shape: in the page → `SEEN`, or what is wrong with the focus. */
function focusSays(seen: string): string {
  const held = document.activeElement as HTMLElement | null
  if (held === null || held === document.body) return 'nothing has the focus'
  const { left, top, right, bottom, width, height } = held.getBoundingClientRect()
  const isOnScreen = width > 0 && height > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight
  const isDrawn = (element: Element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0
  }
  const hasCaret = held.matches('input:not([type=checkbox]), textarea, [contenteditable=true]')
  const shows =
    isDrawn(held) || hasCaret || held.dataset['highlighted'] !== undefined || getComputedStyle(held, '::after').content !== 'none'
  if (isOnScreen && shows) return seen
  return `${isOnScreen ? 'not drawn' : 'not on screen'}: ${held.outerHTML.slice(0, 200)}`
}

/** Shape: in the page, what is wanted → the key that leads towards it; null where it has the focus. */
function stepTowards(wanted: Element): string | null {
  if (document.activeElement === wanted) return null
  const isBefore = wanted.compareDocumentPosition(document.activeElement!) & Node.DOCUMENT_POSITION_FOLLOWING
  return isBefore ? 'Shift+Tab' : 'Tab'
}

export class Keyboard {
  readonly #app: App
  readonly #page: Page

  constructor(app: App) {
    this.#app = app
    this.#page = app.page
  }

  /** Press a key, several times where asked. */
  async presses(key: string, times = 1): Promise<void> {
    for (let n = 0; n < times; n += 1) await this.#page.keyboard.press(key)
    await this.#app.settles()
    await this.seesFocus()
  }

  async writes(text: string): Promise<void> {
    await this.#page.keyboard.type(text)
    await this.seesFocus()
  }

  /** Tab, or Shift and Tab, to something by role and name; `within` narrows where it is looked for. */
  async walksTo(
    role: Parameters<Page['getByRole']>[0],
    name: string | RegExp,
    within: Page | Locator = this.#page,
  ): Promise<void> {
    const wanted = within.getByRole(role, { name, exact: typeof name === 'string' }).first()
    await expect(wanted).toBeVisible()
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      const step = await wanted.evaluate(stepTowards)
      if (step === null) return
      await this.#page.keyboard.press(step)
      await this.seesFocus()
    }
    throw new Error(`Tab does not lead to ${role} ${name}`)
  }

  /** Tab to a button and press it. */
  async chooses(name: string | RegExp, within?: Page | Locator): Promise<void> {
    await this.walksTo('button', name, within)
    await this.presses('Enter')
  }

  /** Fails where no person could tell what the next key would reach. */
  async seesFocus(): Promise<void> {
    await expect.poll(() => this.#page.evaluate(focusSays, SEEN)).toBe(SEEN)
  }

  /** Do what asks for a file to write, and name it; it goes into the person's home. */
  async saves(fileName: string, ask: () => Promise<void>): Promise<string> {
    const path = join(this.#app.place.home, fileName)
    const { shell } = this.#app
    await shell.answerDialog([path])
    await ask()
    if (shell.dialogs === 'page') {
      await this.walksTo('textbox', 'File name')
      await this.presses('Control+A')
      await this.writes(fileName)
      await this.#page.keyboard.press('Enter')
    }
    await expect.poll(() => existsSync(path), { timeout: WRITING_MS }).toBe(true)
    await this.#app.settles()
    await this.seesFocus()
    return path
  }
}
