/** Every question of every sample case, asked on the command line; the answers were counted by the generator of the case. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from './program'
import { ownHome } from './test/own-home'

const SAMPLES = resolve(import.meta.dirname, '../../../casefiles')
const NAMES = readdirSync(SAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'upgrades')
  .map((entry) => entry.name)

interface Question {
  id: string
  title: string
  command: [string, ...string[]]
  columns: string[]
  expected: string
}
type Row = Record<string, string | number | null>

/** Columns of an answer that are worked out from what a row says. */
const WORKED_OUT: Record<string, (row: Row) => string | number> = {
  total_bytes: (row) => Number(row['client_bytes']) + Number(row['server_bytes']),
  label_disagrees: (row) => (row['sensor_disagrees'] === null ? 'no' : 'yes'),
}

async function ask(words: string[]): Promise<Record<string, unknown>> {
  let out = ''
  const status = await runCommandLine([...words, '--json'], { out: (text) => (out += text), err: () => undefined })
  const answer = JSON.parse(out) as Record<string, unknown>
  expect([status, answer['error']]).toEqual([0, undefined])
  return answer
}

const countedBy = (rows: Row[], column: string): Row[] => {
  const counts = new Map<string | number | null, number>()
  for (const row of rows) counts.set(row[column] ?? null, (counts.get(row[column] ?? null) ?? 0) + 1)
  return [...counts].map(([key, value]) => ({ [column]: key, value }))
}

/** Shape: rows of an answer → lines under the head of the expected file. */
function linesOf(rows: Row[], head: string[]): string[] {
  const counted = head.includes('value') && rows.every((row) => !('value' in row)) ? countedBy(rows, head[0]!) : rows
  return counted.map((row) => head.map((column) => String(row[column] ?? WORKED_OUT[column]?.(row) ?? '')).join(','))
}

const folder = ownHome('figures')

describe.each(NAMES)('the sample %s', (name) => {
  const place = join(SAMPLES, name)
  const { questions } = JSON.parse(readFileSync(join(place, 'case.json'), 'utf8')) as { questions: Question[] }
  const dir = join(folder, `${name}.case`)
  beforeAll(() => ask(['sample', name, dir]), 240_000)

  it('holds every record of its evidence', async () => {
    const { evidence } = (await ask(['case', 'info', dir])) as {
      evidence: { name: string; records: number; represented: number; rejected: number; status: string }[]
    }
    expect(
      evidence.filter(
        ({ records, represented, rejected, status }) => status !== 'added' || records !== represented + rejected || rejected > 0,
      ),
    ).toEqual([])
  })

  it.each(questions)('$id: $title', async ({ command: [first, ...rest], columns, expected }) => {
    const answer = await ask([first, dir, ...rest])
    const text = readFileSync(join(place, 'expected', expected), 'utf8').trimEnd()
    if (expected.endsWith('.json')) {
      const [list, key] = columns[0]!.split('.') as [string, string]
      expect((answer[list] as Row[]).map((row) => row[key])).toEqual(JSON.parse(text))
    } else {
      const [head, ...lines] = text.split('\n')
      expect(linesOf(answer['rows'] as Row[], head!.split(','))).toEqual(lines)
    }
  })
})
