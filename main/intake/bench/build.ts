/** Bundles entries of this folder for a plain Node, beside the real intake worker; the same way the product is built. */
import { mkdtemp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const ROOT = resolve(import.meta.dirname, '../../..')

/** Shape: names of entries → folder with `<name>.mjs` for each and `intake-worker.mjs`. Inside the checkout, so that packages are found. */
export async function buildEntries(entries: Record<string, string>): Promise<string> {
  const outDir = await mkdtemp(join(ROOT, 'node_modules/.cache/intake-'))
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['@duckdb/node-api', '@duckdb/node-bindings'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      minify: false,
      rollupOptions: {
        input: { 'intake-worker': join(ROOT, 'main/intake/worker.ts'), ...entries },
        external: [/^@duckdb\//],
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  })
  return outDir
}
