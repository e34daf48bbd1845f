/** Which record numbers a log holds, as ranges: gaps and repetitions are seen without keeping every number. */

/** Chosen: logs have a handful of ranges; a file made to have more is not worth more memory. */
const MAX_RANGES = 20_000

interface Range {
  first: number
  last: number
}

export class RecordIds {
  repeated = 0
  /** Too many ranges: what follows is not looked at. */
  isGivenUp = false
  private readonly ranges: Range[] = []

  add(id: number): void {
    const { ranges } = this
    const at = this.indexOf(id)
    const before = ranges[at]
    if (before !== undefined && id <= before.last) this.repeated++
    else if (this.isGivenUp) return
    else if (before !== undefined && id === before.last + 1) this.lengthen(at)
    else if (ranges[at + 1]?.first === id + 1) ranges[at + 1]!.first = id
    else if (ranges.length >= MAX_RANGES) this.isGivenUp = true
    else ranges.splice(at + 1, 0, { first: id, last: id })
  }

  get first(): number {
    return this.ranges[0]?.first ?? NaN
  }

  get last(): number {
    return this.ranges.at(-1)?.last ?? NaN
  }

  /** Shape: → gaps between the first and the last number, in order. */
  gaps(): Range[] {
    return this.ranges.slice(1).map(({ first }, index) => ({ first: this.ranges[index]!.last + 1, last: first - 1 }))
  }

  private lengthen(at: number): void {
    const { ranges } = this
    const range = ranges[at]!
    range.last++
    if (ranges[at + 1]?.first !== range.last + 1) return
    range.last = ranges[at + 1]!.last
    ranges.splice(at + 1, 1)
  }

  /** The last range that begins at or before a number, or -1. */
  private indexOf(id: number): number {
    let low = 0
    let high = this.ranges.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.ranges[middle]!.first <= id) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}
