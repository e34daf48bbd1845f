// Runs in the isolated world before the preload: `require('electron')` of a sandboxed preload, as much of it as the shell uses.
const standinPorts = new Map()
const standinWaiting = new Map()
let standinLast = 0

const standinPack = (data) =>
  data instanceof Uint8Array ? { bytes: btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')) } : { value: data }
const standinUnpack = (packed) =>
  'bytes' in packed ? Uint8Array.from(atob(packed.bytes), (char) => char.charCodeAt(0)) : packed.value
const standinTell = (message) => globalThis.standinSend(JSON.stringify(message))

globalThis.standinPortIn = (id, packed) => standinPorts.get(id)?.postMessage(standinUnpack(packed))
globalThis.standinPortClose = (id) => standinPorts.get(id)?.close()
globalThis.standinAnswer = (id, value, error) => {
  const [done, failed] = standinWaiting.get(id)
  standinWaiting.delete(id)
  if (error === null) done(value)
  else failed(new Error(error))
}

const standinListeners = []
globalThis.standinHear = (channel, data) => {
  for (const [name, listener] of standinListeners) if (name === channel) listener({}, data)
}

function standinAdopt(port) {
  const id = ++standinLast
  standinPorts.set(id, port)
  port.onmessage = ({ data }) => standinTell({ kind: 'port', port: id, data: standinPack(data) })
  return id
}

const standinIpc = {
  on: (channel, listener) => void standinListeners.push([channel, listener]),
  postMessage: (channel, data, ports = []) => standinTell({ kind: 'post', channel, data, ports: ports.map(standinAdopt) }),
  send: (channel, data) => standinTell({ kind: 'post', channel, data, ports: [] }),
  invoke: (channel, ...args) =>
    new Promise((done, failed) => {
      const id = ++standinLast
      standinWaiting.set(id, [done, failed])
      standinTell({ kind: 'invoke', id, channel, args })
    }),
}

// Values cross between the worlds by structured clone, functions by name; as contextBridge does it.
const standinBridge = {
  exposeInMainWorld(key, api) {
    const shape = Object.fromEntries(
      Object.entries(api).map(([name, value]) => [name, typeof value === 'function' ? { call: true } : { value }]),
    )
    document.addEventListener(`standin-call-${key}`, ({ detail: { id, name, args } }) => {
      const answer = (error, value) =>
        document.dispatchEvent(new CustomEvent(`standin-answer-${id}`, { detail: { error, value } }))
      Promise.resolve()
        .then(() => api[name](...args))
        .then(
          (value) => answer(null, value),
          (error) => answer(String(error?.message ?? error)),
        )
    })
    document.dispatchEvent(new CustomEvent('standin-expose', { detail: { key, shape } }))
  },
}

const standinUtils = {
  getPathForFile: (file) => (file instanceof File ? ((globalThis.standinFiles ?? standinFiles)[file.name] ?? '') : ''),
}

const SANDBOXED = { electron: { contextBridge: standinBridge, ipcRenderer: standinIpc, webUtils: standinUtils } }
// WHY: used by the text that window.mjs puts around the preload.
// eslint-disable-next-line @typescript-eslint/no-unused-vars
function standinRequire(name) {
  if (!(name in SANDBOXED)) throw new Error(`module not found: ${name}`)
  return SANDBOXED[name]
}
