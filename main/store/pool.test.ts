import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { DuckDBInstance } from '@duckdb/node-api'
import { ConnectionPool } from './pool'

test('a query that waited, worked or gave up leaves nothing on its signal, and the next one has its turn', async () => {
  const pool = new ConnectionPool(await DuckDBInstance.create(':memory:'), 1)
  let free: () => void = () => undefined
  const freed = new Promise<void>((resolve) => (free = resolve))
  const first = pool.use(() => freed)
  const [patient, impatient] = [new AbortController(), new AbortController()]
  const waiting = Array.from({ length: 5 }, (_, n) => pool.use(() => Promise.resolve(n), patient.signal))
  const leaving = pool.use(() => Promise.resolve(-1), impatient.signal)
  impatient.abort(new Error('no longer wanted'))
  await expect(leaving).rejects.toThrow('no longer wanted')
  free()
  expect(await Promise.all([first, ...waiting])).toEqual([undefined, 0, 1, 2, 3, 4])
  expect(getEventListeners(patient.signal, 'abort')).toEqual([])
  expect(getEventListeners(impatient.signal, 'abort')).toEqual([])
  await pool.close()
})
