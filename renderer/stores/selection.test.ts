import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { picksOf } from './picks'
import { useSelectionStore } from './selection'

beforeEach(() => setActivePinia(createPinia()))
const texts = () => useSelectionStore().clauses.map(({ source, text, exclude }) => `${exclude ? '-' : ''}${source}:${text}`)

describe('picks of a panel', () => {
  it('stand alone, add up, are taken back', () => {
    const selection = useSelectionStore()
    selection.pick('type', 'type', 'login')
    selection.pick('type', 'type', 'dns')
    expect(texts()).toEqual(['type:type:dns'])
    selection.pick('type', 'type', 'login', 'add')
    expect(picksOf(selection.selection, 'type').included).toEqual(new Set(['type:dns', 'type:login']))
    expect(selection.clauses.length).toBe(1)
    selection.pick('type', 'type', 'dns', 'add')
    selection.pick('type', 'type', 'login')
    expect(texts()).toEqual([])
  })

  it('shut out one by one, and turn round what was included', () => {
    const selection = useSelectionStore()
    selection.pick('port', 'server_port', 22)
    selection.pick('port', 'server_port', 22, 'exclude')
    selection.pick('port', 'server_port', 80, 'exclude')
    expect(texts()).toEqual(['-port:server_port:22', '-port:server_port:80'])
    selection.pick('port', 'server_port', 22)
    expect(texts().sort()).toEqual(['-port:server_port:80', 'port:server_port:22'])
    selection.pick('port', 'server_port', 80, 'exclude')
    expect(texts()).toEqual(['port:server_port:22'])
  })

  it('hold values that look like the language itself, and empty ones', () => {
    const selection = useSelectionStore()
    selection.pick('user', 'user_name', 'a" OR type:*')
    selection.pick('user', 'user_name', null, 'add')
    selection.pick('user', 'user_name', 'OR', 'add')
    expect(picksOf(selection.selection, 'user').included.size).toBe(3)
    selection.pick('user', 'user_name', 'a" OR type:*', 'add')
    expect(picksOf(selection.selection, 'user').included).toEqual(new Set(['-user_name:*', 'user_name:"OR"']))
  })

  it('of a chip that is off do not count', () => {
    const selection = useSelectionStore()
    selection.pick('type', 'type', 'dns')
    selection.change(selection.clauses[0]!.id, { disabled: true })
    expect(picksOf(selection.selection, 'type').included.size).toBe(0)
  })
})

describe('steps', () => {
  it('go back and forward, and branch where one goes on from the middle', () => {
    const selection = useSelectionStore()
    selection.add({ source: 'bar', text: 'type:dns' })
    selection.add({ source: 'bar', text: 'port:53' })
    expect([selection.position, selection.path.length]).toEqual([3, 3])
    selection.back()
    selection.back()
    expect([texts(), selection.canBack, selection.canForward]).toEqual([[], false, true])
    selection.forward()
    selection.setWindow({ kind: 'last', seconds: 60 })
    expect(selection.path.map(({ says }) => says)).toEqual(['everything', 'type:dns', 'changed the window'])
    expect(selection.steps.length).toBe(4)
    selection.visit(2)
    expect(texts()).toEqual(['bar:type:dns', 'bar:port:53'])
    selection.back()
    selection.forward()
    expect(selection.cursor).toBe(2)
  })

  it('are none where nothing changes', () => {
    const selection = useSelectionStore()
    selection.clear()
    selection.setWindow({ kind: 'all' })
    expect(selection.steps.length).toBe(1)
  })

  it('arrive by a link along the path where it lies there, else as one more', () => {
    const selection = useSelectionStore()
    const first = selection.selection
    selection.add({ source: 'bar', text: 'type:dns' })
    selection.arrive(first)
    expect([selection.cursor, selection.canForward]).toEqual([0, true])
    selection.arrive({ clauses: [], window: { kind: 'last', seconds: 5 } })
    expect([selection.steps.length, selection.cursor]).toEqual([3, 2])
  })

  it('are forgotten with the case, and so is the open event', () => {
    const selection = useSelectionStore()
    selection.add({ source: 'bar', text: 'type:dns' })
    selection.rowKey = 'k'
    selection.reset()
    expect([selection.steps.length, selection.clauses, selection.rowKey]).toEqual([1, [], null])
  })
})

describe('chips', () => {
  it('keep their place and id while they change', () => {
    const selection = useSelectionStore()
    selection.add({ source: 'bar', text: 'type:dns' })
    selection.add({ source: 'bar', text: 'port:53' })
    selection.change('c1', { exclude: true })
    selection.remove('c2')
    selection.add({ source: 'bar', text: 'port:80' })
    expect(selection.clauses.map(({ id, text, exclude }) => [id, text, exclude])).toEqual([
      ['c1', 'type:dns', true],
      ['c2', 'port:80', false],
    ])
  })

  it('with the same words from one source are one', () => {
    const selection = useSelectionStore()
    selection.add({ source: 'bar', text: 'type:dns' })
    selection.add({ source: 'bar', text: 'type:dns', exclude: true })
    selection.add({ source: 'type', text: 'type:dns' })
    expect(texts()).toEqual(['-bar:type:dns', 'type:type:dns'])
  })
})
