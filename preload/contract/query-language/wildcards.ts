/** Wildcard texts: `*` any run, `?` one character, `\` makes the next character stand for itself. */
import type { WildcardText } from './expression'

const TOKEN = /\\([\s\S])|([*?])|([^\\*?])/gu

type Piece = { wild: '*' | '?' } | { literal: string }

function pieces(pattern: WildcardText): Piece[] {
  return [...pattern.matchAll(TOKEN)].map(([, escaped, wild, plain]) =>
    wild === undefined ? { literal: escaped ?? plain ?? '' } : { wild: wild as '*' | '?' },
  )
}

/** Shape: text that stands for itself → the pattern that matches exactly it. */
export const literalPattern = (text: string): WildcardText => text.replace(/[\\*?]/g, (c) => `\\${c}`)

/** Shape: a word as typed (with `\` escapes) → its pattern, escapes kept only where they matter. */
export const typedPattern = (typed: string): WildcardText =>
  pieces(typed)
    .map((piece) => ('wild' in piece ? piece.wild : literalPattern(piece.literal)))
    .join('')

/** Shape: pattern → its text, or null where it holds a wildcard. */
export function literalOf(pattern: WildcardText): string | null {
  let text = ''
  for (const piece of pieces(pattern)) {
    if ('wild' in piece) return null
    text += piece.literal
  }
  return text
}

/** Shape: pattern → pattern of SQL LIKE with `\` as escape character. */
export const likePattern = (pattern: WildcardText): string =>
  pieces(pattern)
    .map((piece) => ('wild' in piece ? (piece.wild === '*' ? '%' : '_') : piece.literal.replace(/[\\%_]/g, (c) => `\\${c}`)))
    .join('')

/** Shape: pattern → a test of whole texts, case ignored. */
export function wildcardMatcher(pattern: WildcardText): (text: string) => boolean {
  const source = pieces(pattern)
    .map((piece) =>
      'wild' in piece ? (piece.wild === '*' ? '[\\s\\S]*' : '[\\s\\S]') : piece.literal.replace(/[^A-Za-z0-9]/g, '\\$&'),
    )
    .join('')
  const expression = new RegExp(`^${source}$`, 'i')
  return (text) => expression.test(text)
}

/** Shape: pattern with a wildcard → as typed in the filter bar, every other special character behind `\`. */
export const typedWildcards = (pattern: WildcardText): string =>
  pieces(pattern)
    .map((piece, index) => {
      if ('wild' in piece) return piece.wild
      const plain = index === 0 ? /^[A-Za-z0-9_.@]$|[^\0-\x7f\xa0]/u : /^[A-Za-z0-9_.@\-/]$|[^\0-\x7f\xa0]/u
      return plain.test(piece.literal) ? piece.literal : `\\${piece.literal}`
    })
    .join('')
