import { defineConfig } from 'vitest/config'

const HOUR_MS = 3_600_000

/** What is too long for every day: `*.soak.ts` beside the code. */
export default defineConfig({
  root: new URL('../../..', import.meta.url).pathname,
  test: {
    environment: 'node',
    include: ['main/**/*.soak.ts'],
    testTimeout: HOUR_MS,
    hookTimeout: HOUR_MS,
    maxWorkers: 1,
  },
})
