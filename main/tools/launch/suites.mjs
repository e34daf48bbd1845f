/** The suites of `npm test`: how each is run and how its tests are counted. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './ground.mjs'
import { say } from './say.mjs'

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

const RESULTS = join(ROOT, 'node_modules/.cache/test-results')
const bin = (path) => join(ROOT, 'node_modules', path)

/** @param {string[]} args @param {'inherit' | 'pipe'} output @param {Record<string, string>} [env] @returns {Promise<{status: number, text: string}>} */
function node(args, output, env = {}) {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', output, output] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (text += part))
  return new Promise((done) => child.once('close', (status) => done({ status: status ?? 1, text })))
}

/** A suite that passes or fails as a whole; its words are shown only when it fails. */
const whole = (name, args) => ({
  name,
  run: async () => {
    const { status, text } = await node(args, 'pipe')
    if (status !== 0) say(text.trimEnd())
    return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 }
  },
})

/** A suite that writes its counts as JSON. A run that failed without a failed test (a crash, an unhandled error) counts as one failure. */
const counted = (name, args, env, count) => ({
  name,
  run: async () => {
    const file = join(RESULTS, `${name}.json`)
    mkdirSync(dirname(file), { recursive: true })
    rmSync(file, { force: true })
    const { status } = await node(args(file), 'inherit', env(file))
    const counts = readCounts(file, count)
    const silent = counts.passed + counts.failed === 0 || (status !== 0 && counts.failed === 0)
    return silent ? { ...counts, failed: 1 } : counts
  },
})

/** @param {string} file @param {(report: any) => Counts} count @returns {Counts} */
function readCounts(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

const vitestCounts = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
})
const playwrightCounts = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
})

const nothing = () => ({})
const vitest = (file) => [
  bin('vitest/vitest.mjs'),
  ...['run', '--config', 'main/tools/test/vitest.config.ts', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
]
const playwright = () => [bin('@playwright/test/cli.js'), 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json']

/** Suites of one group run side by side; groups run one after the other. */
export const GROUPS = [
  [
    whole('types', [bin('vue-tsc/bin/vue-tsc.js'), '--build', '--force']),
    whole('lint', [
      bin('eslint/bin/eslint.js'),
      '--config',
      'main/tools/lint/eslint.config.mjs',
      'main',
      'preload',
      'renderer',
      'e2e',
    ]),
    whole('format', [bin('prettier/bin/prettier.cjs'), '--check', 'main', 'preload', 'renderer', 'e2e', '--log-level', 'warn']),
  ],
  [counted('unit', vitest, nothing, vitestCounts)],
  [counted('e2e', playwright, (file) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: file }), playwrightCounts)],
  [whole('package', ['main/tools/package/package.mjs'])],
]
