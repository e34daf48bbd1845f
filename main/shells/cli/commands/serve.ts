/** `serve DIR`: the workbench in a browser. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fault } from '#contract/errors'
import { announce, untilStopped } from '../../loopback/announce'
import { serveWorkbench } from '../../loopback/serve'
import { collect, type Register } from '../command'

interface Options {
  port?: string
  open: boolean
  evidence?: string[]
  out?: string[]
  json?: boolean
}

const HIGHEST_PORT = 65_535

function portOf(text: string | undefined): number {
  const port = Number(text ?? 0)
  if (Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT) return port
  throw fault('SHL-006', { reason: `"${text}" is not a port` })
}

/** `.` and a folder that is no case open the workbench without a case. */
const caseIn = (dir: string | undefined): string | undefined =>
  dir === undefined || (resolve(dir) === process.cwd() && !existsSync(join(dir, 'case.json'))) ? undefined : dir

export const register: Register = ({ program, action }) => {
  const command = program
    .command('serve')
    .description('the workbench in a browser on this machine, with DIR open')
    .argument('[dir]', 'case folder; . for none')
    .option('--port <number>', 'port of 127.0.0.1; any free one if left out')
    .option('--no-open', 'print the address only')
    .option('--evidence <dir>', 'folder to read evidence from; repeatable; home and the working folder if left out', collect)
    .option('--out <dir>', 'folder to write cases and exports to; repeatable', collect)
  action<Options>(command, async ({ args, options, streams }) => {
    const { evidence, out, port } = options
    const server = await serveWorkbench({ caseDir: caseIn(args[0]), evidence, out, port: portOf(port) })
    if (options.json === true) streams.out(`${JSON.stringify({ url: server.newAddress() })}\n`)
    else await announce(server, { open: options.open })
    await untilStopped(server)
    return { json: undefined, text: '' }
  })
}
