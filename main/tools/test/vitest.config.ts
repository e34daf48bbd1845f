import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  root: new URL('../../..', import.meta.url).pathname,
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'engine',
          environment: 'node',
          include: ['main/**/*.test.ts', 'preload/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'workbench', environment: 'happy-dom', include: ['renderer/**/*.test.ts'], testTimeout: 20_000 },
      },
    ],
    maxWorkers: 2,
  },
})
