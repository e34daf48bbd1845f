/** `npm run -s backtrail -- …`: the command line out of a checkout; built first where that is needed, with the build's words on stderr. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isFresh, requireBuild } from './build.mjs'
import { requireNode, requirePackages, ROOT } from './ground.mjs'
import { run } from './say.mjs'

run(async () => {
  requireNode()
  if (!isFresh()) {
    await requirePackages()
    await requireBuild()
  }
  // WHY: run in this process; the command line reads its words from process.argv and sets the exit status itself.
  await import(pathToFileURL(join(ROOT, 'out/main/cli.js')).href)
  return process.exitCode
})
