import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { TooltipProvider } from 'reka-ui'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { h } from 'vue'
import type { EventRow } from '#contract/event'
import { useSelectionStore } from '../stores/selection'
import { text } from '../text/en'
import { makeEvents } from '../transport/memory/events'
import { memoryTransport, type MemoryOptions } from '../transport/memory/memory'
import { TRANSPORT } from '../transport/transport'
import { PANELS } from './kit/registry'

const made = makeEvents()
const DIRECTIONS = ['inbound', 'outbound', 'internal', 'external', 'unknown'] as const
/** Rows that differ in every field a panel may count by. */
const varied = (count: number): EventRow[] =>
  Array.from({ length: count }, (_, n) => ({
    ...made[n]!,
    event_key: `k${n}`,
    ts: new Date(Date.UTC(2009, 5, 1) + n * 60_000).toISOString(),
    name: `Name-${n}`,
    direction: DIRECTIONS[n % DIRECTIONS.length]!,
    client_ip: `192.0.2.${n}`,
    server_ip: n % 2 === 0 ? '198.18.20.14' : `198.51.${n}.1`,
    server_port: 1000 + n,
    service: `service-${n}`,
    user_name: `user <b>${n}</b>`,
    signature: `signature ${n}`,
    sensor: `sensor-${n}`,
    severity: n % 5,
    session_state: n % 2 === 0 ? 'complete' : 'refused',
    outcome: n % 2 === 0 ? 'success' : 'failure',
  }))

let unmount = () => {}
beforeEach(() => localStorage.clear())
afterEach(() => unmount())

async function show({ panel, component }: (typeof PANELS)[number], options: MemoryOptions) {
  const pinia = createPinia()
  setActivePinia(pinia)
  const transport = memoryTransport(options)
  const wrapper = mount(() => h(TooltipProvider, () => h(component)), {
    attachTo: document.body,
    global: { plugins: [pinia], provide: { [TRANSPORT as symbol]: transport } },
  })
  unmount = () => wrapper.unmount()
  await expect.poll(() => wrapper.find('section').attributes('aria-busy')).toBe('false')
  await flushPromises()
  const rows = () => wrapper.findAll('li')
  const truth = async () =>
    transport.client.query.pivot({ by: [panel.by], measure: 'count', selection: useSelectionStore().selection })
  return { wrapper, rows, truth, selection: useSelectionStore() }
}

it('names every panel and its clauses apart', () => {
  expect(PANELS.length).toBeGreaterThan(0)
  expect(new Set(PANELS.map(({ panel }) => panel.id)).size).toBe(PANELS.length)
  expect(new Set(PANELS.map(({ panel }) => panel.title)).size).toBe(PANELS.length)
  expect(PANELS.every(({ panel }) => panel.variants?.some(({ by }) => by === panel.by) ?? true)).toBe(true)
})

describe.each(PANELS.map((entry) => [entry.panel.id, entry] as const))('panel %s', (_id, entry) => {
  it('says that nothing is in view', async () => {
    const { wrapper, rows } = await show(entry, { rows: [] })
    expect([rows().length, wrapper.text()]).toEqual([0, expect.stringContaining(text.investigate.nothingHere)])
    expect(wrapper.text()).toContain(entry.panel.title)
  })

  it('shows one row with its count and share', async () => {
    const { rows } = await show(entry, { rows: varied(1) })
    expect(rows().map((row) => row.text())).toEqual([expect.stringMatching(/1\D*100 %$/)])
  })

  it('shows the most of many rows, and how many more there are', async () => {
    const { wrapper, rows, truth } = await show(entry, { rows: varied(40) })
    const { groups } = await truth()
    expect(rows().length).toBe(Math.min(8, groups))
    const more = text.investigate.moreRows(String(groups - 8))
    expect(wrapper.text().includes(more)).toBe(groups > 8)
    expect(wrapper.find('b').exists()).toBe(false)
  })

  it('says why it failed and asks again', async () => {
    const { wrapper, rows } = await show(entry, { failWith: 'QRY-002' })
    expect([rows().length, wrapper.find('[role=alert]').text()]).toEqual([0, expect.stringContaining('QRY-002')])
  })

  it('turns a pick into a clause of its own, which it leaves out of its own question', async () => {
    const { rows, selection } = await show(entry, { rows: varied(40) })
    const before = rows().length
    await rows()[0]!.find('button').trigger('click')
    await flushPromises()
    expect(selection.clauses).toMatchObject([{ source: entry.panel.id, exclude: false, disabled: false }])
    expect(rows().length).toBe(before)
    await rows()[0]!.find('button').trigger('click', { altKey: true })
    expect(selection.clauses).toMatchObject([{ source: entry.panel.id, exclude: true }])
    selection.back()
    selection.back()
    expect(selection.clauses).toEqual([])
  })
})
