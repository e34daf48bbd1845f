/** The events in view, page by page both ways, so that any of millions can be reached without holding them all. */
import type { EventRow } from '#contract/event'
import { useDebounceFn } from '@vueuse/core'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useCaseStore } from '../../stores/case'
import { useSelectionStore } from '../../stores/selection'
import { useSettledStore } from '../../stores/settled'
import { failureFrom, isAbort, type Failure } from '../../transport/faults'
import { useClient } from '../../transport/transport'

/** Rows asked for at once. Chosen: several screens, some ten milliseconds. */
const PAGE = 200

type Order = 'ts' | '-ts'

/** Shape: → rows so far, whether more follow or precede, and how to get them. A change of the selection begins anew. */
export function useEventPages() {
  const client = useClient()
  const caseStore = useCaseStore()
  const selection = useSelectionStore()
  const settled = useSettledStore()
  const order = ref<Order>('ts')
  const rows = shallowRef<readonly EventRow[]>([])
  const next = shallowRef<string | null>(null)
  const prev = shallowRef<string | null>(null)
  const pending = shallowRef(false)
  const asked = shallowRef(false)
  const error = shallowRef<Failure | null>(null)
  let running: AbortController | null = null

  async function ask(
    place: { after?: string; before?: string; around?: { key: string } | { tsUs: number } },
    put: (page: EventRow[]) => readonly EventRow[],
  ) {
    const mine = (running ??= new AbortController())
    const done = settled.begin()
    pending.value = true
    try {
      const page = await client.query.page(
        { selection: selection.selection, order: order.value, limit: PAGE, ...place },
        { signal: mine.signal },
      )
      if (running !== mine) return
      rows.value = put(page.rows)
      if (place.before === undefined) next.value = page.next
      if (place.after === undefined) prev.value = page.prev
      error.value = null
      asked.value = true
    } catch (thrown) {
      if (running === mine && !isAbort(thrown)) error.value = failureFrom(thrown)
    } finally {
      if (running === mine) pending.value = false
      done()
    }
  }
  /** From the first event, or around the one whose drawer is open. */
  async function begin() {
    running?.abort()
    running = null
    const key = selection.rowKey
    if (key !== null) {
      await ask({ around: { key } }, (page) => page)
      if (rows.value.some((row) => row.event_key === key)) return
    }
    await ask({}, (page) => page)
  }
  /** Begin anew in the middle, at a moment. */
  async function seek(tsUs: number) {
    running?.abort()
    running = null
    await ask({ around: { tsUs } }, (page) => page)
  }
  const more = async () => {
    if (next.value === null || pending.value) return
    await ask({ after: next.value }, (page) => [...rows.value, ...page])
  }
  /** → how many rows were put before the first. */
  async function before(): Promise<number> {
    if (prev.value === null || pending.value) return 0
    const known = rows.value.length
    await ask({ before: prev.value }, (page) => [...page, ...rows.value])
    return rows.value.length - known
  }
  const beginSoon = useDebounceFn(begin, 0)
  watch(
    () => JSON.stringify([selection.selection, caseStore.revision, order.value]),
    () => void beginSoon(),
    { immediate: true },
  )
  onScopeDispose(() => {
    running?.abort()
    running = null
  })
  const empty = computed(() => asked.value && rows.value.length === 0)
  return { rows, next, prev, pending, asked, error, empty, order, begin, seek, more, before }
}
