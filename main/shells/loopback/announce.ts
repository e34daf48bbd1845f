/** Says where the workbench is, opens it where there is a screen, and keeps it until it is stopped. */
import { hasDisplay, openInBrowser } from './browser'
import type { RunningServer } from './server'

/** Shape: running server → its address on stdout; a browser window where `open` and there is a screen. */
export async function announce(server: RunningServer, { open }: { open: boolean }): Promise<void> {
  const opened = open && hasDisplay() && (await openInBrowser(server.newAddress()))
  // WHY: a ticket works once, so the address that is printed is another than the one the window took.
  const address = server.newAddress()
  process.stdout.write(
    opened ? `Backtrail is open in a browser window.\nAnother window: ${address}\n` : `Backtrail: ${address}\n`,
  )
  process.stdout.write('The address works once, on this machine only. Stop with Ctrl+C.\n')
}

/** Wait for Ctrl+C or a request to end, then close the server. */
export async function untilStopped(server: RunningServer): Promise<void> {
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done())
  })
  await server.close()
}
