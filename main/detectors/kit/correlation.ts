/** How far two series rise and fall together. */

/** Shape: values → their ranks from 1, equal values sharing the mean of their places. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value)
  const result = Array.from({ length: values.length }, () => 0)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to < order.length && order[to]!.value === order[from]!.value) to++
    for (let place = from; place < to; place++) result[order[place]!.index] = (from + to + 1) / 2
    from = to
  }
  return result
}

/**
 * Spearman's rank correlation.
 *
 * Shape:  two series of one length → −1 to 1 to three decimals, or null where one of them never changes.
 * Source: Spearman 1904; ties by mean ranks, then Pearson's coefficient of the ranks.
 */
export function spearman(first: readonly number[], second: readonly number[]): number | null {
  const [a, b] = [ranks(first), ranks(second)]
  const mean = (a.length + 1) / 2
  let [both, ofA, ofB] = [0, 0, 0]
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index]! - mean, b[index]! - mean]
    both += x * y
    ofA += x * x
    ofB += y * y
  }
  return ofA === 0 || ofB === 0 ? null : Math.round((both / Math.sqrt(ofA * ofB)) * 1000) / 1000
}
