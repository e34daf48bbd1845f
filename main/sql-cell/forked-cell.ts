/** A process for one statement of SQL where Node runs us: a fork with nothing of our surroundings but what it needs to start. */
import { fork } from 'node:child_process'
import type { CellProcess } from './messages'

/** Heap of its JavaScript, MB (chosen): pages of rows pass through, results do not stay. */
const HEAP_MB = 1024

/** SECURITY: of the environment only what a program needs to start on its system; no folder, token or option of ours. */
const NEEDED = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR']

const bareEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(NEEDED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))

/**
 * Shape:  entry (a plain file), options of Node → the process.
 */
export function forkedCell(entry: string, nodeOptions: readonly string[] = []): CellProcess {
  const child = fork(entry, [], {
    env: bareEnvironment(),
    execArgv: [`--max-old-space-size=${HEAP_MB}`, ...nodeOptions],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return {
    send: (message) => {
      if (child.connected) child.send(message)
    },
    onMessage: (take) => void child.on('message', take),
    onExit: (take) => {
      let isGone = false
      const once = (reason: string): void => {
        if (!isGone) take(reason)
        isGone = true
      }
      child.once('error', (error) => once(error.message))
      child.once('exit', (code, signal) => once(signal ?? `exit status ${code}`))
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
