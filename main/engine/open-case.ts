/** One open case: its folder, its journal, its database, and the revision that everybody who shows something follows. */
import { existsSync, rmSync } from 'node:fs'
import type { CaseInfo } from '#contract/case'
import { Fault } from '#contract/errors'
import { isoFromMicros } from '#contract/units'
import { canonicalNetwork } from '#main/analysis/home-networks'
import { caseSizeBytes, createCaseFolder, openCaseFolder, type CaseFolder } from '#main/journal/case-folder'
import { hybridClock, type HybridClock } from '#main/journal/clock'
import { loadIdentity } from '#main/journal/identity'
import { openJournal, type Journal } from '#main/journal/journal'
import { COUNT, MICROS, nullable } from '#main/store/rows'
import { sql } from '#main/store/sql'
import { openStore, type Store } from '#main/store/store'
import { Broadcast } from './broadcast'
import type { Host } from './host'
import { evidenceLedger } from './ledger'

export interface CaseStart {
  name: string
  home_networks: string[]
  display_zone: string
}

/** Shape: zone text → whether dates can be shown in it. */
function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Errors: CAS-012 for a text that is not a zone. */
export function checkedZone(zone: string): string {
  if (!isZone(zone)) throw new Fault('CAS-012', { zone })
  return zone
}

export class OpenCase {
  readonly revision = new Broadcast(1)

  private constructor(
    readonly host: Host,
    readonly folder: CaseFolder,
    readonly journal: Journal,
    readonly store: Store,
    private readonly clock: HybridClock,
    /** The database was not there, or of another version: everything derived has to be made. */
    readonly emptyDatabase: boolean,
  ) {}

  /** Errors: CAS-002, CAS-021 the folder; CAS-010, CAS-012 what is stated of it. */
  static async create(host: Host, path: string, start: CaseStart): Promise<OpenCase> {
    const homeNetworks = start.home_networks.map(canonicalNetwork)
    const zone = checkedZone(start.display_zone)
    createCaseFolder(path, {
      name: start.name,
      version: host.version,
      nowUs: () => host.nowUs(),
      randomBytes: (count) => host.randomBytes(count),
    })
    const opened = await OpenCase.open(host, path)
    await opened.journal.append('case.created', { name: start.name, home_networks: homeNetworks, display_zone: zone })
    return opened
  }

  /** Errors: CAS-001, CAS-003, CAS-020, CAS-022. A database of another version is thrown away: it is a cache. */
  static async open(host: Host, path: string): Promise<OpenCase> {
    const folder = openCaseFolder(path)
    const identity = loadIdentity(host.configDir, host)
    const clock = hybridClock(host)
    const journal = openJournal({ dir: folder.dir, caseId: folder.caseId, identity, clock, configDir: host.configDir })
    try {
      const { store, empty } = await openDatabase(folder.databasePath)
      host.grant(folder.dir)
      return new OpenCase(host, folder, journal, store, clock, empty)
    } catch (error) {
      await journal.close()
      throw error
    }
  }

  get settings() {
    return this.journal.state.settings
  }

  /** A new id that sorts by age. */
  uuid(): string {
    return this.clock.uuid()
  }

  changed(): void {
    this.revision.set(this.revision.value + 1)
  }

  async info(): Promise<CaseInfo> {
    const { name, home_networks, display_zone, tlp } = this.settings
    const span = await this.store.first(sql`SELECT count(*) AS events, min(ts) AS first, max(ts) AS last FROM event`, {
      events: COUNT,
      first: nullable(MICROS),
      last: nullable(MICROS),
    })
    const iso = (us: number | null | undefined): string | null => (us === null || us === undefined ? null : isoFromMicros(us))
    return {
      case_id: this.folder.caseId,
      name: name === '' ? this.folder.file.name : name,
      path: this.folder.dir,
      home_networks,
      display_zone,
      tlp,
      evidence: await evidenceLedger(this.store, this.journal.state.evidence),
      events: span?.events ?? 0,
      first_ts: iso(span?.first),
      last_ts: iso(span?.last),
      size_bytes: caseSizeBytes(this.folder.dir),
      revision: this.revision.value,
      journal: { head: this.journal.head(), operations: this.journal.operations().length, repaired: this.journal.repaired },
    }
  }

  async close(): Promise<void> {
    this.revision.end()
    await this.journal.close()
    await this.store.close()
  }
}

async function openDatabase(path: string): Promise<{ store: Store; empty: boolean }> {
  const existed = existsSync(path)
  try {
    return { store: await openStore(path, { mode: 'read' }), empty: !existed }
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'CAS-004') throw error
    for (const file of [path, `${path}.wal`]) rmSync(file, { force: true })
    return { store: await openStore(path, { mode: 'read' }), empty: true }
  }
}
