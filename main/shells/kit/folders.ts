/** Where the platform wants settings, data and new cases to go; the same folders for every shell, so that all of them share one identity. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export interface Folders {
  configDir: string
  dataDir: string
  /** Where new cases and exports are offered to go. */
  home: string
}

type Environment = Record<string, string | undefined>

const given = (value: string | undefined, fallback: string): string =>
  value === undefined || value === '' ? fallback : resolve(value)

function platformFolders(platform: string, env: Environment, home: string): { config: string; data: string } {
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'Backtrail')
    return { config: join(support, 'Settings'), data: join(support, 'Data') }
  }
  if (platform === 'win32') {
    return {
      config: join(given(env['APPDATA'], join(home, 'AppData', 'Roaming')), 'Backtrail'),
      data: join(given(env['LOCALAPPDATA'], join(home, 'AppData', 'Local')), 'Backtrail'),
    }
  }
  return {
    config: join(given(env['XDG_CONFIG_HOME'], join(home, '.config')), 'backtrail'),
    data: join(given(env['XDG_DATA_HOME'], join(home, '.local', 'share')), 'backtrail'),
  }
}

/**
 * The folders of the person at this machine.
 *
 * Shape:  platform × environment × home folder → three absolute paths; nothing is made. BACKTRAIL_CONFIG_DIR and BACKTRAIL_DATA_DIR win.
 * Source: XDG Base Directory Specification 0.8; Apple File System Programming Guide; Windows known folders.
 */
export function folders(platform: string = process.platform, env: Environment = process.env, home: string = homedir()): Folders {
  const { config, data } = platformFolders(platform, env, home)
  const documents = join(home, 'Documents')
  return {
    configDir: given(env['BACKTRAIL_CONFIG_DIR'], config),
    dataDir: given(env['BACKTRAIL_DATA_DIR'], data),
    home: existsSync(documents) ? documents : home,
  }
}
