/** A process of the app under test, its output kept for when a story fails. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'

const GRACE_MS = 10_000

export interface Running {
  child: ChildProcess
  output(): string
  /** Shape: pattern → its match, once the output holds it. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  end(): Promise<void>
}

/** Shape: command → running process. */
export function runProcess(command: string, args: string[], options: SpawnOptions): Running {
  const child = spawn(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe', ...(options.stdio === 'overlapped' ? [] : ['ipc' as const])],
  })
  let text = ''
  const waiting = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => {
      text += part.toString()
      for (const look of waiting) look()
    })
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((done, failed) => {
      const look = () => {
        const match = pattern.exec(text)
        if (match === null) return
        waiting.delete(look)
        done(match)
      }
      waiting.add(look)
      look()
      void exited.then(() =>
        failed(new Error(`The process ended (${child.exitCode ?? child.signalCode}) before it said ${pattern}:\n${text}`)),
      )
    })
  const end = async () => {
    child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
    await exited
    clearTimeout(force)
  }
  return { child, output: () => text, says, end }
}
