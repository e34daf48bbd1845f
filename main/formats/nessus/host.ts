/** The host that items are about: its address, its names, when it was scanned. */
import { civilUs, monthOf, type ZoneClock } from '../kit/clock'
import type { ClockDecision, FactDraft } from '../kit/format'
import { canonicalIp } from '../kit/ip'
import { integerOf } from '../kit/text'
import { qualityOf } from '../kit/clock-decision'
import type { TsQuality } from '#contract/event'

const TIME = /^\w{3} (\w{3}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/

/** Shape: `Tue Mar 22 14:54:47 2022` → local µs, or NaN. */
export function scanTime(text: string): number {
  const match = TIME.exec(text.trim())
  if (match === null) return NaN
  return civilUs(Number(match[6]), monthOf(match[1]!), Number(match[2]), Number(match[3]), Number(match[4]), Number(match[5]))
}

export class ScannedHost {
  readonly tags = new Map<string, string>()
  tsUs = NaN
  tsQuality: TsQuality = 'exact'

  constructor(readonly name: string) {}

  /** Take the tags of HostProperties, and with them the time: the end of the scan of this host, else its start. */
  take(tags: Iterable<readonly [string, string]>, zone: ZoneClock, clock: ClockDecision): void {
    for (const [name, value] of tags) this.tags.set(name, value)
    for (const moment of ['HOST_END', 'HOST_START']) {
      const seconds = integerOf(this.tags.get(`${moment}_TIMESTAMP`))
      const localUs = scanTime(this.tags.get(moment) ?? '')
      if (!Number.isNaN(seconds)) this.tsUs = seconds * 1_000_000
      else if (!Number.isNaN(localUs)) this.tsUs = zone.toUtcUs(localUs)
      else continue
      this.tsQuality = Number.isNaN(seconds)
        ? clock.zone === null
          ? qualityOf({ zone: true, year: false })
          : clock.quality
        : 'exact'
      return
    }
  }

  get ip(): string {
    return canonicalIp(this.tags.get('host-ip') ?? '') ?? canonicalIp(this.name) ?? ''
  }

  get hostName(): string {
    return this.tags.get('host-fqdn') ?? (canonicalIp(this.name) === null ? this.name : '')
  }

  /** What HostProperties states about the host. */
  facts(): FactDraft[] {
    const host = this.ip
    const { tsUs } = this
    const one = (kind: FactDraft['kind'], values: (string | undefined)[]) =>
      [...new Set(values)]
        .filter((value): value is string => value !== undefined && value !== '')
        .map((value) => ({ host, kind, value, tsUs }))
    const cpes = [...this.tags].filter(([name]) => /^cpe(-\d+)?$/.test(name)).map(([, value]) => value)
    return [
      ...one('os', [this.tags.get('operating-system')]),
      ...one('name', [this.tags.get('host-fqdn'), this.tags.get('host-rdns'), this.tags.get('netbios-name')]),
      ...one('mac', this.tags.get('mac-address')?.split(/\s+/) ?? []),
      ...one('cpe', cpes),
      ...one('scan-target', [this.name]),
      ...one('credentialed-scan', [this.tags.get('Credentialed_Scan')]),
    ]
  }
}
