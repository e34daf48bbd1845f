/** What detectors say of each host, in counts. */
import { addressesOf, isAbout } from '#contract/detection-hosts'
import type { Detection, Verdict } from '#contract/detections'
import type { HostSummary } from '#contract/hosts'

export interface HostTold {
  /** Detections by severity number; dismissed ones are left out. */
  bySeverity: Record<string, number>
  /** Detections of sessions that ended at this host, by what the access register says. */
  verdicts: Partial<Record<Verdict, number>>
  /** Higher is graver: compares hosts by their gravest detections, then by how many there are of that severity. */
  weight: number
}
export const NOTHING_TOLD: HostTold = { bySeverity: {}, verdicts: {}, weight: 0 }

const VERDICTS: readonly Verdict[] = ['not_authorised', 'no_statement', 'authorised']
const verdictOf = ({ detail }: Detection): Verdict | undefined => VERDICTS.find((verdict) => verdict === detail['verdict'])

/** Shape: what is told of a host → verdicts that occur, the gravest first, each with its count. */
export const verdictCounts = ({ verdicts }: HostTold): { verdict: Verdict; n: number }[] =>
  VERDICTS.flatMap((verdict) => (verdicts[verdict] === undefined ? [] : [{ verdict, n: verdicts[verdict] }]))

/** WHY base 1000: no host has so many detections of one severity that a graver one would be outweighed in what people see. */
const weightOf = (bySeverity: Record<string, number>): number =>
  [4, 3, 2, 1].reduce((sum, level) => sum * 1000 + Math.min(999, bySeverity[level] ?? 0), 0)

function add(told: Map<string, HostTold>, ip: string, detection: Detection): void {
  const { bySeverity, verdicts } = told.get(ip) ?? NOTHING_TOLD
  const verdict = detection.detail['server_ip'] === ip ? verdictOf(detection) : undefined
  told.set(ip, {
    bySeverity: { ...bySeverity, [detection.severity]: (bySeverity[detection.severity] ?? 0) + 1 },
    verdicts: verdict === undefined ? verdicts : { ...verdicts, [verdict]: (verdicts[verdict] ?? 0) + 1 },
    weight: 0,
  })
}

/** Shape: hosts, detections → by address, for the hosts that something is said of. */
export function toldOf(hosts: readonly HostSummary[], detections: readonly Detection[]): Map<string, HostTold> {
  const told = new Map<string, HostTold>()
  const known = new Set(hosts.map(({ ip }) => ip))
  const named = hosts.filter(({ names }) => names.length > 0)
  for (const detection of detections.filter(({ dismissed }) => dismissed === undefined || dismissed === null)) {
    const direct = addressesOf(detection).filter((ip) => known.has(ip))
    const byName = direct.length > 0 ? [] : named.filter((host) => isAbout(detection, host)).map(({ ip }) => ip)
    for (const ip of [...direct, ...byName]) add(told, ip, detection)
  }
  for (const [ip, one] of told) told.set(ip, { ...one, weight: weightOf(one.bySeverity) })
  return told
}
