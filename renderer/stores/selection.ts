/** What is in view, and how one got there: clauses, window, and a tree of steps with back and forward. */
import { EVERYTHING, type Selection, type TimeWindow } from '#contract/selection'
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
const same = (one: Selection, other: Selection) => JSON.stringify(one) === JSON.stringify(other)

/** The steps taken, and where in their tree one stands. */
function useStepTree() {
  const steps = ref<Step[]>([{ ...FIRST }])
  const cursor = ref(0)
  const step = computed(() => steps.value[cursor.value]!)
  const selection = computed(() => step.value.selection)
  /** From the first step through the present one to where forward ends. */
  const path = computed(() => {
    const before: Step[] = []
    for (let at: Step | undefined = step.value; at; at = at.parent === null ? undefined : steps.value[at.parent])
      before.unshift(at)
    for (let id = step.value.next; id !== null; id = steps.value[id]!.next) before.push(steps.value[id]!)
    return before
  })
  /** Go to a new selection as a step of its own; the same selection again is no step. */
  function go(next: Selection, says: string) {
    if (same(next, selection.value)) return
    const id = steps.value.length
    step.value.next = id
    steps.value.push({ id, parent: cursor.value, next: null, selection: next, says, count: null })
    cursor.value = id
  }
  function visit(id: number) {
    const target = steps.value[id]
    if (target === undefined) return
    if (target.parent !== null) steps.value[target.parent]!.next = id
    cursor.value = id
  }
  function restart(to: Selection) {
    steps.value = [{ ...FIRST, selection: to }]
    cursor.value = 0
  }
  return { steps, cursor, step, selection, path, go, visit, restart }
}
type StepTree = ReturnType<typeof useStepTree>

/** Ways to steps that are there already. */
function travels({ step, path, go, visit }: StepTree) {
  const position = computed(() => path.value.indexOf(step.value) + 1)
  const canBack = computed(() => step.value.parent !== null)
  const canForward = computed(() => step.value.next !== null)
  const back = () => step.value.parent !== null && visit(step.value.parent)
  const forward = () => step.value.next !== null && visit(step.value.next)
  /** Come to a selection from outside, by a link or the browser's own back: along the path where it lies there. */
  function arrive(next: Selection) {
    const near = [step.value, ...path.value].find((other) => same(other.selection, next))
    if (near === undefined) go(next, 'a link')
    else visit(near.id)
  }
  return { position, canBack, canForward, back, forward, arrive }
}

/** Changes of the selection, each a step of its own. */
function changes({ selection, go }: StepTree) {
  const add = (clause: NewClause) => go(addClause(selection.value, clause), clause.text)
  const change = (id: string, to: ClauseChange) => go(changeClause(selection.value, id, to), 'changed a filter')
  const remove = (id: string) => go(removeClause(selection.value, id), 'removed a filter')
  const setWindow = (next: TimeWindow) => go({ ...selection.value, window: next }, 'changed the window')
  const clear = () => go({ ...selection.value, clauses: [] }, 'cleared the filters')
  /** Include, add or shut out one value of a field; the same pick again takes it back. */
  function pick(source: string, field: string, value: Value, mode: PickMode = 'only') {
    go(pickValue(selection.value, source, field, value, mode), `${mode === 'exclude' ? '−' : ''}${pickText(field, value)}`)
  }
  return { add, change, remove, setWindow, clear, pick }
}

export const useSelectionStore = defineStore('selection', () => {
  const tree = useStepTree()
  const { steps, cursor, step, selection, path, go, visit, restart } = tree
  /** Key of the event whose drawer is open. */
  const rowKey = shallowRef<string | null>(null)
  const clauses = computed(() => selection.value.clauses)
  const window = computed(() => selection.value.window)
  const noteCount = (count: number) => (step.value.count = count)
  /** Forget every step: another case was opened. */
  function reset(to: Selection = EVERYTHING) {
    restart(to)
    rowKey.value = null
  }
  const plain = { steps, cursor, rowKey, step, selection, clauses, window, path, go, visit, noteCount, reset }
  return { ...plain, ...travels(tree), ...changes(tree) }
})
