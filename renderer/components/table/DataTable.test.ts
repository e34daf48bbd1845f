import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import type { Column } from './columns'
import DataTable from './DataTable.vue'

const columns: Column<number>[] = [{ id: 'n', title: 'n', width: '1fr', value: (row) => row, sortBy: (row) => row }]
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index)

function table(props: Record<string, unknown>) {
  const grid = mount(DataTable<number>, { props: { label: 'Numbers', columns, rowKey: String, rows: range(0, 100), ...props } })
  // WHY: nothing is laid out here; ten rows and the head are in sight.
  Object.defineProperty(grid.element, 'clientHeight', { value: 11 * 28 })
  async function press(...keys: string[]) {
    for (const key of keys) {
      await grid.trigger('keydown', { key })
      await vi.waitFor(() => expect(grid.emitted('update:selected')).toBeDefined())
      await grid.setProps({ selected: grid.emitted('update:selected')!.at(-1)![0] as string })
    }
    return grid.props('selected')
  }
  return { grid, press }
}

it('is walked by arrows, pages and ends', async () => {
  const { press } = table({})
  expect(await press('ArrowDown', 'ArrowDown')).toBe('1')
  expect(await press('PageDown')).toBe('10')
  expect(await press('PageUp')).toBe('1')
  expect(await press('ArrowUp', 'ArrowUp')).toBe('0')
  expect(await press('End')).toBe('99')
  expect(await press('Home')).toBe('0')
})

it('brings the ends of all where its rows are only a part', async () => {
  const asked: string[] = []
  const { grid } = table({
    rows: range(400, 10),
    sortedOutside: true,
    toEnd: async (end: 'first' | 'last') => {
      asked.push(end)
      await grid.setProps({ rows: end === 'first' ? range(0, 10) : range(990, 10) })
    },
  })
  await grid.trigger('keydown', { key: 'End' })
  await vi.waitFor(() => expect(grid.emitted('update:selected')).toEqual([['999']]))
  await grid.trigger('keydown', { key: 'Home' })
  await vi.waitFor(() => expect(grid.emitted('update:selected')).toEqual([['999'], ['0']]))
  expect(asked).toEqual(['last', 'first'])
})
