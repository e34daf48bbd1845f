/** Text that may go on paper: every character visible, none that reorders or hides others. */

/**
 * Ranges that the report's typefaces draw: Latin, Greek, Cyrillic, punctuation, arrows, mathematics, boxes.
 *
 * Source: Unicode block names; the faces' character maps (test: every range is set without a missing glyph).
 */
export const DRAWN: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0x17f],
  [0x386, 0x386],
  [0x388, 0x38a],
  [0x38e, 0x3a1],
  [0x3a3, 0x3ce],
  [0x400, 0x45f],
  [0x2010, 0x2015],
  [0x2018, 0x201e],
  [0x2020, 0x2022],
  [0x2026, 0x2026],
  [0x2030, 0x2030],
  [0x2032, 0x2033],
  [0x2039, 0x203a],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2190, 0x2195],
  [0x2212, 0x2212],
  [0x2248, 0x2248],
  [0x2260, 0x2261],
  [0x2264, 0x2265],
  [0x2500, 0x257f],
  [0x2588, 0x2588],
  [0x25a0, 0x25a1],
  [0x2713, 0x2713],
  [0x2717, 0x2717],
  [0x27e8, 0x27e9],
]

const isDrawn = (code: number) => DRAWN.some(([low, high]) => code >= low && code <= high)

/** Shape: character → `⟨U+202E⟩`, its code in angle brackets. */
const named = (code: number) => `\u27e8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`

/**
 * Make a text printable: tabs become two spaces, what cannot be drawn or would hide (controls, direction marks, zero-width and private
 * characters, lone surrogates) becomes its code in angle brackets.
 *
 * Shape: any text → text of drawable characters; line ends stay.
 */
export function printable(text: string): string {
  let out = ''
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (code === 0x09) out += '  '
    else if (code === 0x0a || isDrawn(code)) out += character
    else out += named(code)
  }
  return out
}

/** Shape: any value made of texts, lists and records → the same with every text printable. */
export function printableDeep<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T
  if (Array.isArray(value)) return value.map((item: unknown) => printableDeep(item)) as T
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, printableDeep(item as unknown)])) as T
  }
  return value
}
