/** Numbers given to ids in the order in which they are met, so that an array can be counted into. */

/** WHY: ids of dictionaries are small and dense, an array finds them; what is larger is looked up. */
const DIRECT_IDS = 2 ** 22
const UNMET = -1

/** Absent, among ids, which are never negative. */
export const NO_ID = -1

export class IdCodes {
  /** Ids by their code. */
  readonly ids: number[] = []
  private direct = new Int32Array(1024).fill(UNMET)
  private readonly far = new Map<number, number>()
  private lastId = NaN
  private lastCode = UNMET

  /** Shape: id, or `NO_ID` → its code. */
  codeOf(id: number): number {
    if (id === this.lastId) return this.lastCode
    this.lastId = id
    const place = id + 1
    this.lastCode = place < this.direct.length ? this.direct[place]! : UNMET
    if (this.lastCode === UNMET) this.lastCode = place < DIRECT_IDS ? this.nearCode(place, id) : this.farCode(id)
    return this.lastCode
  }

  private nearCode(place: number, id: number): number {
    if (place >= this.direct.length) {
      const wider = new Int32Array(Math.min(DIRECT_IDS, Math.max(place + 1, 2 * this.direct.length))).fill(UNMET)
      wider.set(this.direct)
      this.direct = wider
    }
    return (this.direct[place] = this.ids.push(id) - 1)
  }

  private farCode(id: number): number {
    const known = this.far.get(id)
    if (known !== undefined) return known
    const code = this.ids.push(id) - 1
    this.far.set(id, code)
    return code
  }
}
