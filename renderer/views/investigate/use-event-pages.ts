/** The events in view, page by page both ways, so that any of millions can be reached without holding them all. */
import { useDebounceFn } from '@vueuse/core'
import { computed, ref, shallowRef, watch } from 'vue'
import { useCaseStore } from '../../stores/case'
import { useSelectionStore } from '../../stores/selection'
import { withNext, withPrevious, type HeldPage } from './held-pages'
import { usePageQuestion, type Order, type PagePlace } from './use-page-question'

/** Nothing is held until the first page has come. */
const useHeld = () => {
  const pages = shallowRef<readonly HeldPage[] | null>(null)
  return {
    pages,
    rows: computed(() => (pages.value ?? []).flatMap((page) => page.rows)),
    next: computed(() => pages.value?.at(-1)?.next ?? null),
    prev: computed(() => pages.value?.[0]?.prev ?? null),
  }
}
type Held = ReturnType<typeof useHeld>
type Question = ReturnType<typeof usePageQuestion>

/** What holds another place alone: the beginning, the row whose drawer is open, a moment, either end. */
function jumps({ pages, rows, next, prev }: Held, { ask, giveUp }: Question, order: () => Order) {
  const selection = useSelectionStore()
  /** Grows with each beginning that came, so that the table can go to its place. */
  const begun = shallowRef(0)
  async function hold(place: PagePlace) {
    giveUp()
    const page = await ask(order(), place)
    if (page !== null) pages.value = [page]
  }
  async function begin() {
    const key = selection.rowKey
    if (key !== null) await hold({ around: { key } })
    if (key === null || !rows.value.some((row) => row.event_key === key)) await hold({})
    begun.value += 1
  }
  const seek = (tsUs: number) => hold({ around: { tsUs } })
  async function first() {
    if (prev.value !== null) await hold({})
  }
  async function last() {
    if (next.value === null) return
    giveUp()
    // WHY: the last page is the first one the other way round; a cursor names a place, whatever the order.
    const page = await ask(order() === 'ts' ? '-ts' : 'ts', {})
    if (page !== null) pages.value = [{ rows: [...page.rows].reverse(), next: null, prev: page.next }]
  }
  return { begun, begin, seek, first, last }
}

/** What holds one page more; the view stays where it is, so each says by how many rows the first one moved. */
function steps({ pages, next, prev }: Held, { ask, pending }: Question, order: () => Order) {
  /** → rows let go before the first. */
  async function more(): Promise<number> {
    const page = next.value === null || pending.value ? null : await ask(order(), { after: next.value })
    if (page === null) return 0
    const { held, dropped } = withNext(pages.value ?? [], page)
    pages.value = held
    return dropped
  }
  /** → rows put before the first. */
  async function before(): Promise<number> {
    const page = prev.value === null || pending.value ? null : await ask(order(), { before: prev.value })
    if (page === null) return 0
    pages.value = withPrevious(pages.value ?? [], page)
    return page.rows.length
  }
  return { more, before }
}

/** Shape: → the rows held, whether more are on the way, and how to get to others. A change of the selection begins anew. */
export function useEventPages() {
  const caseStore = useCaseStore()
  const selection = useSelectionStore()
  const order = ref<Order>('ts')
  const held = useHeld()
  const question = usePageQuestion()
  const toPlaces = jumps(held, question, () => order.value)
  const beginSoon = useDebounceFn(toPlaces.begin, 0)
  watch(
    () => JSON.stringify([selection.selection, caseStore.revision, order.value]),
    () => void beginSoon(),
    { immediate: true },
  )
  const asked = computed(() => held.pages.value !== null)
  const empty = computed(() => asked.value && held.rows.value.length === 0)
  const { pending, error } = question
  return { rows: held.rows, asked, empty, pending, error, order, ...toPlaces, ...steps(held, question, () => order.value) }
}
