import { expect, test } from 'vitest'
import { Broadcast } from './broadcast'
import { Jobs } from './jobs'

test('a follower sees the value now and every later one, and ends when told', async () => {
  const revision = new Broadcast(0)
  const seen: number[] = []
  const following = (async () => {
    for await (const value of revision.follow()) {
      seen.push(value)
      if (value < 2) revision.set(value + 1)
      else revision.end()
    }
  })()
  await following
  expect(seen).toEqual([0, 1, 2])
})

test('a follower ends when its signal aborts', async () => {
  const stop = new AbortController()
  const seen: number[] = []
  const following = (async () => {
    for await (const value of new Broadcast(7).follow(stop.signal)) {
      seen.push(value)
      queueMicrotask(() => stop.abort())
    }
  })()
  await following
  expect(seen).toEqual([7])
})

test('a job is watched, cancelled by its id, and told once more at its end', async () => {
  const jobs = new Jobs()
  const stop = new AbortController()
  const job = jobs.start('Adding evidence', 'bytes')
  const seen: string[] = []
  const watching = (async () => {
    for await (const { state, done } of jobs.watch(stop.signal)) {
      seen.push(`${state} ${done}`)
      if (done === 0) job.update({ done: 5 })
      else if (state === 'running') {
        jobs.cancel(job.id)
        job.finish(job.signal.aborted ? 'cancelled' : 'done')
      } else stop.abort()
    }
  })()
  await watching
  expect(seen).toEqual(['running 0', 'running 5', 'cancelled 5'])
  expect(() => jobs.cancel(job.id)).toThrow(expect.objectContaining({ code: 'ENG-001' }))
})
