/** MessagePortMain: messages wait until start(), as in Electron. */
import { EventEmitter } from 'node:events'

export class MessagePortMain extends EventEmitter {
  #far
  #started = false
  #waiting = []
  #closed = false

  /** @param {{post: (data: unknown) => void, close: () => void}} far what happens to messages on the other side */
  constructor(far) {
    super()
    this.#far = far
  }

  postMessage(data) {
    if (!this.#closed) this.#far.post(pack(data))
  }

  start() {
    this.#started = true
    for (const packed of this.#waiting.splice(0)) this.#deliver(packed)
  }

  close() {
    if (this.#closed) return
    this.#far.close()
    this.gone()
  }

  /** A message came from the other side. */
  receive(packed) {
    if (this.#started) this.#deliver(packed)
    else this.#waiting.push(packed)
  }

  /** The other side went away. */
  gone() {
    if (this.#closed) return
    this.#closed = true
    this.emit('close')
  }

  #deliver(packed) {
    this.emit('message', { data: unpack(packed), ports: [] })
  }

  /** Hand the port on to another process: what arrives from now on goes to `listener`, what waited first. */
  transfer(listener, onGone) {
    for (const packed of this.#waiting.splice(0)) listener(packed)
    this.receive = listener
    this.once('close', onGone)
    return this.#far
  }
}

export const pack = (data) => (data instanceof Uint8Array ? { bytes: Buffer.from(data).toString('base64') } : { value: data })
export const unpack = (packed) => ('bytes' in packed ? new Uint8Array(Buffer.from(packed.bytes, 'base64')) : packed.value)
