/** Entry of the engine's process under Electron: one engine, spoken to over the ports that the main process hands in. */
import { join } from 'node:path'
import { RPCHandler } from '@orpc/server/message-port'
import { createEngine } from '../../engine/engine'
import { folders } from '../kit/folders'
import { fileLog } from '../kit/log'
import { electronHost } from './electron-host'
import type { ToEngine } from './messages'

const log = fileLog(folders().dataDir, 'engine')
const { parentPort } = process
const host = electronHost(log, (message) => parentPort.postMessage(message))
host.grants.grant(join(folders().dataDir, 'samples'))
const engine = createEngine(host)
const handler = new RPCHandler(engine.router)

parentPort.on('message', ({ data, ports }) => {
  const message = data as ToEngine
  if (message.kind === 'answer') return host.answered(message.id, message.paths)
  if (message.kind === 'grant') {
    host.grants.grantRead(message.path)
    return parentPort.postMessage({ kind: 'granted', id: message.id })
  }
  if (message.kind === 'cell-said' || message.kind === 'cell-gone') return host.cellNews(message)
  const [port] = ports
  if (port === undefined) return
  handler.upgrade(port, { context: {} })
  port.start()
})
