/** What the caret stands in, so that completion knows whether a field or a value is wanted. */
import { fieldNamed, type FieldName } from './fields'

/** `from` is where the text to replace begins; `prefix` is what was typed of it, without its opening quote. */
export type Caret =
  | { wants: 'field'; from: number; prefix: string }
  | { wants: 'value'; field: FieldName; from: number; prefix: string }
  | { wants: 'nothing' }

const unescaped = (text: string) => text.replace(/\\([\s\S])/g, '$1')

/** Shape: text before the caret → the field whose bracket `field:( …` is still open, with the text behind that bracket. */
function openList(before: string): string | null {
  let depth = 0
  let quote = false
  for (let i = before.length - 1; i >= 0; i--) {
    const sign = before[i]!
    if (sign === '"' && before[i - 1] !== '\\') quote = !quote
    if (quote) continue
    if (sign === ')') depth++
    if (sign === '(' && --depth < 0) {
      const name = /([A-Za-z_][\w.]*):$/.exec(before.slice(0, i))
      if (name !== null) return name[1]!
      depth = 0
    }
  }
  return null
}

/** Shape: (filter text, position) → what could be completed there. */
export function caretAt(text: string, position: number): Caret {
  const before = text.slice(0, position)
  const typed = /([A-Za-z_][\w.]*):(?:[<>]=?)?("(?:[^"\\]|\\[\s\S])*|(?:[^\s()"[\]{}\\]|\\[\s\S])*)$/.exec(before)
  const word = /(?:^|[\s(]|[\s(][-+!]+|^[-+!]+)("(?:[^"\\]|\\[\s\S])*|[^\s()":[\]{}\-+!][^\s()":[\]{}]*|)$/.exec(before)
  const [name, part] = typed !== null ? [typed[1]!, typed[2]!] : [openList(before), word?.[1] ?? '']
  if (name !== null) {
    const field = fieldNamed(name)
    const prefix = unescaped(part.replace(/^"/, ''))
    return field === null ? { wants: 'nothing' } : { wants: 'value', field, from: position - part.length, prefix }
  }
  if (word === null || part.startsWith('"')) return { wants: 'nothing' }
  return { wants: 'field', from: position - part.length, prefix: part }
}
