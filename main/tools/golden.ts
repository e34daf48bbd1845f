/** Rewrites the expected files of all format samples; the diff is what a reviewer reads. */
import { spawnSync } from 'node:child_process'

const args = [
  'vitest',
  'run',
  '--config',
  'main/tools/test/vitest.config.ts',
  '--project',
  'engine',
  'main/formats/kit/formats.test.ts',
]
const { status } = spawnSync('npx', args, { stdio: 'inherit', shell: true, env: { ...process.env, BACKTRAIL_GOLDEN: '1' } })
process.exit(status ?? 1)
