/** Builds the three processes into out/: main (every shell's entries), preload, renderer. Works offline and without the Electron binary. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const ROOT = resolve(import.meta.dirname, '../../..')
const at = (path: string): string => join(ROOT, path)
/** Where the build goes; the launcher builds beside `out` and moves the whole into place, so that nobody runs half a build. */
const OUT = resolve(ROOT, process.env['BACKTRAIL_BUILD_OUT'] ?? 'out')

/** Entry name in out/main → source. */
const ENTRIES = {
  electron: 'main/shells/electron/main.ts',
  engine: 'main/shells/electron/engine-process.ts',
  server: 'main/shells/loopback/main.ts',
  cli: 'main/shells/cli/main.ts',
  'intake-worker': 'main/intake/worker.ts',
  'sql-cell': 'main/sql-cell/process.ts',
}
const present = Object.fromEntries(
  Object.entries(ENTRIES)
    .map(([name, path]) => [name, at(path)] as const)
    .filter(([, path]) => existsSync(path)),
)

const hasPage = existsSync(at('renderer/main.ts'))

export default defineConfig({
  main: {
    root: ROOT,
    publicDir: false,
    build: {
      // WHY: the same files run in Electron's Node 24 and, for the server and the command line, in the oldest Node that is supported.
      target: 'node20.19',
      outDir: join(OUT, 'main'),
      emptyOutDir: true,
      minify: false,
      sourcemap: false,
      externalizeDeps: true,
      rolldownOptions: {
        input: present,
        // WHY: the bindings come with @duckdb/node-api, so they are not named in package.json and would be bundled.
        external: [/^@duckdb\//],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    root: ROOT,
    publicDir: false,
    build: {
      outDir: join(OUT, 'preload'),
      emptyOutDir: true,
      minify: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('preload/bridge/index.ts') },
        // WHY: a sandboxed preload is no module; Electron runs CommonJS only.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: !hasPage
    ? undefined
    : {
        root: at('renderer'),
        base: './',
        plugins: [vue(), tailwindcss()],
        resolve: { alias: { '#contract': at('preload/contract') } },
        build: {
          outDir: join(OUT, 'renderer'),
          emptyOutDir: true,
          // WHY: fonts and images stay files, so that the content policy needs no data: for fonts.
          assetsInlineLimit: 0,
          rolldownOptions: { input: { index: at('renderer/index.html') } },
        },
      },
})
