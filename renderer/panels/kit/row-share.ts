/** How long the bar of a row is. */

/** Shape: count and the largest count → width in percent; anything above nothing is at least a sliver. */
export function barWidth(count: number, most: number): number {
  return count <= 0 ? 0 : Math.max(1.2, (100 * count) / Math.max(1, most))
}
