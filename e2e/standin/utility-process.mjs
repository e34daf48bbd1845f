/** utilityProcess over a forked Node: `process.parentPort` there, messages and ports over its IPC channel. */
import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { toTest } from './state.mjs'

const CHILD = new URL('./utility-child.mjs', import.meta.url).pathname
let lastPort = 0

export class UtilityProcess extends EventEmitter {
  #child
  #ports = new Map()

  constructor(entry, args, { env = process.env, stdio = 'inherit' } = {}) {
    super()
    this.#child = fork(CHILD, [entry, ...args], {
      env,
      stdio: [stdio === 'inherit' ? 'inherit' : 'ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child.once('spawn', () => this.emit('spawn'))
    this.#child.on('message', (message) => this.#received(message))
    this.#child.once('exit', (code, signal) => {
      // A page whose engine is gone sees its port close.
      for (const far of this.#ports.values()) far.close()
      toTest({ kind: 'engine-ended', code, signal })
      this.emit('exit', code ?? 1)
    })
    toTest({ kind: 'engine', pid: this.#child.pid })
  }

  get pid() {
    return this.#child.pid
  }

  postMessage(data, ports = []) {
    const ids = ports.map((port) => {
      const id = ++lastPort
      const far = port.transfer(
        (packed) => this.#send({ kind: 'port', port: id, packed }),
        () => this.#send({ kind: 'port-gone', port: id }),
      )
      this.#ports.set(id, far)
      return id
    })
    this.#send({ kind: 'message', data, ports: ids })
  }

  kill() {
    return this.#child.kill()
  }

  #send(message) {
    if (this.#child.connected) this.#child.send(message)
  }

  #received(message) {
    if (message.kind === 'port') this.#ports.get(message.port)?.post(message.packed)
    else if (message.kind === 'port-closed') this.#ports.get(message.port)?.close()
    else this.emit('message', message.data)
  }
}
