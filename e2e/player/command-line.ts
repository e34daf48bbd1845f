/** The person's hands on the command line: the built program, run as they would run it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './electron-binary'
import type { Place } from './place'

/** What a command answered; `json` is its one document, null where it was killed. */
export interface Answer<T> {
  status: number | null
  json: T
  said: string
}

export class CommandLine {
  constructor(private readonly place: Place) {}

  /** Shape: words of a command → its answer as JSON. */
  async runs<T = Record<string, unknown>>(...words: string[]): Promise<Answer<T>> {
    return this.start<T>(words)
  }

  /** Shape: ms × words → null when the command was killed at that moment, its answer when it was quicker. */
  async runsUntilKilled<T>(afterMs: number, ...words: string[]): Promise<Answer<T> | null> {
    const answer = await this.start<T>(words, afterMs)
    return answer.status === null ? null : answer
  }

  private start<T>(words: string[], killAfterMs?: number): Promise<Answer<T>> {
    const child = spawn(process.execPath, [join(ROOT, 'out/main/cli.js'), ...words, '--json'], {
      cwd: this.place.home,
      env: this.place.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let said = ''
    child.stdout.on('data', (part: Buffer) => (out += part.toString()))
    child.stderr.on('data', (part: Buffer) => (said += part.toString()))
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    return new Promise((done, failed) => {
      child.once('error', failed)
      child.once('close', (status) => {
        clearTimeout(timer)
        try {
          done({ status, json: (status === null ? null : JSON.parse(out)) as T, said })
        } catch (cause) {
          failed(new Error(`${words.join(' ')} ended with ${status} and no document:\n${out}\n${said}`, { cause }))
        }
      })
    })
  }
}
