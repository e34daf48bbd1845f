/** The answers of a sample case, as its generator worked them out. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './electron-binary'

/** Shape: name of an answer → its rows without the header; cells hold no commas in these. */
export function expectedRows(answer: string): string[][] {
  const file = join(ROOT, 'casefiles/odd-irc-connections/expected', `${answer}.csv`)
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => line.split(','))
}

/** Shape: name of an answer of two columns → value by key. */
export const expectedCounts = (answer: string): Record<string, number> =>
  Object.fromEntries(expectedRows(answer).map(([key = '', value]) => [key, Number(value)]))

/** Shape: answer of any columns whose last is a count → the sum. */
export const expectedTotal = (answer: string): number => expectedRows(answer).reduce((sum, row) => sum + Number(row.at(-1)), 0)
