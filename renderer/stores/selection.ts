/** What is in view, and how one got there: clauses, window, and a tree of steps with back and forward. */
import { EVERYTHING, type Clause, type Selection, type TimeWindow } from '#contract/selection'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { pickText, pickValue, type PickMode, type Value } from './picks'
import { addClause, changeClause, removeClause, type ClauseChange, type NewClause } from './selection-steps'

/** One step of the tree; `count` is known once its questions were answered. */
export interface Step {
  id: number
  parent: number | null
  /** Child visited last: where forward leads. */
  next: number | null
  selection: Selection
  says: string
  count: number | null
}

const FIRST: Step = { id: 0, parent: null, next: null, selection: EVERYTHING, says: 'everything', count: null }

export const useSelectionStore = defineStore('selection', () => {
  const steps = ref<Step[]>([{ ...FIRST }])
  const cursor = ref(0)
  /** Key of the event whose drawer is open. */
  const rowKey = shallowRef<string | null>(null)
  const step = computed(() => steps.value[cursor.value]!)
  const selection = computed(() => step.value.selection)
  const clauses = computed(() => selection.value.clauses)
  const window = computed(() => selection.value.window)
  /** From the first step through the present one to where forward ends. */
  const path = computed(() => {
    const before: Step[] = []
    for (let at: Step | undefined = step.value; at; at = at.parent === null ? undefined : steps.value[at.parent])
      before.unshift(at)
    for (let id = step.value.next; id !== null; id = steps.value[id]!.next) before.push(steps.value[id]!)
    return before
  })
  const position = computed(() => path.value.indexOf(step.value) + 1)
  const canBack = computed(() => step.value.parent !== null)
  const canForward = computed(() => step.value.next !== null)

  /** Go to a new selection as a step of its own; the same selection again is no step. */
  function go(next: Selection, says: string) {
    if (JSON.stringify(next) === JSON.stringify(selection.value)) return
    const id = steps.value.length
    step.value.next = id
    steps.value.push({ id, parent: cursor.value, next: null, selection: next, says, count: null })
    cursor.value = id
  }
  /** Change the present step in place: while an edge is dragged, or to take up a link at start. */
  function amend(next: Selection) {
    step.value.selection = next
    step.value.count = null
  }
  const visit = (id: number) => {
    const target = steps.value[id]
    if (target === undefined) return
    if (target.parent !== null) steps.value[target.parent]!.next = id
    cursor.value = id
  }
  /** Come to a selection from outside, by a link or the browser's own back: along the path where it lies there. */
  function arrive(next: Selection) {
    const wanted = JSON.stringify(next)
    const near = [step.value, ...path.value].find((other) => JSON.stringify(other.selection) === wanted)
    if (near === undefined) go(next, 'a link')
    else visit(near.id)
  }
  const back = () => step.value.parent !== null && visit(step.value.parent)
  const forward = () => step.value.next !== null && visit(step.value.next)

  const add = (clause: NewClause) => go(addClause(selection.value, clause), clause.text)
  const change = (id: string, to: ClauseChange) => go(changeClause(selection.value, id, to), 'changed a filter')
  const remove = (id: string) => go(removeClause(selection.value, id), 'removed a filter')
  const setWindow = (next: TimeWindow) => go({ ...selection.value, window: next }, 'changed the window')
  const clear = () => go({ ...selection.value, clauses: [] }, 'cleared the filters')
  /** Include, add or shut out one value of a field; the same pick again takes it back. */
  function pick(source: string, field: string, value: Value, mode: PickMode = 'only') {
    go(pickValue(selection.value, source, field, value, mode), `${mode === 'exclude' ? '−' : ''}${pickText(field, value)}`)
  }
  const noteCount = (count: number) => (step.value.count = count)
  /** Forget every step: another case was opened. */
  function reset(to: Selection = EVERYTHING) {
    steps.value = [{ ...FIRST, selection: to }]
    cursor.value = 0
    rowKey.value = null
  }
  const bySource = (source: string): Clause[] => clauses.value.filter((clause) => clause.source === source)
  return {
    steps,
    cursor,
    rowKey,
    step,
    selection,
    clauses,
    window,
    path,
    position,
    canBack,
    canForward,
    go,
    amend,
    visit,
    arrive,
    back,
    forward,
    add,
    change,
    remove,
    setWindow,
    clear,
    pick,
    noteCount,
    reset,
    bySource,
  }
})
