/** Everything that coverage is told from, read once for a case: its logs with when they ran and what they see, scans, names of hosts. */
import { COUNT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { beatsOf } from './beats'
import { flawsOf, type Flaw } from './flaws'
import { hostNames, type HostNames } from './host-names'
import { logsOf, type Log } from './logs'
import { runsOf, type Runs, type Span } from './rhythm'
import { scansOf, type Scan } from './scans'
import { sightOf, sightTogether, type Sight } from './sight'

/** A log with what it covers. */
export interface GroundLog extends Log {
  when: Runs
  sight: Sight
  /** Addresses of the host that wrote it; empty where no evidence says. */
  hosts: readonly string[]
}

export interface Ground {
  /** First and last time of the evidence, half-open. */
  span: Span
  logs: readonly GroundLog[]
  scans: ReadonlyMap<string, readonly Scan[]>
  names: HostNames
  homeStated: boolean
  flaws: readonly Flaw[]
}

/** Shape: case and its span → what coverage is told from. Same evidence, same ground, whatever order it was added in. */
export async function groundOf(store: Store, span: Span, asking: Asking = {}): Promise<Ground> {
  const [logs, names, scans, home] = await Promise.all([
    logsOf(store, asking),
    hostNames(store, asking),
    scansOf(store, asking),
    store.first(sql`SELECT count(*) AS n FROM ip_home`, { n: COUNT }, asking),
  ])
  const seeing = logs.logs.filter(({ gives }) => gives.some(({ whose }) => whose === 'seen'))
  const sources = [...new Set(seeing.flatMap(({ parts }) => parts.map(({ source }) => source)))]
  const [beats, sights, flaws] = await Promise.all([
    beatsOf(store, logs, asking),
    sightOf(store, sources, asking),
    flawsOf(store, logs, asking),
  ])
  return {
    span,
    scans,
    names,
    flaws,
    homeStated: (home?.n ?? 0) > 0,
    logs: logs.logs.map((log, index) => ({
      ...log,
      when: runsOf({ fromUs: log.firstUs, toUs: log.lastUs + 1 }, beats[index]!, span),
      sight: sightTogether(log.parts.flatMap(({ source }) => sights.get(source) ?? [])),
      hosts: log.writerIp !== null ? [log.writerIp] : log.writer === null ? [] : names.addressesOf(log.writer),
    })),
  }
}
