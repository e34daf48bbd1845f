import { describe, expect, it } from 'vitest'
import { folders } from './folders'

describe('folders of the person at this machine', () => {
  it.each([
    ['linux', {}, '/h/.config/backtrail', '/h/.local/share/backtrail'],
    ['linux', { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d' }, '/c/backtrail', '/d/backtrail'],
    ['darwin', {}, '/h/Library/Application Support/Backtrail/Settings', '/h/Library/Application Support/Backtrail/Data'],
    ['linux', { BACKTRAIL_CONFIG_DIR: '/x', BACKTRAIL_DATA_DIR: '/y' }, '/x', '/y'],
  ])('%s %o', (platform, env, configDir, dataDir) => {
    expect(folders(platform, env, '/h')).toEqual({ configDir, dataDir, home: '/h' })
  })
})
