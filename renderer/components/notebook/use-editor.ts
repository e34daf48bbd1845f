/** A text editor in an element of a component, its text kept equal to a model. */
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, placeholder } from '@codemirror/view'
import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue'

export interface EditorOptions {
  label: string
  hint: string
  /** Attributes of what is typed into, beside its label. */
  attributes: Record<string, string>
  extensions: () => Extension[]
}

/** Shape: element, model → the editor's view while it is there, and deeds on it. Options are read once, when it is mounted. */
export function useEditor(holder: Readonly<Ref<HTMLElement | null>>, model: Ref<string>, options: () => EditorOptions) {
  let view: EditorView | null = null
  onMounted(() => {
    const { label, hint, attributes, extensions } = options()
    view = new EditorView({
      parent: holder.value!,
      state: EditorState.create({
        doc: model.value,
        extensions: [
          ...extensions(),
          placeholder(hint),
          EditorView.contentAttributes.of({ 'aria-label': label, ...attributes }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) model.value = update.state.doc.toString()
          }),
        ],
      }),
    })
  })
  onBeforeUnmount(() => view?.destroy())
  watch(model, (next) => {
    if (view === null || next === view.state.doc.toString()) return
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } })
  })
  return {
    view: () => view,
    /** Put text where the cursor is. */
    insert: (text: string) => {
      if (view === null) return
      const { from, to } = view.state.selection.main
      view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } })
      view.focus()
    },
    focus: () => view?.focus(),
  }
}
