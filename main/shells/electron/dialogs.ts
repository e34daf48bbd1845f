/** The platform's own dialogs. */
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { OpenRequest, SaveRequest } from '../../engine/host'

const PROPERTIES: Record<OpenRequest['what'], OpenDialogOptions['properties']> = {
  files: ['openFile', 'multiSelections', 'showHiddenFiles'],
  folder: ['openDirectory', 'createDirectory', 'showHiddenFiles'],
  case: ['openDirectory'],
  bundle: ['openFile'],
}
const BUNDLES = [
  { name: 'Backtrail bundle', extensions: ['btz', 'age'] },
  { name: 'All files', extensions: ['*'] },
]

/** Shape: request → paths, or null where the person cancelled. */
export async function pickOpen(window: BrowserWindow, { title, what }: OpenRequest): Promise<string[] | null> {
  const filters = what === 'bundle' ? BUNDLES : undefined
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, properties: PROPERTIES[what], filters })
  return canceled || filePaths.length === 0 ? null : filePaths
}

/** Shape: request → one path in a list, or null where the person cancelled. */
export async function pickSave(window: BrowserWindow, { title, suggested }: SaveRequest): Promise<string[] | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title, defaultPath: suggested })
  return canceled || filePath === '' ? null : [filePath]
}
