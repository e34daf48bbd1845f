/** One line of yum.log, dnf.rpm.log, dnf.log or dnf5.log, taken apart. Source: yum(8) rpmtrans.py; dnf(8), dnf/yum/rpmtrans.py, dnf/logging.py. */
import { civilUs, monthOf } from '../kit/clock'
import type { PackageVerb } from '../kit/package-change'
import { microsFromIso } from '#contract/units'

export interface YumLine {
  /** yum writes neither year nor zone. */
  manager: 'Yum' | 'Dnf'
  month: number
  day: number
  clock: string
  /** Moment of a line of dnf, µs UTC; NaN in yum.log. */
  utcUs: number
  /** Level as dnf names it. */
  level: string
  pid: string
  message: string
}

export interface YumPackage {
  verb: PackageVerb
  /** Name, version and release as one word, for what cannot be told apart. */
  nevra: string
  name: string
  version: string
  architecture: string
}

const YUM =
  /^([A-Z][a-z]{2}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) ((?:Installed|Updated|Erased|Obsoleted|Reinstalled|Downgraded|Removed|Dep-Installed|Update|Install|Erase): .+)$/
const DNF =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(Z|[+-]\d{2}(?::?\d{2})?) (?:\[(\d{1,10})\] )?(SUBDEBUG|DDEBUG|DEBUG|INFO|WARNING|ERROR|CRITICAL|TRACE|NOTICE) (.*)$/s

/** Shape: line → its parts, or null where it is none. */
export function readYumLine(text: string): YumLine | null {
  const yum = YUM.exec(text)
  if (yum !== null) {
    const [, month = '', day = '', clock = '', message = ''] = yum
    return { manager: 'Yum', month: monthOf(month), day: Number(day), clock, utcUs: NaN, level: '', pid: '', message }
  }
  const dnf = DNF.exec(text)
  if (dnf === null) return null
  const [, time = '', zone = '', pid = '', level = '', message = ''] = dnf
  const [year, month, day] = time.slice(0, 10).split('-').map(Number)
  const isDay = !Number.isNaN(civilUs(year!, month!, day!, 0, 0, 0))
  /* dnf once wrote whole hours only. */
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : '00'}`
  const utcUs = isDay ? (microsFromIso(`${time}${offset}`) ?? NaN) : NaN
  return { manager: 'Dnf', month: NaN, day: NaN, clock: '', utcUs, level, pid, message }
}

/** Word of either → what became of the package; `Upgraded` of dnf is the version that went. */
const VERBS: Readonly<Record<string, PackageVerb>> = {
  'Yum Installed': 'Installed',
  'Yum Install': 'Installed',
  'Yum Dep-Installed': 'Installed',
  'Yum Updated': 'Upgraded',
  'Yum Update': 'Upgraded',
  'Yum Erased': 'Removed',
  'Yum Erase': 'Removed',
  'Yum Removed': 'Removed',
  'Yum Obsoleted': 'Replaced',
  'Yum Reinstalled': 'Reinstalled',
  'Yum Downgraded': 'Downgraded',
  'Dnf Installed': 'Installed',
  'Dnf Install': 'Installed',
  'Dnf Upgrade': 'Upgraded',
  'Dnf Upgraded': 'Replaced',
  'Dnf Downgrade': 'Downgraded',
  'Dnf Downgraded': 'Replaced',
  'Dnf Obsolete': 'Replaced',
  'Dnf Obsoleted': 'Replaced',
  'Dnf Erase': 'Removed',
  'Dnf Erased': 'Removed',
  'Dnf Removed': 'Removed',
  'Dnf Reinstall': 'Reinstalled',
  'Dnf Reinstalled': 'Replaced',
}

const ARCHITECTURE = /\.(noarch|x86_64|i[3-6]86|aarch64|armv\w{1,6}|ppc64(?:le)?|s390x?|src|riscv64|ia64)$/
const NAME_VERSION = /^(?:(\d{1,6}):)?(.{1,300}?)-(?:(\d{1,6}):)?([^-\s]{1,200}-[^-\s]{1,200})$/

/** Shape: line → the package it tells of, or null where it tells of none. */
export function readPackage({ manager, message }: YumLine): YumPackage | null {
  const match = /^([A-Z][a-z]{1,20}(?:-Installed)?): (\S{1,400}(?: \S{1,400})?)$/.exec(message.trimEnd())
  const verb = match === null ? undefined : VERBS[`${manager} ${match[1]!}`]
  if (match === null || verb === undefined) return null
  /* Very old versions write `name.architecture version`. */
  const nevra = match[2]!.replace(/^(.+)\.([^.\s]+) (\S+)$/, '$1-$3.$2')
  const architecture = ARCHITECTURE.exec(nevra)?.[1] ?? ''
  const bare = architecture === '' ? nevra : nevra.slice(0, -architecture.length - 1)
  const [, epochBefore, name, epochBehind, version] = NAME_VERSION.exec(bare) ?? []
  /* Old versions of yum write the names of what they erase alone, and names have dashes too. */
  if (name === undefined || (architecture === '' && !/^\d/.test(version!)))
    return { verb, nevra, name: bare, version: '', architecture }
  const epoch = epochBefore ?? epochBehind
  return { verb, nevra, name, version: epoch === undefined ? version! : `${epoch}:${version!}`, architecture }
}
