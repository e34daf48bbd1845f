/** Times of timelines: mostly UTC or with their offset, sometimes in a zone that only a column or the analyst knows. */
import type { TsQuality } from '#contract/event'
import { isZone, ZoneClock } from '../clock'
import { qualityOf } from '../clock-decision'
import type { AttrValue, ClockDecision } from '../format'
import { readTime } from '../written-time'

/** Zones kept ready. Chosen: a timeline has one or two. */
const MOST_ZONES = 64

export class TimelineClock {
  /** Of the time read last. */
  quality: TsQuality = 'exact'
  private readonly assumed: ZoneClock
  private readonly zones = new Map<string, ZoneClock | null>()

  constructor(private readonly decision: ClockDecision) {
    this.assumed = new ZoneClock(decision.zone ?? 'UTC')
  }

  /** Shape: ISO 8601, with or without zone, or a number since 1970 in s, ms, µs or ns → µs UTC, or NaN. */
  read(value: AttrValue | undefined): number {
    const { us, isLocal } = readTime(typeof value === 'string' ? value.replace(/ ?UTC$/, 'Z') : value)
    return isLocal ? this.inAssumed(us) : this.exact(us)
  }

  /** Shape: (µs as though they were UTC, the zone a column names) → µs UTC; the assumed zone where it names none. */
  inZone(localUs: number, zone: string): number {
    let clock = this.zones.get(zone)
    if (clock === undefined) {
      if (this.zones.size >= MOST_ZONES) this.zones.clear()
      clock = zone !== '' && zone.length < 64 && isZone(zone) ? new ZoneClock(zone) : null
      this.zones.set(zone, clock)
    }
    return clock === null ? this.inAssumed(localUs) : this.exact(clock.toUtcUs(localUs))
  }

  private inAssumed(localUs: number): number {
    this.quality = this.decision.zone === null ? qualityOf({ zone: true, year: false }) : this.decision.quality
    return this.assumed.toUtcUs(localUs)
  }

  private exact(us: number): number {
    this.quality = 'exact'
    return us
  }
}
