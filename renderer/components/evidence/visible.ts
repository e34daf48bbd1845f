/** Shows hostile text as it is: characters that cannot be seen, or that reorder others, appear as escapes. */

export interface TextPart {
  text: string
  /** An escape standing for something invisible. */
  escaped: boolean
}

/** C0, C1, zero-width, bidirectional and other format characters, line separators, and U+FFFD (bytes that are no UTF-8). */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u
const SHORT: Record<string, string> = { '\t': '⇥', '\n': '↵', '\r': '␍', '\u0000': '␀' }

const escapeOf = (char: string): string => {
  const code = char.codePointAt(0)!
  return SHORT[char] ?? (code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
}

/** Shape: text → its parts in order; joined, what is not escaped is the text itself. At most `limit` characters are looked at. */
export function visibleParts(raw: string, limit = 4000): TextPart[] {
  const parts: TextPart[] = []
  for (const char of raw.slice(0, limit)) {
    const escaped = UNSEEN.test(char) || (char.length === 1 && char >= '\ud800' && char <= '\udfff')
    const last = parts.at(-1)
    const text = escaped ? escapeOf(char) : char
    if (last?.escaped === escaped) last.text += text
    else parts.push({ text, escaped })
  }
  if (raw.length > limit) parts.push({ text: `… +${raw.length - limit}`, escaped: true })
  return parts
}
