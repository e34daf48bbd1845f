import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { testCase } from './test/journals'

const EDITOR = new URL('test/append-forever.ts', import.meta.url).pathname

test('an editor that is killed leaves every acknowledged entry; while it lives nobody else can edit', async () => {
  const { dir, configDir, open } = testCase()
  const acknowledged: string[] = []
  for (const kills of [1, 7, 20]) {
    const editor = spawn(process.execPath, ['--import', 'tsx', EDITOR, dir, configDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => editor.on('exit', resolve))
    let heard = 0
    for await (const id of createInterface({ input: editor.stdout })) {
      acknowledged.push(id)
      if (++heard === 1) expect(() => open()).toThrow(expect.objectContaining({ code: 'CAS-003', params: { pid: editor.pid } }))
      if (heard === kills) editor.kill('SIGKILL')
    }
    await ended
    const journal = open()
    const ids = new Set(journal.state.entries.map((entry) => entry.id))
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
    expect(journal.verify().ok).toBe(true)
    await journal.close()
  }
})
