/** SQL in an editor: colours of its words, and completion of views, columns and words with what they mean. */
import type { SqlView } from '#contract/sql'
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { StreamLanguage, type StreamParser } from '@codemirror/language'

const WORDS = new Set(
  `all and any as asc asof between by case cast collate cross describe desc distinct else end except exclude exists false filter first from
  full group having ilike in inner intersect interval is join last lateral left like limit natural not null nulls offset on or order outer
  over partition qualify recursive replace right rows select semi anti summarize table then true union unnest using values when where
  window with within`.split(/\s+/),
)

interface State {
  inComment: boolean
}

const parser: StreamParser<State> = {
  startState: () => ({ inComment: false }),
  token(stream, state) {
    if (state.inComment) {
      state.inComment = !stream.skipTo('*/')
      if (state.inComment) stream.skipToEnd()
      else stream.match('*/')
      return 'comment'
    }
    if (stream.eatSpace()) return null
    if (stream.match('--')) return (stream.skipToEnd(), 'comment')
    if (stream.match('/*')) return ((state.inComment = true), 'comment')
    if (stream.match(/^'(?:[^']|'')*'?/)) return 'string'
    if (stream.match(/^"(?:[^"]|"")*"?/)) return 'variableName'
    if (stream.match(/^\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?/i)) return 'number'
    const word = stream.match(/^[a-z_]\w*/i) as RegExpMatchArray | null
    if (word !== null) return WORDS.has(word[0].toLowerCase()) ? 'keyword' : 'variableName'
    stream.next()
    return null
  },
  languageData: { commentTokens: { line: '--', block: { open: '/*', close: '*/' } } },
}

export const sqlLanguage = StreamLanguage.define(parser)

const wordOptions: Completion[] = [...WORDS].map((word) => ({ label: word.toUpperCase(), type: 'keyword', boost: -10 }))

/** Shape: statement × views → columns of the views it names; of all views where it names none. */
export function columnsOf(statement: string, views: readonly SqlView[]): Completion[] {
  const named = new Set(statement.toLowerCase().match(/[a-z_]+/g) ?? [])
  const used = views.filter(({ name }) => named.has(name))
  const columns = (used.length > 0 ? used : views).flatMap((view) =>
    view.columns.map((column) => ({ ...column, view: view.name })),
  )
  return columns.map(({ name, type, doc, view }) => ({
    label: name,
    detail: type.toLowerCase(),
    info: `${view}.${name}: ${doc}`,
    type: 'property',
    boost: 2,
  }))
}

/** Shape: views there are → the source of completions of an editor. */
export function completeSql(views: () => readonly SqlView[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[\w]+/)
    if (word === null && !context.explicit) return null
    const known = views()
    const tables: Completion[] = known.map(({ name, doc }) => ({
      label: name,
      detail: 'view',
      info: doc,
      type: 'class',
      boost: 5,
    }))
    const options = [...tables, ...columnsOf(context.state.doc.toString(), known), ...wordOptions]
    return { from: word?.from ?? context.pos, options, validFor: /^\w*$/ }
  }
}
