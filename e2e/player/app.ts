/** The investigator's hands: what a person does in the workbench, in words; every action ends when the workbench has settled. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import type { Place } from './place'
import type { RunningShell } from './shells/shell'

const OWN = /^(https?:\/\/127\.0\.0\.1:|http:\/\/workbench\.app\.localhost\/|app:\/\/workbench\/|data:|blob:|about:)/

/** Making the sample case on a busy machine. */
const MAKING_MS = 120_000
/** Setting a report or packing a bundle on a busy machine. */
const WRITING_MS = 60_000

export class App {
  readonly page: Page
  readonly #shell: RunningShell
  #requests: string[] = []
  readonly #errors: string[] = []

  constructor(
    shell: RunningShell,
    readonly place: Place,
  ) {
    this.#shell = shell
    this.page = shell.page
    this.page.on('request', (request) => this.#requests.push(request.url()))
    this.page.on('websocket', (socket) => this.#requests.push(socket.url().replace(/^ws/, 'http')))
    this.page.on('pageerror', (error) => this.#errors.push(error.message))
  }

  get shell(): RunningShell {
    return this.#shell
  }

  /** Addresses outside the workbench that the page asked for. */
  foreignRequests(): string[] {
    return this.#requests.filter((url) => !OWN.test(url))
  }

  /** The story itself sent the page there, and saw that it did not get there. */
  forgivesRequests(pattern: RegExp): void {
    this.#requests = this.#requests.filter((url) => !pattern.test(url))
  }

  pageErrors(): string[] {
    return this.#errors
  }

  /** Wait until no question is open. */
  async settles(withinMs?: number): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-settled', 'true', { timeout: withinMs })
  }

  /** A region, dialog, button… by the name that a screen reader gives it. */
  sees(role: Parameters<Page['getByRole']>[0], name: string | RegExp): Locator {
    return this.page.getByRole(role, { name })
  }

  /** Press a button that opens a question: the workbench settles only once that is answered. */
  async asks(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click()
  }

  async presses(name: string | RegExp): Promise<void> {
    await this.asks(name)
    await this.settles()
  }

  /** Open a sample case from the first page; the first time it is made, which takes a while. */
  async opens(title: string): Promise<void> {
    const sample = this.page
      .locator('section, article, li, div')
      .filter({ hasText: title })
      .getByRole('button', { name: 'Open sample' })
    await sample.last().click()
    await this.hasOpened(title)
  }

  /** Open a case that was opened on this machine before, by the command line too. */
  async opensRecent(title: string): Promise<void> {
    await this.page.reload()
    await this.settles()
    await this.page.getByRole('region', { name: 'Recent' }).getByRole('button', { name: title }).click()
    await this.hasOpened(title)
  }

  async hasOpened(title: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible({ timeout: MAKING_MS })
    await this.settles(MAKING_MS)
  }

  /** A view, by the name it has in the rail. */
  async goesTo(view: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click()
    await this.settles()
  }

  /** How far back from the last event: `24 h`, `7 d`, `25 d`, `all`. */
  async looksBack(window: string): Promise<void> {
    const windows = this.page
      .getByRole('radiogroup', { name: /Time window/ })
      .or(this.page.getByRole('group', { name: /Time window/ }))
    await windows.getByText(window, { exact: true }).click()
    await this.settles()
  }

  /** Write a filter and send it. */
  async filters(query: string): Promise<void> {
    const line = this.page.getByRole('search').getByRole('combobox', { name: 'Filter' })
    await line.click()
    await line.pressSequentially(query)
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press('Enter')
    await this.settles()
  }

  async clearsFilters(): Promise<void> {
    await this.presses('Remove all filters')
  }

  /** The values of a pivot panel with their counts, in the order shown. */
  async reads(panel: string): Promise<Record<string, number>> {
    const rows = this.page.getByRole('list', { name: panel, exact: true }).getByRole('listitem')
    await expect(rows.first()).toBeVisible()
    const texts = await rows.evaluateAll((items) =>
      items.map((item) => (item as HTMLElement).innerText.split('\n').map((part) => part.trim())),
    )
    return Object.fromEntries(
      texts.map((parts) => [parts[0]!, Number(parts.find((part) => /^[\d,. ]+$/.test(part))?.replace(/[^\d]/g, ''))]),
    )
  }

  /** Number of events in view. */
  async counts(): Promise<number> {
    const shown = this.page.getByTestId('events-in-view').locator('b')
    await expect(shown).toHaveText(/\d/)
    return Number((await shown.innerText()).replace(/\D/g, ''))
  }

  /** Open the first event of the table whose row holds a text. */
  async picks(rowText: string | RegExp): Promise<void> {
    await this.page.getByRole('grid', { name: 'Events' }).getByRole('row').filter({ hasText: rowText }).first().click()
    await this.settles()
  }

  /** Open the first detection whose title holds a text. */
  async opensDetection(title: RegExp): Promise<void> {
    await this.page.getByRole('grid', { name: 'Detections' }).getByRole('row').filter({ hasText: title }).first().click()
    await this.settles()
  }

  /** Cite the event that is open into a new finding. */
  async cites(title: string): Promise<void> {
    await this.page.getByTestId('event-pane').getByRole('button', { name: /^Cite/ }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Cite' })
    await dialog.getByLabel('Title of the finding').fill(title)
    await dialog.getByRole('button', { name: 'Cite' }).click()
    await expect(dialog).toBeHidden()
    await this.settles()
  }

  /** Do what asks for a file to write, and name it; it goes into the person's home. */
  async saves(fileName: string, ask: () => Promise<void>): Promise<string> {
    const path = join(this.place.home, fileName)
    await this.#shell.answerDialog([path])
    await ask()
    if (this.#shell.dialogs === 'page') {
      const browser = this.page.getByRole('dialog').filter({ has: this.page.getByLabel('File name') })
      await browser.getByLabel('File name').fill(fileName)
      await browser.getByRole('button', { name: 'Save here' }).click()
      await expect(browser).toBeHidden()
    }
    await expect.poll(() => existsSync(path), { timeout: WRITING_MS }).toBe(true)
    await this.settles()
    return path
  }

  /** The raw record of the event that is open, checked against its file. */
  async rawLine(): Promise<string> {
    const pane = this.page.getByTestId('event-pane')
    await expect(pane.getByText('verified', { exact: false }).first()).toBeVisible()
    return pane.locator('[aria-current] [data-raw]').innerText()
  }

  /** Run a command of the palette. */
  async commands(words: string): Promise<void> {
    await this.page.keyboard.press('Control+K')
    const palette = this.page.getByRole('dialog')
    await palette.getByRole('combobox').or(palette.getByRole('textbox')).first().fill(words)
    await this.page.keyboard.press('Enter')
    await this.settles()
  }

  /** Ask for a bundle of the case that is open. */
  async writesBundle(): Promise<void> {
    await this.asks(/^Write bundle/)
    await this.page
      .getByRole('dialog', { name: 'Bundle' })
      .getByRole('button', { name: /^Write bundle/ })
      .click()
  }

  /** Do what asks for a bundle, and choose one that lies in the person's home. */
  async choosesBundle(fileName: string, ask: () => Promise<void>): Promise<void> {
    await this.#shell.answerDialog([join(this.place.home, fileName)])
    await ask()
    if (this.#shell.dialogs !== 'page') return
    const browser = this.page.getByRole('dialog').filter({ has: this.page.getByRole('button', { name: 'Choose bundle' }) })
    await browser.getByText(fileName, { exact: true }).click()
    await browser.getByRole('button', { name: 'Choose bundle' }).click()
  }

  /** Open a bundle that lies in the person's home as a case of its own, after its check. */
  async opensBundle(fileName: string): Promise<void> {
    const open = this.page.getByText('Open a bundle', { exact: true }).locator('xpath=ancestor::*[.//button][1]')
    await this.choosesBundle(fileName, () => open.getByRole('button').click())
    const dialog = this.page.getByRole('dialog', { name: 'Open bundle' })
    await expect(dialog.getByText('Everything is as it was signed')).toBeVisible({ timeout: WRITING_MS })
    await dialog.getByLabel('New case folder').fill(join(this.place.home, 'received.case'))
    await dialog.getByRole('button', { name: 'Open as a case' }).click()
    await expect(dialog).toBeHidden({ timeout: MAKING_MS })
    await this.settles()
  }
}
