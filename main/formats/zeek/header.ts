/** The `#` lines of a Zeek TSV log: separators, path, columns and their types. */
import { decode } from '../kit/text'

const TAB = 9

/** What the header said so far. Lines may come in any order and again (logs are often concatenated). */
export class ZeekHeader {
  separator: Uint8Array = Uint8Array.of(TAB)
  setSeparator = ','
  empty = '(empty)'
  unset = '-'
  path = ''
  fields: string[] | null = null
  types: string[] = []
  /** Goes up whenever columns, separators or path change, so that plans made from them are made anew. */
  revision = 0

  /** Read one line that begins with `#`; lines that are not known are comments. */
  line(bytes: Uint8Array, start: number, end: number): void {
    const text = decode(bytes, start, end)
    if (text.startsWith('#separator')) {
      this.separator = Buffer.from(unescape(text.slice('#separator'.length + 1)), 'latin1')
      if (this.separator.length === 0) this.separator = Uint8Array.of(TAB)
      this.revision++
      return
    }
    const separator = Buffer.from(this.separator).toString('latin1')
    const [key, ...rest] = text.split(separator)
    const value = rest[0] ?? ''
    if (key === '#set_separator') this.setSeparator = unescape(value)
    else if (key === '#empty_field') this.empty = unescape(value)
    else if (key === '#unset_field') this.unset = unescape(value)
    else if (key === '#path') this.path = value
    else if (key === '#fields') this.fields = rest
    else if (key === '#types') this.types = rest
    else return
    if (key === '#fields') this.types = []
    this.revision++
  }
}

/** Shape: text with `\xHH` and `\\` → the bytes they stand for, read as UTF-8 (Zeek escapes byte by byte). */
export function unescape(text: string): string {
  if (!text.includes('\\')) return text
  const bytes: number[] = []
  const source = Buffer.from(text, 'utf8')
  for (let at = 0; at < source.length; at++) {
    const isEscape = source[at] === 92
    const hex = isEscape && source[at + 1] === 120 ? source.toString('latin1', at + 2, at + 4) : ''
    if (/^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes.push(parseInt(hex, 16))
      at += 3
    } else if (isEscape && source[at + 1] === 92) {
      bytes.push(92)
      at++
    } else bytes.push(source[at]!)
  }
  return Buffer.from(bytes).toString('utf8')
}
