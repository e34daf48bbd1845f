/** What stands before the message of an ASA: syslog headers in the forms that devices and relays write, or nothing. */
import { readSyslogHeader, type SyslogHeader } from '../kit/syslog-header'

export interface AsaLine {
  /** Header that states the time; null where the line has none. */
  header: SyslogHeader | null
  /** Time of a relay that wrote its own before the device’s; empty = none. */
  relayed: string
  /** The device says its time is UTC. */
  isUtc: boolean
  /** Name of the zone as the device writes it; its administrator chose it. */
  zone: string
  host: string
  product: string
  /** Class that some devices write between name and level. */
  group: string
  level: number
  id: string
  message: string
}

const TAG = /%(ASA|FTD|PIX|FWSM)-(?:([A-Za-z_]{1,20})-)?([0-7])-(\d{6})(?::\s*|\s+)/
/** Farther in no header reaches. Chosen. */
const LONGEST_HEADER = 600
/** Names of zones that devices write; any other word behind a time is a host. */
const ZONE =
  /^(?:UTC|GMT|[ECMPA][SD]T|AK[SD]T|HST|NST|CES?T|EES?T|WES?T|BST|MSK|IST|PKT|SGT|HKT|JST|KST|AE[SD]T|AC[SD]T|AWST|NZ[SD]T|SAST|BRT|ART)$/
const WEEKDAY = /^[A-Z][a-z]{2} (?=[A-Z][a-z]{2} )/

/** Some devices set a colon behind the priority (EMBLEM format). */
const EMBLEM = /^(<\d{1,3}>)\s*:\s*/

/** Shape: text before the tag → its header without what only looks like a program. */
function headerOf(before: string): SyslogHeader | null {
  const text = before
    .replace(EMBLEM, '$1')
    .replace(WEEKDAY, '')
    .replace(/[\s:]+$/, '')
  return text === '' ? null : readSyslogHeader(`${text} `)
}

/** Shape: line → its parts, or null where it holds no message of an ASA. */
export function readAsaLine(text: string): AsaLine | null {
  const tag = TAG.exec(text.slice(0, LONGEST_HEADER))
  if (tag === null) return null
  const outer = headerOf(text.slice(0, tag.index))
  const behind = (outer?.message ?? '').replace(/^[\s:]+/, '').trimEnd()
  const inner = behind === '' ? null : headerOf(behind)
  const header = inner ?? outer
  const words = [inner?.host, inner?.program, inner === null ? behind : '', outer?.host, outer?.program]
    .flatMap((word) => (word ?? '').split(/[\s:]+/, 3))
    .filter((word) => /^[\w.<]/.test(word) && !/^CiscoASA\b/i.test(word))
  const zone = words.find((word) => ZONE.test(word)) ?? ''
  const [, product = '', group = '', level = '', id = ''] = tag
  return {
    header,
    relayed: inner === null ? '' : text.slice(0, text.indexOf(behind)).replace(/[\s:]+$/, ''),
    isUtc: /^(UTC|GMT)$/.test(zone),
    zone,
    host: words.find((word) => word !== zone) ?? '',
    ...{ product, group, level: Number(level), id },
    message: text.slice(tag.index + tag[0].length).trimEnd(),
  }
}
