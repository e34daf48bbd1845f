/** Operations of the shell: dialogs, folders, what this workbench runs in. */
import { operations as os } from '../answering'
import type { Host } from '../host'

export function shellHandlers(host: Host) {
  return {
    info: os.shell.info.handler(() => {
      const { shell, dialogs, platform, version, home } = host
      return { shell, dialogs, platform, version, home }
    }),
    pickOpen: os.shell.pickOpen.handler(({ input }) => host.pickOpen(input)),
    pickSave: os.shell.pickSave.handler(({ input }) => host.pickSave(input)),
    listDir: os.shell.listDir.handler(({ input }) => host.listDir(input.path)),
    reveal: os.shell.reveal.handler(async ({ input }) => {
      await host.reveal(input.path)
      return {}
    }),
  }
}
