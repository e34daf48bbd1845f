/** The order of numbers that lie in a few rising runs already, as events do that were written sorted, source by source. */

/** Shape: numbers → starts of their rising runs, and the end. */
function runsOf(values: Float64Array): number[] {
  const edges = [0]
  for (let index = 1; index < values.length; index++) if (values[index]! < values[index - 1]!) edges.push(index)
  if (values.length > 0) edges.push(values.length)
  return edges
}

/** Two neighbouring runs of `from` as one of `into`. */
function mergeTwo(values: Float64Array, from: Uint32Array, into: Uint32Array, start: number, middle: number, end: number): void {
  let [left, right] = [start, middle]
  for (let place = start; place < end; place++) {
    const takesLeft = right >= end || (left < middle && values[from[left]!]! <= values[from[right]!]!)
    into[place] = takesLeft ? from[left++]! : from[right++]!
  }
}

/** Shape: numbers → their indices in rising order; equal ones stay as they were. */
export function risingOrder(values: Float64Array): Uint32Array {
  let order = new Uint32Array(values.length)
  for (let index = 0; index < order.length; index++) order[index] = index
  let spare = new Uint32Array(values.length)
  for (let edges = runsOf(values); edges.length > 2;) {
    const wider = [0]
    for (let run = 0; run + 1 < edges.length; run += 2) {
      const [start, middle] = [edges[run]!, edges[run + 1]!]
      const end = edges[run + 2] ?? middle
      mergeTwo(values, order, spare, start, middle, end)
      wider.push(end)
    }
    ;[order, spare] = [spare, order]
    edges = wider
  }
  return order
}

/** Shape: times in rising order, and those of them that are meant (null = all) → how many lie before `us`. */
export function countBefore(ts: Float64Array, positions: Uint32Array | null, us: number): number {
  let [low, high] = [0, (positions ?? ts).length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ts[positions === null ? middle : positions[middle]!]! < us) low = middle + 1
    else high = middle
  }
  return low
}
