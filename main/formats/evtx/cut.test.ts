/** A log that was cut says so, however early. */
import { expect, it } from 'vitest'
import { readBytes } from '../kit/bytes-input'
import evtx from './format'
import { FILE_HEADER_BYTES } from './layout'
import { SAMPLES } from './test/samples'

it.each(Object.entries(SAMPLES))('%s without its chunks', async (_, write) => {
  const whole = write()
  const { sink } = await readBytes(evtx, whole.subarray(0, FILE_HEADER_BYTES))
  expect(sink.events).toHaveLength(0)
  expect(sink.checks.filter(({ level }) => level === 'error').map(({ id }) => id)).toEqual(['evtx-chunks-missing'])
  const { sink: read } = await readBytes(evtx, whole)
  expect(read.checks.map(({ id }) => id)).not.toContain('evtx-chunks-missing')
})
