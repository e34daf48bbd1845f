/** The forked process behind utilityProcess: gives the app's entry its `process.parentPort`. */
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import { MessagePortMain } from './ports.mjs'

const ports = new Map()
const parentPort = Object.assign(new EventEmitter(), { postMessage: (data) => void process.send({ kind: 'message', data }) })
Object.defineProperty(process, 'parentPort', { value: parentPort })

function port(id) {
  const made = new MessagePortMain({
    post: (packed) => process.send({ kind: 'port', port: id, packed }),
    close: () => process.send({ kind: 'port-closed', port: id }),
  })
  ports.set(id, made)
  return made
}

// Messages wait for the entry, as those of a real parentPort do.
let ready
const entered = new Promise((done) => (ready = done))
process.on('message', async (message) => {
  await entered
  if (message.kind === 'message') parentPort.emit('message', { data: message.data, ports: message.ports.map(port) })
  else if (message.kind === 'port') ports.get(message.port)?.receive(message.packed)
  else ports.get(message.port)?.gone()
})
process.on('disconnect', () => process.exit(0))

await import(pathToFileURL(process.argv[2]).href)
ready()
