import type { Entry } from '#contract/notebook'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp, effectScope, nextTick, shallowRef, type EffectScope } from 'vue'
import { memoryTransport } from '../../transport/memory/memory'
import { TRANSPORT } from '../../transport/transport'
import { keepDraft, keptDraft } from './drafts'
import { useEntryText } from './use-entry-text'

const app = createApp({})
app.use(createPinia())
const transport = memoryTransport()
app.provide(TRANSPORT, transport)
const { client } = transport
let scope: EffectScope

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

async function open(entry?: Entry) {
  const current = shallowRef(entry ?? (await client.notebook.create({ kind: 'finding', title: 'First' })))
  const text = app.runWithContext(() =>
    scope.run(() =>
      useEntryText(
        () => current.value,
        (next) => (current.value = next),
      ),
    ),
  )!
  return { current, ...text }
}
const stored = async (id: string) => (await client.notebook.list()).find((entry) => entry.id === id)!

it('saves after a pause, and keeps a draft until then', async () => {
  const { current, typed, state } = await open()
  const { id } = current.value
  typed.value.body = 'Seen twice [E1].'
  await nextTick()
  expect([state.value, keptDraft(localStorage, '', id)?.body]).toEqual(['unsaved', 'Seen twice [E1].'])
  await vi.advanceTimersByTimeAsync(1000)
  expect([state.value, (await stored(id)).body, keptDraft(localStorage, '', id)]).toEqual(['saved', 'Seen twice [E1].', null])
})

it('brings back what was never saved, and saves it only when told to', async () => {
  const entry = await client.notebook.create({ kind: 'lesson', title: 'Lesson' })
  keepDraft(localStorage, '', entry.id, { title: 'Lesson', body: 'typed', tlp: null, control: 'c', base: entry.changed_at })
  const { typed, restored, save } = await open(entry)
  expect([restored.value, typed.value.body, typed.value.control]).toEqual(['plain', 'typed', 'c'])
  await vi.advanceTimersByTimeAsync(5000)
  expect((await stored(entry.id)).body).toBe('')
  await save()
  expect([(await stored(entry.id)).body, restored.value]).toEqual(['typed', null])
})

it('says so where the entry was changed since, and can let the draft go', async () => {
  const entry = await client.notebook.create({ kind: 'note', title: 'Note' })
  keepDraft(localStorage, '', entry.id, { title: 'Mine', body: '', tlp: null, control: null, base: 'earlier' })
  const { typed, restored, discard } = await open(entry)
  expect(restored.value).toBe('over')
  discard()
  await nextTick()
  expect([typed.value.title, restored.value, keptDraft(localStorage, '', entry.id)]).toEqual(['Note', null, null])
})

it('does not save an entry without a title', async () => {
  const { current, typed, state } = await open()
  typed.value.title = '  '
  await nextTick()
  await vi.advanceTimersByTimeAsync(5000)
  expect([state.value, (await stored(current.value.id)).title]).toEqual(['unsaved', 'First'])
})

it('saves what is typed when the entry is left', async () => {
  const { current, typed } = await open()
  typed.value.body = 'left at once'
  await nextTick()
  scope.stop()
  await vi.advanceTimersByTimeAsync(0)
  expect((await stored(current.value.id)).body).toBe('left at once')
})

it('saves what is typed while it saves', async () => {
  const { current, typed, state, save } = await open()
  typed.value.body = 'one'
  await nextTick()
  const saving = save()
  typed.value.body = 'one two'
  await saving
  expect(state.value).toBe('unsaved')
  await vi.advanceTimersByTimeAsync(1000)
  expect([state.value, (await stored(current.value.id)).body]).toEqual(['saved', 'one two'])
})
