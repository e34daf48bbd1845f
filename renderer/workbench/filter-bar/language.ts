/** The query language in the editor: colours of its parts. */
import { HighlightStyle, LRLanguage, LanguageSupport, syntaxHighlighting } from '@codemirror/language'
import { tags } from '@lezer/highlight'
import { filterHighlight } from '#contract/query-language/highlight'
import { parser } from '#contract/query-language/parser'

const language = LRLanguage.define({
  name: 'filter',
  parser: parser.configure({ props: [filterHighlight] }),
  languageData: { closeBrackets: { brackets: ['(', '"', '['] } },
})

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--bt-accent)' },
  { tag: [tags.string, tags.regexp], color: 'var(--bt-good)' },
  { tag: [tags.logicOperator, tags.operatorKeyword], color: 'var(--bt-warn)', fontWeight: '600' },
  { tag: [tags.compareOperator, tags.paren], color: 'var(--bt-mute)' },
])

/** Shape: → editor extension. */
export const filterLanguage = () => new LanguageSupport(language, [syntaxHighlighting(colors)])
