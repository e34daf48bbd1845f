/** Times as EVE writes them: `2021-06-06T15:57:37.272281+0200`; older configurations leave the offset out. */
import { microsFromIso } from '#contract/units'
import type { TsQuality } from '#contract/event'
import { civilUs, ZoneClock } from '../kit/clock'
import type { ClockDecision } from '../kit/format'

const FULL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{6})([+-]\d\d):?(\d\d)$/
const HAS_ZONE = /(?:Z|[+-]\d\d:?\d\d)$/i
const ZERO = 48

/** Shape: text → whether it states its offset. */
export const statesZone = (text: string): boolean => HAS_ZONE.test(text)

export class EveClock {
  /** Of the time read last. */
  quality: TsQuality = 'exact'
  /** Times read with the decided zone because they state none. */
  assumed = 0
  private readonly zone: ZoneClock
  /** WHY: records of one minute share all but their seconds. */
  private minute = ''
  private offset = ''
  private minuteUs = NaN

  constructor(private readonly decision: ClockDecision) {
    this.zone = new ZoneClock(decision.zone ?? 'UTC')
  }

  /** Shape: text → µs UTC, or NaN. */
  read(text: string): number {
    this.quality = 'exact'
    if (text.length === 31 && this.minute !== '' && text.startsWith(this.minute) && text.endsWith(this.offset)) {
      const us = this.secondsUs(text)
      if (!Number.isNaN(us)) return this.minuteUs + us
    }
    const match = FULL.exec(text)
    if (match === null) return this.otherwise(text)
    const [, year, month, day, hour, minute, second, micros, hours, minutes] = match
    const eastMinutes = Number(hours) * 60 + (hours!.startsWith('-') ? -1 : 1) * Number(minutes)
    const civil = civilUs(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second), Number(micros))
    const us = civil - eastMinutes * 60_000_000
    if (text.length === 31 && Number(second) < 60 && !Number.isNaN(us)) {
      this.minute = text.slice(0, 17)
      this.offset = text.slice(26)
      this.minuteUs = us - this.secondsUs(text)
    }
    return us
  }

  /** Shape: `SS.ffffff` at its place → µs, or NaN. */
  private secondsUs(text: string): number {
    let us = 0
    for (let at = 17; at < 26; at++) {
      if (at === 19) continue
      const digit = text.charCodeAt(at) - ZERO
      if (!(digit >= 0 && digit <= 9)) return NaN
      us = us * 10 + digit
    }
    return text[19] === '.' && us < 60_000_000 ? us : NaN
  }

  private otherwise(text: string): number {
    const us = microsFromIso(text) ?? NaN
    if (statesZone(text) || Number.isNaN(us)) return us
    this.assumed++
    this.quality = this.decision.zone === null ? 'zone-assumed' : this.decision.quality
    return this.zone.toUtcUs(us)
  }
}
