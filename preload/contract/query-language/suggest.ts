/** Nearest words to a misspelt one. */

/** Shape: two texts → the number of letters to insert, delete, change or swap with a neighbour. Source: Damerau 1964, restricted. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, rows[i - 2]![j - 2]! + 1)
      row.push(best)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

/** Shape: (word, words) → at most three words that it may have been meant to be, nearest first. */
export function nearest(word: string, words: readonly string[]): string[] {
  const lower = word.toLowerCase()
  const allowed = Math.max(1, Math.floor(lower.length / 3))
  return words
    .map((candidate) => {
      const part = lower.length >= 3 && candidate.includes(lower)
      return { candidate, distance: part ? 0.5 : editDistance(lower, candidate) }
    })
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}
