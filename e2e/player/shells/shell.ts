/** What a story needs of a shell, whichever it is. */
import type { Page } from '@playwright/test'
import type { RunningChromium } from '../chromium'
import type { Place } from '../place'

export type ShellKind = 'standin' | 'browser' | 'electron'

export interface RunningShell {
  kind: ShellKind
  page: Page
  /** Whether files are chosen in native dialogs (answered ahead) or in the page's own path browser. */
  dialogs: 'native' | 'page'
  /** The next native dialog gives these paths; [] cancels. */
  answerDialog(paths: string[]): Promise<void>
  /** Files of these paths may be dropped or picked in the page by their names. */
  knowFiles(paths: string[]): Promise<void>
  /** What the shell and its engine printed so far. */
  output(): string
  /** End the engine's process as a crash would. */
  killEngine(): void
  stop(): Promise<void>
}

export interface ShellOptions {
  place: Place
  chromium: () => Promise<RunningChromium>
  /** Folder of the built app. */
  appDir: string
}
