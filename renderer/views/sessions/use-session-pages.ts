/** The sessions in view, page after page, so that any of millions can be reached in either order. */
import type { SessionOrder, SessionPage } from '#contract/sessions'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { useLatest } from '../../composables/use-latest'
import { useCaseStore } from '../../stores/case'
import { useSelectionStore } from '../../stores/selection'
import { useClient } from '../../transport/transport'

/** Rows asked for at once. Chosen: several screens. */
const PAGE_ROWS = 200

/** Asks for one page at a time; a newer question gives up the one before it. */
function usePageQuestion(order: Ref<SessionOrder>) {
  const client = useClient()
  const selection = useSelectionStore()
  const { pending, error, ask: askLatest, giveUp } = useLatest()
  /** → the page, or null where it failed or was given up. */
  function ask(after: string | null): Promise<SessionPage | null> {
    giveUp()
    const query = { selection: selection.selection, order: order.value, limit: PAGE_ROWS, after: after ?? undefined }
    return askLatest((signal) => client.sessions.page(query, { signal }))
  }
  return { pending, error, ask }
}

/** Shape: → rows held, how the question stands, and `more`. A change of the selection, the order or the case begins anew. */
export function useSessionPages() {
  const caseStore = useCaseStore()
  const selection = useSelectionStore()
  const order = ref<SessionOrder>('-length')
  const held = shallowRef<SessionPage | null>(null)
  const { pending, error, ask } = usePageQuestion(order)

  async function begin() {
    held.value = (await ask(null)) ?? held.value
  }
  async function more() {
    const after = held.value?.next ?? null
    if (after === null || pending.value) return
    const page = await ask(after)
    if (page !== null && held.value !== null) held.value = { rows: [...held.value.rows, ...page.rows], next: page.next }
  }
  watch(
    () => JSON.stringify([selection.selection, caseStore.revision, order.value]),
    () => void begin(),
    { immediate: true },
  )
  const rows = computed(() => held.value?.rows ?? [])
  const state = computed(() => ({
    pending: pending.value,
    error: error.value,
    empty: held.value?.rows.length === 0,
    has: held.value !== null,
  }))
  return { rows, order, state, begin, more }
}
