/** A folder of a story's own: home, settings, data, and the environment of the processes that run in it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Place {
  /** Home of the story's person, and its working folder. */
  home: string
  env: NodeJS.ProcessEnv
  /** What any process of the app tried to reach beyond this machine. */
  networkSeen(): string[]
  remove(): void
}

/** Shape: → a fresh place. */
export function makePlace(): Place {
  const root = mkdtempSync(join(tmpdir(), 'backtrail-story-'))
  const home = join(root, 'home')
  const seen = join(root, 'network-seen')
  mkdirSync(home)
  const guard = new URL('./no-network.mjs', import.meta.url).href
  const env = {
    ...process.env,
    HOME: home,
    USERPROFILE: home,
    BACKTRAIL_CONFIG_DIR: join(root, 'settings'),
    BACKTRAIL_DATA_DIR: join(root, 'data'),
    BACKTRAIL_NETWORK_SEEN: seen,
    NODE_OPTIONS: `--import ${guard}`,
    TZ: 'UTC',
  }
  return {
    home,
    env,
    networkSeen: () => (existsSync(seen) ? readFileSync(seen, 'utf8').trim().split('\n') : []),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}
