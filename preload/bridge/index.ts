/** The preload: forwards the page's engine port and says where a dropped file lies. Nothing else of Electron reaches the page. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { ENGINE_ENDED, ENGINE_PORT, type WorkbenchShell } from '#contract/bridge'

const DROPPED = 'file:dropped'

const shell: WorkbenchShell = {
  kind: 'electron',
  pathForFile: async (file) => {
    // SECURITY: only a file that a person chose has a path; one made by script gives ''.
    const path = webUtils.getPathForFile(file as File)
    if (path !== '') await ipcRenderer.invoke(DROPPED, path)
    return path
  },
}

contextBridge.exposeInMainWorld('workbenchShell', shell)

ipcRenderer.on(ENGINE_ENDED, () => window.postMessage(ENGINE_ENDED, window.location.origin))

// WHY: ports cannot pass through contextBridge; the page posts them to its own window.
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  // SECURITY: the page itself, one name, one port.
  if (event.source !== window || event.origin !== window.location.origin) return
  if (event.data !== ENGINE_PORT || event.ports.length !== 1) return
  ipcRenderer.postMessage(ENGINE_PORT, null, [...event.ports])
})
