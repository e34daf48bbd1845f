import { utimesSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileAt } from './add'
import { notAfterOf } from './set-order'
import { TestCase } from './test/case-folder'

let it: TestCase
beforeEach(async () => {
  it = await TestCase.inMemory()
})
afterEach(async () => it.close())

test('rotated files that all bear the date of their packing get the years that their order asks for', async () => {
  const line = (day: string) => `${day} 07:00:01 gate sshd[811]: Failed password for root from 198.51.100.7 port 4242 ssh2\n`
  const days = {
    'auth.log': 'Mar  3',
    'auth.log.1': 'Feb  1',
    'auth.log.2': 'Dec  1',
    'auth.log.3': 'Apr  9',
    'auth.log.4': 'Feb 20',
  }
  const packed = new Date('2024-03-04T00:00:00Z')
  const files = []
  for (const [name, day] of Object.entries(days)) {
    const path = it.write(name, line(day))
    utimesSync(path, packed, packed)
    files.push({ ...(await fileAt(path)), options: {} })
  }
  const around = { displayZone: null, caseYear: null }
  const bounds = await notAfterOf(files, around)
  const years: Record<string, unknown> = {}
  for (const file of files) {
    const { year, first_ts } = await it.add(file.path, {}, { notAfterUs: bounds.get(file.path) ?? null })
    years[file.name] = [year, first_ts]
  }
  expect(years).toEqual({
    'auth.log': [2024, '2024-03-03T07:00:01Z'],
    'auth.log.1': [2024, '2024-02-01T07:00:01Z'],
    'auth.log.2': [2023, '2023-12-01T07:00:01Z'],
    'auth.log.3': [2023, '2023-04-09T07:00:01Z'],
    'auth.log.4': [2023, '2023-02-20T07:00:01Z'],
  })
  const old = it.write('auth.log.5', line('Jun 30'))
  utimesSync(old, packed, packed)
  const result = await it.add(old, {}, { notAfterUs: Date.UTC(2023, 1, 20) * 1000 })
  expect(result).toMatchObject({ year: 2022, zone_rule: expect.stringContaining('order of its set') as string })
})
