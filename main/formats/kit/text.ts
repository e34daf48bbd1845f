/** Bytes to text and numbers: nothing is lost, nothing is guessed, no strings on the way where none are needed. */

/** Shape: UTF-8 bytes → text; invalid sequences become U+FFFD, NUL stays. */
export function decode(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8')
}

/** Shape: bytes → text of as many characters as bytes, for patterns whose positions must be byte places. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
}

/** Shape: decimal digits → integer below 2^53, or NaN where a byte is no digit, nothing is there, or it is larger. */
export function readDigits(bytes: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > 16) return NaN
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - 48
    if (digit < 0 || digit > 9) return NaN
    value = value * 10 + digit
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : NaN
}

/** Shape: decimal digits of a port → 0…65535, or NaN. */
export function readPort(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 5) return NaN
  const port = readDigits(bytes, start, end)
  return port <= 65535 ? port : NaN
}

const MINUS = 45
const DOT = 46

/**
 * Read decimal seconds without passing through a float.
 *
 * Shape: `1234567890.123456`, `-0.5`, `7` → whole µs, or NaN. A seventh decimal rounds half up.
 */
export function readMicros(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS
  let at = isNegative ? start + 1 : start
  const first = at
  let micros = 0
  for (; at < end && bytes[at] !== DOT; at++) {
    const digit = bytes[at]! - 48
    if (digit < 0 || digit > 9) return NaN
    micros = micros * 10 + digit
  }
  if (at === first || at - first > 10) return NaN
  let decimals = 0
  for (at++; at < end; at++) {
    const digit = bytes[at]! - 48
    if (digit < 0 || digit > 9) return NaN
    if (decimals < 6) micros = micros * 10 + digit
    else if (decimals === 6 && digit >= 5) micros++
    decimals++
  }
  for (; decimals < 6; decimals++) micros *= 10
  return isNegative ? -micros : micros
}

/** Shape: text of decimal seconds → whole µs, or NaN. */
export function microsOf(text: string): number {
  return text.length > 40 ? NaN : readMicros(Buffer.from(text, 'latin1'), 0, text.length)
}

/** Shape: text of decimal digits → integer below 2^53, or NaN. */
export function integerOf(text: string | undefined): number {
  return text === undefined || !/^\d{1,16}$/.test(text) || Number(text) > Number.MAX_SAFE_INTEGER ? NaN : Number(text)
}

/** Shape: text of decimal digits → port, or NaN. */
export function portOf(text: string | undefined): number {
  const port = integerOf(text)
  return port <= 65535 ? port : NaN
}

/** Shape: any text → the same in at most `most` characters, for messages that quote evidence. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

/** Shape: → whether `bytes[start, end)` are the bytes of a word. */
export function isSame(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false
  for (let at = 0; at < word.length; at++) if (bytes[start + at] !== word[at]) return false
  return true
}
