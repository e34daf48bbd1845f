/** How the filter editor looks: the colours of the theme, one line, the completion list as every other menu. */
import { EditorView } from '@codemirror/view'

export const editorLook = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--bt-ink)', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--bt-font-mono)', lineHeight: '24px', overflowX: 'auto', scrollbarWidth: 'none' },
  '.cm-content': { padding: '0', caretColor: 'var(--bt-accent)' },
  '.cm-line': { padding: '0 2px' },
  '.cm-placeholder': { color: 'var(--bt-faint)' },
  '.cm-cursor': { borderLeftColor: 'var(--bt-accent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--bt-accent-ground)',
    color: 'inherit',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--bt-accent-ground)', outline: 'none' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bt-bad) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-tooltip': {
    border: '1px solid var(--bt-line)',
    borderRadius: '8px',
    backgroundColor: 'var(--bt-pane)',
    color: 'var(--bt-ink)',
    boxShadow: 'var(--bt-shadow)',
    zIndex: '60',
  },
  '.cm-tooltip.cm-tooltip-lint': { padding: '2px 4px' },
  '.cm-diagnostic-error': { borderLeft: '2px solid var(--bt-bad)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--bt-font-mono)',
    maxHeight: '20rem',
    padding: '4px',
    minWidth: '16rem',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'center',
    padding: '2px 8px',
    borderRadius: '4px',
    lineHeight: '20px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--bt-accent-ground)', color: 'var(--bt-ink)' },
  '.cm-completionLabel': { flex: '1' },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--bt-accent)' },
  '.cm-completionDetail': { marginLeft: '1.5rem', fontStyle: 'normal', color: 'var(--bt-mute)' },
})
