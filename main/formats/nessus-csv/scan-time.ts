/** When a scan was made. A CSV row says it in no column; the plugin that describes the scan writes it, newer exports have columns for it. */
import { microsFromIso } from '#contract/units'
import type { TsQuality } from '#contract/event'
import { civilUs, monthOf, ZoneClock } from '../kit/clock'
import { qualityOf } from '../kit/clock-decision'
import type { ClockDecision } from '../kit/format'
import { integerOf } from '../kit/text'

const WRITTEN = /Scan Start Date : (\d{4})\/(\d{1,2})\/(\d{1,2}) (\d{1,2}):(\d{2})(?: ([^\r\n"]{0,60}))?/
/** `UTC`, `GMT`, or the offset that newer scanners write behind the zone's name. */
const OFFSET = /^(UTC|GMT)$|\(UTC ([+-]\d{2}:\d{2})\)/
const WITH_MONTH = /^(?:\w{3} )?(\w{3}) +(\d{1,2}),? (?:(\d{4}) )?(\d{1,2}):(\d{2}):(\d{2})(?: (\d{4}))?(?: (UTC|GMT))?$/

export interface ScanTime {
  tsUs: number
  quality: TsQuality
}

/** Shape: text → the time it says, its own offset where it writes one (else null), or null where it says none. */
function readTime(text: string): { localUs: number; zone: string | null } | null {
  const written = WRITTEN.exec(text)
  if (written !== null) {
    const [, year, month, day, hour, minute, zone = ''] = written
    const offset = OFFSET.exec(zone.trim())
    const localUs = civilUs(Number(year), Number(month), Number(day), Number(hour), Number(minute), 0)
    return { localUs, zone: offset === null ? null : (offset[2] ?? 'UTC') }
  }
  const named = WITH_MONTH.exec(text)
  if (named !== null) {
    const [, month, day, before, hour, minute, second, behind, zone] = named
    const localUs = civilUs(Number(before ?? behind), monthOf(month!), Number(day), Number(hour), Number(minute), Number(second))
    return { localUs, zone: zone === undefined ? null : 'UTC' }
  }
  if (/^\d{9,10}$/.test(text)) return { localUs: integerOf(text) * 1_000_000, zone: 'UTC' }
  const localUs = microsFromIso(text)
  return localUs === null ? null : { localUs, zone: /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? 'UTC' : null }
}

/** Shape: beginning of a file → whether the time of its scan is written with an offset; null where no time is written. */
export function isAbsolute(head: string): boolean | null {
  const time = readTime(head)
  return time === null ? null : time.zone !== null
}

export class ScanClock {
  private readonly zone: ZoneClock

  constructor(private readonly decision: ClockDecision) {
    this.zone = new ZoneClock(decision.zone ?? 'UTC')
  }

  /** Shape: text of a column, or output of the plugin → the time it says, or null. */
  read(text: string): ScanTime | null {
    const time = readTime(text)
    if (time === null || Number.isNaN(time.localUs)) return null
    if (time.zone !== null) return { tsUs: new ZoneClock(time.zone).toUtcUs(time.localUs), quality: 'exact' }
    const quality = this.decision.zone === null ? qualityOf({ zone: true, year: false }) : this.decision.quality
    return { tsUs: this.zone.toUtcUs(time.localUs), quality }
  }

  /** Shape: date of the file → a time that stands for that of the scan. */
  static ofFile(modifiedUs: number): ScanTime {
    return { tsUs: modifiedUs, quality: qualityOf({ zone: true, year: true }) }
  }
}
