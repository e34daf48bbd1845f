/** Where a log is known to lack something although it was being written: what the sensor lost, what the file lost, what could not be read. */
import type { EvidenceClass } from '#contract/formats'
import { SourceCheck } from '#contract/evidence'
import { COUNT, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { lossFlaws } from './flaws-of-sensors'
import { missingNumbers, rejectedRecords } from './flaws-of-files'
import type { Logs } from './logs'
import type { Span } from './rhythm'

export interface Flaw {
  /** Id of the log. */
  log: number
  /** Classes it lessens; null = all that the log gives. */
  classes: readonly EvidenceClass[] | null
  text: string
  /** Where; null = all of it, since nothing tells where. */
  spans: readonly Span[] | null
}
/** A flaw of a source; it is one of every log the source is part of. */
export interface SourceFlaw extends Omit<Flaw, 'log'> {
  source: number
}

/** Checks of a source that say something is missing from it, and the classes that lessens; null = all. */
const LESSENING: Readonly<Record<string, readonly EvidenceClass[] | null>> = {
  ...{ 'reading-stopped': null, 'member-damaged': null, 'events-stored': null, 'nmap-unfinished': null },
  ...{ 'evtx-cut': null, 'evtx-damaged-chunk': null, 'evtx-unreadable': null, 'firewall-events-lost': ['firewall'] },
  ...{ 'suricata-drops': null, 'flows-cut': ['flow'], snapped: ['packets'], 'not-listened': ['dns', 'web', 'dhcp'] },
}

/** Shape: → flaws that a source's own checks tell, anywhere in it. */
async function checkedFlaws(store: Store, asking: Asking): Promise<SourceFlaw[]> {
  const rows = await store.all(
    sql`SELECT source_id AS source, json_extract(result, '$.checks')::VARCHAR AS checks FROM source WHERE result IS NOT NULL ORDER BY source_id`,
    { source: COUNT, checks: nullable(TEXT) },
    asking,
  )
  return rows.flatMap(({ source, checks }) => {
    const all = SourceCheck.array().safeParse(JSON.parse(checks ?? '[]'))
    const failing = (all.data ?? []).filter(({ id, level, count }) => id in LESSENING && level !== 'ok' && count > 0)
    return failing.map(({ id, text }) => ({
      source,
      classes: LESSENING[id] ?? null,
      spans: null,
      text: text.replace(/[.\s]+$/, ''),
    }))
  })
}

/** Shape: logs → their flaws, in a fixed order. */
export async function flawsOf(store: Store, { logs }: Logs, asking: Asking = {}): Promise<Flaw[]> {
  const [checked, lost, rejected, missing] = await Promise.all([
    checkedFlaws(store, asking),
    lossFlaws(store, asking),
    rejectedRecords(store, asking),
    missingNumbers(store, asking),
  ])
  const bySource = [...checked, ...lost, ...rejected, ...missing]
  return logs.flatMap(({ id, parts }) => {
    const sources = new Set(parts.map(({ source }) => source))
    return bySource
      .filter(({ source }) => sources.has(source))
      .map(({ classes, text, spans }) => ({ log: id, classes, text, spans }))
  })
}
