/** What a link holds: view, its subject, filters, window, selected row. Text after `#`; the same place gives the same text. */
import { EVERYTHING, type Clause, type Selection, type TimeWindow } from '#contract/selection'

export interface Place {
  view: string
  subject: string
  selection: Selection
  rowKey: string | null
}

/** Marks of a clause: `-` excluded, `!` switched off; then its source, `~`, its text. */
function clauseToText({ source, text, exclude, disabled }: Clause): string {
  return `${exclude ? '-' : ''}${disabled ? '!' : ''}${source}~${text}`
}
const CLAUSE = /^(-?)(!?)([\w-]*)~([\s\S]+)$/
function clauseFromText(text: string, index: number): Clause[] {
  const match = CLAUSE.exec(text)
  if (match === null) return []
  return [{ id: `c${index + 1}`, source: match[3]!, text: match[4]!, exclude: match[1] !== '', disabled: match[2] !== '' }]
}

function windowToText(window: TimeWindow): string | null {
  if (window.kind === 'last') return `last-${window.seconds}`
  return window.kind === 'between' ? `${window.fromUs}-${window.toUs}` : null
}
function windowFromText(text: string | null): TimeWindow {
  const last = /^last-(\d+)$/.exec(text ?? '')
  if (last !== null && Number(last[1]) > 0) return { kind: 'last', seconds: Number(last[1]) }
  const between = /^(-?\d+)-(-?\d+)$/.exec(text ?? '')
  if (between !== null) return { kind: 'between', fromUs: Number(between[1]), toUs: Number(between[2]) }
  return EVERYTHING.window
}

/** Shape: place → `#/view/subject?f=…&w=…&row=…`. */
export function linkOf({ view, subject, selection, rowKey }: Place): string {
  const params = new URLSearchParams()
  for (const clause of selection.clauses) params.append('f', clauseToText(clause))
  const window = windowToText(selection.window)
  if (window !== null) params.set('w', window)
  if (rowKey !== null) params.set('row', rowKey)
  const query = params.toString()
  return `#/${view}${subject === '' ? '' : `/${encodeURIComponent(subject)}`}${query === '' ? '' : `?${query}`}`
}

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** Shape: text after `#` → place; whatever does not read is left out. */
export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split(/\?(.*)/s)
  const [view = '', subject = ''] = path.split('/')
  const params = new URLSearchParams(query)
  return {
    view,
    subject: decoded(subject),
    selection: { clauses: params.getAll('f').flatMap(clauseFromText), window: windowFromText(params.get('w')) },
    rowKey: params.get('row'),
  }
}
