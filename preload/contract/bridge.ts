/** How the page meets its shell: the one object the Electron preload exposes, the name of the port it forwards, the path of the socket. */

/** The page posts this message with one MessagePort; the preload forwards ports of this name only. */
export const ENGINE_PORT = 'port:engine'
/** The preload posts this message into the page when the engine's process has ended; ports alone do not tell. */
export const ENGINE_ENDED = 'engine:ended'
/** Path of the WebSocket on the page's own origin in the browser shell. */
export const RPC_PATH = '/rpc'

/** `window.workbenchShell` under Electron; absent in a browser. */
export interface WorkbenchShell {
  readonly kind: 'electron'
  /** The path of a DOM File that a person dropped or picked in the page, which the engine may read from then on; '' for one made by script. */
  pathForFile(file: object): Promise<string>
}
