/** Asking the command line in tests, and what is looked for in its coverage. */
import { expect } from 'vitest'
import { join } from 'node:path'
import type { Coverage, CoverageCell, CoverageState } from '#contract/coverage'
import type { EvidenceClass } from '#contract/formats'
import { runCommandLine } from '../program'

/** Shape: words of a command → its JSON; one that fails fails the test. */
export async function ask<T>(...words: string[]): Promise<T> {
  let out = ''
  const status = await runCommandLine([...words, '--json'], { out: (text) => (out += text), err: () => undefined })
  const answer = JSON.parse(out) as T & { error?: unknown }
  expect([status, answer.error]).toEqual([0, undefined])
  return answer
}

/** Shape: folder, name, home network, files → a case of them. */
export async function made(folder: string, name: string, home: string, ...files: string[]): Promise<string> {
  const dir = join(folder, `${name}.case`)
  await ask('case', 'new', dir, '--home', home)
  await ask('add', dir, ...files)
  return dir
}

/** Shape: coverage → the states of a class, in the order of time. */
export const statesOf = ({ cells }: Coverage, evidence: EvidenceClass, host: string | null): CoverageState[] =>
  cells.filter((cell) => cell.class === evidence && cell.host === host).map(({ state }) => state)
/** Shape: coverage → the cell of a class whose bin begins on that day. */
export const cellAt = ({ cells }: Coverage, evidence: EvidenceClass, host: string | null, day: string): CoverageCell =>
  cells.find((cell) => cell.class === evidence && cell.host === host && cell.bin.startsWith(day))!
/** Shape: coverage → answers by question. */
export const answersOf = ({ questions }: Coverage) => Object.fromEntries(questions.map(({ id, answer }) => [id, answer]))
