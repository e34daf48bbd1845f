/** Parts of the Markdown editor: its look, its highlighting, and the chips of `[E1]` marks inside the text. */
import { markdown } from '@codemirror/lang-markdown'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { StateEffect, type Extension } from '@codemirror/state'
import { Decoration, EditorView, MatchDecorator, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'
import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { tags } from '@lezer/highlight'
import type { ChipFaces } from './markdown'

/** Tells an editor that states of citations changed. */
export const facesChanged = StateEffect.define<null>()

/** How editors of the notebook look. */
export const editorTheme = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'transparent' },
  '.cm-scroller': { fontFamily: 'var(--bt-font-mono)', lineHeight: '21px', overflow: 'auto' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--bt-accent)' },
  '.cm-line': { padding: '0 16px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--bt-accent)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--bt-accent-ground) !important' },
  '.cm-placeholder': { color: 'var(--bt-faint)' },
  '.cm-mark': {
    borderRadius: '3px',
    padding: '0 1px',
    fontWeight: '600',
    border: '1px solid currentColor',
    color: 'var(--bt-mute)',
  },
  '.cm-mark[data-state=verified]': { color: 'var(--bt-good)' },
  '.cm-mark[data-state=changed], .cm-mark[data-state=missing]': { color: 'var(--bt-bad)' },
  '.cm-mark[data-state=engine-differs]': { color: 'var(--bt-warn)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--bt-pane)',
    border: '1px solid var(--bt-line)',
    borderRadius: '8px',
    boxShadow: 'var(--bt-shadow)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--bt-font-mono)', maxHeight: '16em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px !important' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--bt-accent-ground) !important',
    color: 'var(--bt-ink) !important',
  },
  '.cm-completionDetail': { color: 'var(--bt-mute)', fontStyle: 'normal' },
})

const highlight = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '600', color: 'var(--bt-ink)' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.monospace, color: 'var(--bt-accent)' },
  { tag: tags.quote, color: 'var(--bt-mute)' },
  { tag: [tags.processingInstruction, tags.contentSeparator], color: 'var(--bt-faint)' },
  { tag: tags.url, color: 'var(--bt-mute)' },
])

function marks(faces: ChipFaces): Extension {
  const matcher = new MatchDecorator({
    regexp: /\[(E\d{1,5})\]/g,
    decoration: ([, label]) => {
      const face = faces(label!)
      return Decoration.mark({ class: 'cm-mark', attributes: { 'data-state': face.state, title: `${label}: ${face.words}` } })
    },
  })
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view)
      }
      update(update: ViewUpdate) {
        const asked = update.transactions.some((one) => one.effects.some((effect) => effect.is(facesChanged)))
        this.decorations = asked ? matcher.createDeco(update.view) : matcher.updateDeco(update, this.decorations)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  )
}

function completeMarks(labels: () => readonly { label: string; says: string }[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/\[E?\d*/)
    if (word === null) return null
    return {
      from: word.from,
      options: labels().map(({ label, says }) => ({ label: `[${label}]`, detail: says.slice(0, 60) })),
      validFor: /^\[E?\d*\]?$/,
    }
  }
}

/** Shape: how labels look and which there are → the extensions of a Markdown editor. */
export function entryEditing(faces: ChipFaces, labels: () => readonly { label: string; says: string }[]): Extension {
  return [
    markdown(),
    syntaxHighlighting(highlight),
    editorTheme,
    EditorView.lineWrapping,
    marks(faces),
    autocompletion({ override: [completeMarks(labels)], icons: false }),
  ]
}
