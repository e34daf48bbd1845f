/** Times of flow records in text: seconds since 1970, or a date in the zone of whoever wrote the file. */
import { microsFromIso } from '#contract/units'
import type { TsQuality } from '#contract/event'
import { civilUs, ZoneClock } from './clock'
import { qualityOf } from './clock-decision'
import type { ClockDecision } from './format'
import { microsOf } from './text'

const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i
const EPOCH = /^\d{9,10}(\.\d{1,9})?$/
const isoOf = (text: string) => text.replace(/^(\d{4})\/(\d{2})\/(\d{2})/, '$1-$2-$3')

/** WHY: 30 February would become 2 March. Shape: text that begins with a date → whether there is such a day; any other text is left to others. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})[-/](\d{2})[-/](\d{2})/.exec(text) ?? []
  return year === undefined || !Number.isNaN(civilUs(Number(year), Number(month), Number(day), 0, 0, 0))
}

/** Shape: text → whether it says its moment without a zone being known. */
export const isMoment = (text: string): boolean =>
  EPOCH.test(text) || (HAS_ZONE.test(text) && microsFromIso(isoOf(text)) !== null)

export class FlowClock {
  /** Of the time read last. */
  quality: TsQuality = 'exact'
  private readonly zone: ZoneClock

  constructor(private readonly decision: ClockDecision) {
    this.zone = new ZoneClock(decision.zone ?? 'UTC')
  }

  /** Shape: `2019/04/04 16:23:00.325010`, `2019-04-04T16:23:00`, `1554394980.325` → µs UTC, or NaN. */
  read(text: string): number {
    this.quality = 'exact'
    if (EPOCH.test(text)) return microsOf(text)
    const us = isDay(text) ? (microsFromIso(isoOf(text)) ?? NaN) : NaN
    if (HAS_ZONE.test(text) || Number.isNaN(us)) return us
    this.quality = this.decision.zone === null ? qualityOf({ zone: true, year: false }) : this.decision.quality
    return this.zone.toUtcUs(us)
  }
}
