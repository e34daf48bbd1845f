import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApp, effectScope, type App, type EffectScope } from 'vue'
import { useSelectionStore } from '../../stores/selection'
import { makeEvents } from '../../transport/memory/events'
import { memoryTransport } from '../../transport/memory/memory'
import { TRANSPORT } from '../../transport/transport'
import { HELD_PAGES } from './held-pages'
import { useEventPages } from './use-event-pages'
import { PAGE_ROWS } from './use-page-question'

const MOST = HELD_PAGES * PAGE_ROWS
const made = makeEvents()
const ALL = Array.from({ length: 12 * PAGE_ROWS + 34 }, (_, index) => ({
  ...made[0]!,
  event_key: `k${index}`,
  ts: new Date(Date.UTC(2009, 5, 1) + index * 1000).toISOString(),
}))
const KEYS = ALL.map((row) => row.event_key)
let app: App
let scope: EffectScope

beforeEach(() => {
  app = createApp({})
  app.use(createPinia())
  app.provide(TRANSPORT, memoryTransport({ rows: ALL }))
  scope = effectScope()
})
afterEach(() => scope.stop())

async function open(rowKey: string | null = null) {
  const pages = app.runWithContext(() => {
    useSelectionStore().rowKey = rowKey
    return scope.run(() => useEventPages())!
  })
  await expect.poll(() => pages.begun.value).toBe(1)
  const keys = () => pages.rows.value.map((row) => row.event_key)
  return { ...pages, keys }
}

it('walks to the end and back over every event, and never holds more than a few pages', async () => {
  const { rows, more, before, keys } = await open()
  expect(keys()).toEqual(KEYS.slice(0, PAGE_ROWS))
  let firstHeld = 0
  while (keys().at(-1) !== KEYS.at(-1)) {
    firstHeld += await more()
    expect(rows.value.length).toBeLessThanOrEqual(MOST)
    expect(keys()).toEqual(KEYS.slice(firstHeld, firstHeld + rows.value.length))
  }
  expect(await more()).toBe(0)
  while (keys()[0] !== KEYS[0]) {
    firstHeld -= await before()
    expect(rows.value.length).toBeLessThanOrEqual(MOST)
    expect(keys()).toEqual(KEYS.slice(firstHeld, firstHeld + rows.value.length))
  }
  expect([firstHeld, await before()]).toEqual([0, 0])
})

it('goes to either end at once, in either order', async () => {
  const { order, begun, first, last, before, keys } = await open()
  await last()
  expect(keys()).toEqual(KEYS.slice(-PAGE_ROWS))
  expect(await before()).toBe(PAGE_ROWS)
  expect(keys()).toEqual(KEYS.slice(-2 * PAGE_ROWS))
  await first()
  expect(keys()).toEqual(KEYS.slice(0, PAGE_ROWS))

  order.value = '-ts'
  await expect.poll(() => begun.value).toBe(2)
  await last()
  expect(keys()).toEqual(KEYS.slice(0, PAGE_ROWS).reverse())
})

it('begins around the open event, and at a moment', async () => {
  const { seek, more, before, keys } = await open('k1000')
  expect(keys()).toEqual(KEYS.slice(900, 1100))
  expect([await before(), await more()]).toEqual([PAGE_ROWS, 0])
  expect(keys()).toEqual(KEYS.slice(700, 1300))
  await seek(Date.UTC(2009, 5, 1, 0, 0, 2000) * 1000)
  expect(keys()).toContain('k2000')
})

it('begins anew with other events, and gives up what was asked before', async () => {
  const { begun, more, keys } = await open()
  const late = more()
  app.runWithContext(() => useSelectionStore().setWindow({ kind: 'last', seconds: 60 }))
  await expect.poll(() => begun.value).toBe(2)
  await late
  expect(keys()).toEqual(KEYS.slice(-61))
})
