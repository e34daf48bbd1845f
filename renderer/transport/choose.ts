/** Chooses the transport, once, at start. */
import type { WorkbenchShell } from '#contract/bridge'
import { electronTransport } from './electron'
import { loopbackTransport } from './loopback'
import type { Transport } from './transport'

declare global {
  interface Window {
    readonly workbenchShell?: WorkbenchShell
  }
}

/** Shape: → the Electron transport where a preload has left its mark, else the socket of the browser shell. */
export function chooseTransport(): Transport {
  return window.workbenchShell?.kind === 'electron' ? electronTransport() : loopbackTransport()
}
