/** Where this installation lies: the folder of its package.json, whatever file of the build asks. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Find the folder of the nearest package.json above a folder.
 *
 * Shape:  folder of the asking module → absolute path of the installation.
 * Errors: plain Error where no package.json lies above: the installation is torn.
 */
// WHY: shared code of several entries is bundled into out/main/chunks/, so a path relative to the asking module points elsewhere after a build.
export function appRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(folder) === folder) throw new Error(`no package.json above ${from}`)
  }
}

/** Shape: root of an installation → its version, as package.json says. */
export function versionOf(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return version
}
