/** Order of a run by time: a stable radix sort of row numbers. */

const DIGIT_BITS = 11
const DIGITS = 1 << DIGIT_BITS

/** Shape: times (µs) of the first `rows` rows → row numbers in order of time, ties as they came; null where they are in order already. */
export function orderByTime(times: Float64Array, rows: number): Uint32Array | null {
  let min = Infinity
  let max = -Infinity
  let inOrder = true
  let before = -Infinity
  for (let row = 0; row < rows; row++) {
    const time = times[row]!
    if (time < before) inOrder = false
    before = time
    if (time < min) min = time
    if (time > max) max = time
  }
  if (inOrder) return null
  let from = new Uint32Array(rows)
  let to = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) from[row] = row
  for (let scale = 1; scale <= max - min; scale *= DIGITS) {
    pass(times, min, scale, from, to)
    const swap = from
    from = to
    to = swap
  }
  return from
}

function pass(times: Float64Array, min: number, scale: number, from: Uint32Array, to: Uint32Array): void {
  const places = new Uint32Array(DIGITS)
  const digits = new Uint16Array(from.length)
  for (let index = 0; index < from.length; index++) {
    const digit = Math.floor((times[from[index]!]! - min) / scale) % DIGITS
    digits[index] = digit
    places[digit]!++
  }
  let sum = 0
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = places[digit]!
    places[digit] = sum
    sum += count
  }
  for (let index = 0; index < from.length; index++) to[places[digits[index]!]!++] = from[index]!
}
