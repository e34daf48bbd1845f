/** What the tests need beside the packages: Chromium and poppler's pdftotext. Installed where that is allowed, else one sentence. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say, Stop } from './say.mjs'

const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** @param {string} name @returns {string | null} */
function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {
      continue
    }
  }
  return null
}

/** Shape: → path of a Chromium, or null. BACKTRAIL_CHROMIUM wins. */
export const chromium = () => process.env.BACKTRAIL_CHROMIUM ?? CHROMIUMS.map(onPath).find((path) => path !== null) ?? null

const missing = () => [...(chromium() === null ? ['chromium'] : []), ...(onPath('pdftotext') === null ? ['poppler-utils'] : [])]

/** @param {string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' }).status === 0
}

export function requireTestPrograms() {
  const packages = missing()
  if (packages.length === 0) return
  const command = `apt-get install ${packages.join(' ')}`
  if (process.getuid?.() !== 0 || onPath('apt-get') === null) {
    throw new Stop(`The tests need ${packages.join(' and ')}: run \`sudo ${command}\`, then run \`npm test\` again.`)
  }
  say(`Installing ${packages.join(' and ')} …`)
  apt(['update', '-qq'])
  apt(['install', '-y', '-qq', '--no-install-recommends', ...packages])
  if (missing().length > 0)
    throw new Stop(
      `The tests need ${packages.join(' and ')}, and \`${command}\` did not bring them: install them, then run \`npm test\` again.`,
    )
}
