/** The journal of an open case: append a decision, ask for the present state, name the set of decisions. */
import { mkdirSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fault } from '#contract/errors'
import { takeOwnership, type Ownership } from '#main/store/owner'
import { sha256Hex } from './canonical'
import { orderedOperations } from './causality'
import type { HybridClock } from './clock'
import { syncFolder, writeDurably } from './durable'
import type { Identity } from './identity'
import { repairTornTail, type Damage } from './journal-file'
import { operationLine, signOperation, type Operation } from './operation'
import { BOOKKEEPING, type Decision, type OperationKind, type PayloadInput } from './operation-kinds'
import { projectJournal, type JournalState } from './projection'
import { claimedName } from './people'
import { replicaOf, type ReplicaSlot } from './replica'
import { newLines, writeNewLines, type ForeignFile } from './take-in'
import { journalFileNames, readJournalFiles, verifyJournal, type JournalVerification } from './verification'

export interface JournalOptions {
  /** The case folder. */
  dir: string
  caseId: string
  identity: Identity
  clock: HybridClock
  /** The user's configuration folder: remembers which copy of the case this is. */
  configDir: string
  /** `read` takes no lock, mends nothing and cannot append. */
  mode?: 'read' | 'write'
}

/**
 * Open the journal of a case.
 *
 * Errors: CAS-003 another process has it open for editing.
 */
export function openJournal(options: JournalOptions): Journal {
  const journalDir = join(options.dir, 'journal')
  if (options.mode === 'read') return new Journal(options, journalDir, null, [])
  mkdirSync(journalDir, { recursive: true, mode: 0o700 })
  const ownership = takeOwnership(journalDir)
  try {
    const repairs = journalFileNames(journalDir).map((name) => repairTornTail(join(journalDir, name)))
    return new Journal(
      options,
      journalDir,
      ownership,
      repairs.filter((repair) => repair !== null),
    )
  } catch (error) {
    ownership.release()
    throw error
  }
}

export class Journal {
  /** What was mended when it was opened, in plain words, or null. */
  readonly repaired: string | null
  /** Lines that are not as they were written; they take no part in the state. */
  readonly damage: readonly (Damage & { name: string })[]
  private known: Operation[] = []
  private heads = new Set<string>()
  private readonly slot: ReplicaSlot
  private readonly path: string
  private lastLine: string | null
  /** This copy's file says who writes it, under the present name. */
  private announced: boolean
  private sizeBytes: number
  private handle: FileHandle | null = null
  private turn: Promise<unknown> = Promise.resolve()
  private folded: JournalState | null = null

  /** For `openJournal` alone. */
  constructor(
    private readonly options: JournalOptions,
    private readonly journalDir: string,
    private readonly ownership: Ownership | null,
    repairs: string[],
  ) {
    const files = readJournalFiles(journalDir)
    this.repaired = repairs.length === 0 ? null : repairs.join(' ')
    this.damage = files.flatMap((file) => file.damage.map((damage) => ({ ...damage, name: file.name })))
    this.learn(files.flatMap((file) => file.operations))
    const { identity, caseId, configDir, dir, clock } = options
    const fileOf = (replica: string) => files.find((file) => file.name === `${identity.fingerprint}-${replica}.jsonl`)
    this.slot = replicaOf(
      { caseId, author: identity.fingerprint, caseDir: dir, configDir },
      (replica, digest) => fileOf(replica)?.lineDigests.includes(digest) ?? false,
      () => clock.uuid(),
    )
    const own = fileOf(this.slot.replica)
    this.path = join(journalDir, `${identity.fingerprint}-${this.slot.replica}.jsonl`)
    this.lastLine = own?.lineDigests.at(-1) ?? null
    this.sizeBytes = own?.sizeBytes ?? 0
    this.announced = own !== undefined && claimedName(this.state.people, identity.fingerprint) === identity.displayName
  }

  /** What all decisions together say now. */
  get state(): JournalState {
    this.folded ??= projectJournal(this.known)
    return this.folded
  }

  /** Every valid operation, in the order of history. */
  operations(): readonly Operation[] {
    return this.known
  }

  /**
   * Name exactly the decisions that are in the journal.
   *
   * Shape: SHA-256 (hex) of the sorted ids of all operations that decide something, one per line; null where there are none. Records of
   *        exports are left out, so that an export does not change what it was made from.
   */
  head(): string | null {
    return headOf(this.known)
  }

