/**
 * Records of event logs that stand in a timeline twice: once for when they were made, once for when they were written. Counted twice, every
 * logon would be two.
 */
import { fieldText, type TimelineEntry } from './entry'
import { isWindowsRow, recordNumberOf } from './windows-row'

/** Both are the same moment but for the writing. Chosen. */
const SAME_US = 1_000_000
/** Rows that still may have a second one. Chosen: timelines are sorted, so it is near. */
const MOST_OPEN = 65_536

export class SecondTimes {
  count = 0
  private readonly open = new Map<string, { desc: string; tsUs: number }>()

  /** Shape: (row, its time) → whether it tells a second time of a record whose first row came before it. */
  isSecond(entry: TimelineEntry, tsUs: number): boolean {
    const number = isWindowsRow(entry) ? recordNumberOf(entry) : NaN
    if (Number.isNaN(number)) return false
    const file = fieldText(entry, 'display_name', 'filename')
    const key = JSON.stringify([number, file, entry.host, entry.message.slice(0, 300)])
    const first = this.open.get(key)
    if (first !== undefined && first.desc !== entry.timestampDesc && Math.abs(first.tsUs - tsUs) <= SAME_US) {
      this.open.delete(key)
      this.count++
      return true
    }
    if (this.open.size >= MOST_OPEN) this.open.clear()
    this.open.set(key, { desc: entry.timestampDesc, tsUs })
    return false
  }
}
