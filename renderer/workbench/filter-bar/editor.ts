/** The editor of the filter bar: one line, completion from the engine, errors under the column they name. */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  completionStatus,
  startCompletion,
  type Completion as Offer,
  type CompletionContext,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { setDiagnostics } from '@codemirror/lint'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap, placeholder, type KeyBinding } from '@codemirror/view'
import type { CompletionResult, ParsedQuery } from '#contract/query'
import { formatCount } from '../../format/number'
import { filterLanguage } from './language'
import { editorLook } from './look'

export interface EditorHooks {
  label: string
  hint: string
  changed: (text: string) => void
  /** Enter, where no completion is open. */
  submitted: () => void
  /** Backspace in an empty line. */
  backspacedOut: () => void
  /** Escape, where no completion is open. */
  left: () => void
  complete: (text: string, position: number) => Promise<CompletionResult | null>
}

/** Shape: the engine's options → those of the editor: counts beside the name, most frequent first. */
function offersOf({ from, options }: CompletionResult) {
  return {
    from,
    filter: false,
    options: options.map(({ label, detail, count, apply }): Offer => ({
      label,
      detail: count === undefined ? detail : `${detail === '' ? '' : `${detail} · `}${formatCount(count)}`,
      apply: (view, _offer, start, end) => {
        view.dispatch({ changes: { from: start, to: end, insert: apply }, selection: { anchor: start + apply.length } })
        if (apply.endsWith(':')) startCompletion(view)
      },
    })),
  }
}

function keys(hooks: EditorHooks): KeyBinding[] {
  return [
    { key: 'Tab', run: acceptCompletion },
    {
      key: 'Enter',
      run: (view) => {
        if (completionStatus(view.state) === 'active' && acceptCompletion(view)) return true
        hooks.submitted()
        return true
      },
    },
    {
      key: 'Backspace',
      run: (view) => {
        if (view.state.doc.length > 0) return false
        hooks.backspacedOut()
        return true
      },
    },
    {
      key: 'Escape',
      run: (view) => {
        if (completionStatus(view.state) !== null) return false
        hooks.left()
        return true
      },
    },
  ]
}

const oneLine = EditorState.transactionFilter.of((transaction) => (transaction.newDoc.lines > 1 ? [] : transaction))
/** WHY: a pasted text of several lines becomes one line of words, rather than nothing. */
const pasteAsOneLine = EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\s*[\r\n]+\s*/g, ' ').trim())

/** WHY: given as text the editor would call it a placeholder to screen readers too, which a combobox cannot have. */
const hintOf = (text: string) => () => Object.assign(document.createElement('span'), { textContent: text })

/** Shape: parent element and hooks → the editor. */
export function createFilterEditor(parent: HTMLElement, hooks: EditorHooks): EditorView {
  const source = async ({ state, pos, explicit }: CompletionContext) => {
    const text = state.doc.toString()
    if (text === '' && !explicit) return null
    const result = await hooks.complete(text, pos)
    return result === null || result.options.length === 0 ? null : offersOf(result)
  }
  const extensions: Extension[] = [
    oneLine,
    pasteAsOneLine,
    history(),
    closeBrackets(),
    filterLanguage(),
    editorLook,
    placeholder(hintOf(hooks.hint)),
    autocompletion({ override: [source], icons: false, activateOnTypingDelay: 60, interactionDelay: 0 }),
    keymap.of([...keys(hooks), ...historyKeymap, ...defaultKeymap]),
    EditorView.contentAttributes.of(({ state }) => ({
      'aria-label': hooks.label,
      'aria-description': hooks.hint,
      role: 'combobox',
      'aria-expanded': String(completionStatus(state) === 'active'),
      'aria-haspopup': 'listbox',
    })),
    EditorView.updateListener.of((update) => update.docChanged && hooks.changed(update.state.doc.toString())),
  ]
  const view = new EditorView({ parent, state: EditorState.create({ extensions }) })
  // WHY: the editor says of itself that it has many lines, which a combobox cannot have.
  view.contentDOM.removeAttribute('aria-multiline')
  return view
}

/** Replace the whole text. */
export function setText(view: EditorView, text: string) {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.length } })
}

/** Underline what the engine could not read. */
export function showErrors(
  view: EditorView,
  { errors }: Pick<ParsedQuery, 'errors'>,
  words: (column: number, expected: string) => string,
) {
  const end = view.state.doc.length
  const diagnostics = errors.map(({ from, to, expected }) => ({
    from: Math.max(0, Math.min(from, end - 1)),
    to: Math.min(Math.max(to, from + 1), end),
    severity: 'error' as const,
    message: words(from + 1, expected),
  }))
  view.dispatch(setDiagnostics(view.state, diagnostics))
}
