/** `npm run soak`: what takes longer than the tests may. `npm run soak -- fuzz intake` runs only those. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { requireBuild } from './build.mjs'
import { requireNode, requirePackages, ROOT } from './ground.mjs'
import { run, Stop } from './say.mjs'

const MUTANTS = '20000'
const tsx = (...words) => [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), ...words]
const vitest = (config, ...words) => [
  join(ROOT, 'node_modules/vitest/vitest.mjs'),
  ...['run', '--config', `main/tools/test/${config}.config.ts`, ...words],
]

/** Name → what is run, and with what in the environment. */
const RUNS = {
  fuzz: { args: vitest('vitest', 'main/formats/kit/fuzz.test.ts'), env: { BACKTRAIL_MUTANTS: MUTANTS } },
  intake: { args: tsx('main/intake/bench/run.ts'), env: {} },
  queries: { args: tsx('main/queries/bench/run.ts'), env: {} },
  endurance: { args: vitest('soak'), env: {} },
}

/** @param {{args: string[], env: Record<string, string>}} what @returns {Promise<number>} */
const follow = ({ args, env }) =>
  new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit' })
    child.once('close', (status) => done(status ?? 1))
  })

run(async () => {
  requireNode()
  const wanted = process.argv.slice(2)
  const unknown = wanted.filter((name) => !(name in RUNS))
  if (unknown.length > 0)
    throw new Stop(`There is no run named ${unknown.join(', ')}; there are ${Object.keys(RUNS).join(', ')}.`, 2)
  await requirePackages()
  await requireBuild()
  const failed = []
  for (const [name, what] of Object.entries(RUNS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    process.stdout.write(`\n${name}\n`)
    if ((await follow(what)) !== 0) failed.push(name)
  }
  process.stdout.write(failed.length === 0 ? '\nall runs ended well\n' : `\nfailed: ${failed.join(', ')}\n`)
  return failed.length === 0 ? 0 : 1
})
