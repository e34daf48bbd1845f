/** The Electron shell on real Electron. */
import { _electron } from '@playwright/test'
import { electronBinary } from '../electron-binary'
import type { RunningShell, ShellOptions } from './shell'

/** Shape: place and app → the workbench in its real window. */
export async function startElectron({ place, appDir }: ShellOptions): Promise<RunningShell> {
  const executablePath = electronBinary() ?? undefined
  // WHY: NODE_OPTIONS reaches Electron's own main process too, which refuses most of them.
  const { NODE_OPTIONS: _guard, ...rest } = place.env
  const env = Object.fromEntries(Object.entries(rest).filter((pair): pair is [string, string] => pair[1] !== undefined))
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({ executablePath, args: [...root, appDir], cwd: place.home, env })
  const page = await app.firstWindow()
  return {
    kind: 'electron',
    page,
    dialogs: 'native',
    answerDialog: (filePaths) =>
      app.evaluate(({ dialog }, paths) => {
        const canceled = paths.length === 0
        dialog.showOpenDialog = () => Promise.resolve({ canceled, filePaths: paths })
        dialog.showSaveDialog = () => Promise.resolve({ canceled, filePath: paths[0] ?? '' })
      }, filePaths),
    knowFiles: () => Promise.resolve(),
    output: () => '',
    killEngine: () => {
      throw new Error('Not played on real Electron')
    },
    stop: () => app.close(),
  }
}
