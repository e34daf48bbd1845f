/** What of a case is in memory, and when it is loaded and thrown away. */
import type { PivotField } from '#contract/query'
import { COUNT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { groupKey, PANEL_FIELDS } from '../keys'
import type { ResidentField } from './field'
import { loadFields, loadTimeline, type Timeline } from './load'

/** Fields read in one pass over the events. Chosen: the panels in two passes. */
const READ_TOGETHER = 9
/** Part of the memory for questions that events in memory may take. */
const SHARE_OF_MEMORY = 0.5
const BYTES_PER_MB = 1e6
/** Time and rank of an event, and at most one field of it, bytes. */
const BYTES_PER_EVENT = 12
const BYTES_PER_CODE = 4

export class Resident {
  private readonly fields = new Map<PivotField, ResidentField>()
  private loading: Promise<void> = Promise.resolve()
  private readonly asked = new Set<PivotField>()

  constructor(
    private readonly store: Store,
    private readonly changes: number,
    readonly timeline: Timeline,
    private readonly budgetBytes: number,
  ) {}

  /** Nothing was written since. */
  get current(): boolean {
    return this.changes === this.store.changes
  }

  /** Null while it is not here; it is fetched for the next time where it can be. */
  field(by: PivotField): ResidentField | null {
    const field = this.fields.get(by)
    if (field === undefined) void this.load([by]).catch(() => undefined)
    return field ?? null
  }

  /** Fields asked for once are not asked for again; what was being read is read first. */
  load(fields: readonly PivotField[]): Promise<void> {
    const open = fields.filter((by) => !this.asked.has(by) && !groupKey(by).joinFirst)
    for (const by of open) this.asked.add(by)
    this.loading = this.loading.then(async () => {
      for (let next = 0, read = 1; read > 0 && next < open.length; next += read) read = await this.read(open.slice(next))
    })
    return this.loading
  }

  /** Read as many of the first fields as there is room for; gives how many. */
  private async read(fields: readonly PivotField[]): Promise<number> {
    const events = this.timeline.ts.length
    const held = [...this.fields.values()].reduce((sum, { codes }) => sum + codes.byteLength, BYTES_PER_EVENT * events)
    const room = Math.floor((this.budgetBytes - held) / (BYTES_PER_CODE * Math.max(1, events)))
    const together = fields.slice(0, Math.max(0, Math.min(room, READ_TOGETHER)))
    if (together.length === 0) return 0
    const loaded = await loadFields(this.store, this.timeline, together, { signal: this.store.staying })
    for (const field of loaded) this.fields.set(field.by, field)
    return together.length
  }
}

interface Kept {
  changes: number
  resident: Resident | null
}
const kept = new WeakMap<Store, Kept>()

const budgetOf = ({ memoryMb }: Store): number => memoryMb * BYTES_PER_MB * SHARE_OF_MEMORY

/** Shape: store → the timeline of its events and the fields of panels, in memory; null where that is too much. */
export async function loadResident(store: Store, budgetBytes = budgetOf(store)): Promise<Resident | null> {
  const asking: Asking = { signal: store.staying }
  const { changes } = store
  const size = await store.first(sql`SELECT count(*) AS events FROM event`, { events: COUNT }, asking)
  const events = size?.events ?? 0
  if ((BYTES_PER_EVENT + BYTES_PER_CODE) * events > budgetBytes) return null
  return new Resident(store, changes, await loadTimeline(store, asking), budgetBytes)
}

/**
 * What of the case is in memory now.
 *
 * Shape: store → null while nothing is; then it is fetched beside the questions, so that later ones find it. Never of before a write; not
 *        while a job writes.
 */
export function residentOf(store: Store): Resident | null {
  if (store.mode !== 'read') return null
  const known = kept.get(store)
  if (known?.changes === store.changes) return known.resident
  const entry: Kept = { changes: store.changes, resident: null }
  kept.set(store, entry)
  loadResident(store)
    .then((resident) => {
      entry.resident = resident
      return resident?.load(PANEL_FIELDS)
    })
    // WHY: the store closed or changed its mode, or memory ran short; questions are answered without it.
    .catch(() => undefined)
  return null
}
