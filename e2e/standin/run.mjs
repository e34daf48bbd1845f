/** Runs a built app on the stand-in for Electron: `node run.mjs APP_DIR`. Ready comes only after the main entry has been evaluated, as in Electron. */
import { readFileSync } from 'node:fs'
import { register } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const appDir = process.argv[2]
process.env.STANDIN_APP_DIR = appDir

const STANDIN = new URL('./electron.mjs', import.meta.url).href
const hook = `export const resolve = (name, context, next) =>
  name === 'electron' ? { url: ${JSON.stringify(STANDIN)}, shortCircuit: true } : next(name, context)`
register(`data:text/javascript,${encodeURIComponent(hook)}`)

const { app } = await import('./electron.mjs')
const { main } = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8'))
await import(pathToFileURL(join(appDir, main)).href)
await app.becomeReady()
