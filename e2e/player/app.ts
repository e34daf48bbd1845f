/** The investigator's hands: what a person does in the workbench, in words; every action ends when the workbench has settled. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Place } from './place'
import type { RunningShell } from './shells/shell'

const OWN = /^(https?:\/\/127\.0\.0\.1:|http:\/\/workbench\.app\.localhost\/|app:\/\/workbench\/|data:|blob:|about:)/

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
  async settles(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-settled', 'true')
  }

  /** A region, dialog, button… by the name that a screen reader gives it. */
  sees(role: Parameters<Page['getByRole']>[0], name: string | RegExp): Locator {
    return this.page.getByRole(role, { name })
  }

  async presses(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click()
    await this.settles()
  }
}