  /**
   * Write one decision; when this returns it is on disk.
   *
   * Errors: CAS-024 it could not be written (nothing is changed then); CAS-025 opened for reading; ZodError a payload not of its kind.
   */
  async append<K extends OperationKind>(kind: K, payload: PayloadInput<K>): Promise<Operation> {
    const [operation] = await this.appendAll([{ kind, payload } as unknown as Decision])
    return operation!
  }

  /** Write several decisions with one wait for the disk. */
  async appendAll(decisions: readonly Decision[]): Promise<Operation[]> {
    const turn = this.turn.then(() => this.write(decisions))
    this.turn = turn.catch(() => undefined)
    return turn
  }

  /**
   * Take in journal files of another copy of this case; what is here already stays. When this returns it is on disk.
   *
   * Shape:  their files → the operations that were not here.
   * Errors: BND-019 a file went on in two ways (nothing is written then); CAS-024 the disk; CAS-025 opened for reading.
   */
  async takeIn(files: readonly ForeignFile[]): Promise<Operation[]> {
    const turn = this.turn.then(() => {
      if (this.ownership === null) throw fault('CAS-025')
      const lines = newLines(this.journalDir, this.fileName, files)
      try {
        writeNewLines(this.journalDir, lines)
      } catch (error) {
        throw fault('CAS-024', { reason: (error as Error).message }, error)
      }
      const here = new Set(this.known.map(({ id }) => id))
      this.learn(readJournalFiles(this.journalDir).flatMap((file) => file.operations))
      return this.known.filter(({ id }) => !here.has(id))
    })
    this.turn = turn.catch(() => undefined)
    return turn
  }

  /** Read every file again and check every line, chain and signature. */
  verify(): JournalVerification {
    return verifyJournal(this.journalDir)
  }

  /** Whose decisions are written here. */
  get identity(): Identity {
    return this.options.identity
  }

  /** The file this copy of the case writes to. */
  get fileName(): string {
    return basename(this.path)
  }

  /** Wait for what is being written, then let others edit. */
  async close(): Promise<void> {
    await this.turn
    await this.handle?.close()
    this.handle = null
    this.ownership?.release()
  }

  private learn(operations: readonly Operation[]): void {
    this.known = orderedOperations(operations)
    for (const operation of this.known) this.options.clock.observe(operation.hlc)
    this.heads = new Set(this.known.map((operation) => operation.id))
    for (const operation of this.known) for (const parent of operation.parents) this.heads.delete(parent)
    this.folded = null
  }

  private async write(decisions: readonly Decision[]): Promise<Operation[]> {
    if (this.ownership === null) throw fault('CAS-025')
    if (decisions.length === 0) return []
    const { identity } = this.options
    const opening: Decision = { kind: 'replica.opened', payload: { display_name: identity.displayName } }
    const all = this.announced ? decisions : [opening, ...decisions]
    let prev = this.lastLine
    let parents: readonly string[] = [...this.heads]
    const lines: string[] = []
    const operations = all.map(({ kind, payload }) => {
      const hlc = this.options.clock.tick()
      const operation = signOperation({ replica: this.slot.replica, hlc, parents, kind, payload, prev }, identity)
      const line = operationLine(operation)
      lines.push(line)
      prev = sha256Hex(line)
      parents = [operation.id]
      return operation
    })
    await this.store(Buffer.from(`${lines.join('\n')}\n`))
    this.lastLine = prev
    this.announced = true
    this.slot.wrote(prev!)
    this.heads = new Set(parents)
    this.known = orderedOperations([...this.known, ...operations])
    this.folded = null
    return operations.slice(all.length - decisions.length)
  }

  private async store(bytes: Uint8Array): Promise<void> {
    const isNew = this.sizeBytes === 0
    try {
      this.handle ??= await open(this.path, isNew ? 'a' : 'r+', 0o600)
      const { size } = await this.handle.stat()
      if (size !== this.sizeBytes) throw new Error('another program changed the file')
      await writeDurably(this.handle, bytes, this.sizeBytes)
    } catch (error) {
      throw fault('CAS-024', { reason: (error as Error).message }, error)
    }
    this.sizeBytes += bytes.length
    if (isNew) syncFolder(dirname(this.path))
  }
}

/** Shape: operations → name of their set, as `Journal.head`. */
export function headOf(operations: Iterable<Operation>): string | null {
  const ids: string[] = []
  for (const operation of operations) if (!BOOKKEEPING.has(operation.kind)) ids.push(operation.id)
  return ids.length === 0 ? null : sha256Hex(ids.sort().join('\n'))
}
