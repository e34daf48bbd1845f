/** `npm test`: every check there is, one line a suite, and the sum as the last line. `npm test -- unit e2e` runs only those. */
import { requireBuild } from './build.mjs'
import { requireNode, requirePackages } from './ground.mjs'
import { run, Stop } from './say.mjs'
import { GROUPS } from './suites.mjs'
import { requireTestPrograms } from './test-ground.mjs'

const MILLIS_PER_SECOND = 1000
const inWords = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`

async function timed({ name, run: runSuite }) {
  const started = Date.now()
  const counts = await runSuite()
  return { name, counts, seconds: Math.round((Date.now() - started) / MILLIS_PER_SECOND) }
}

/** @param {string[]} wanted */
function groupsOf(wanted) {
  const names = GROUPS.flat().map(({ name }) => name)
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new Stop(`There is no suite named ${unknown.join(', ')}; there are ${names.join(', ')}.`, 2)
  return GROUPS.map((group) => group.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
}

run(async () => {
  requireNode()
  const groups = groupsOf(process.argv.slice(2))
  await requirePackages()
  requireTestPrograms()
  await requireBuild()
  const results = []
  for (const group of groups) results.push(...(await Promise.all(group.map(timed))))
  for (const { name, counts, seconds } of results) process.stdout.write(`${name.padEnd(8)} ${inWords(counts)} (${seconds} s)\n`)
  const sum = (key) => results.reduce((total, { counts }) => total + counts[key], 0)
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
  process.stdout.write(`${inWords(total)}\n`)
  return total.failed === 0 ? 0 : 1
})
