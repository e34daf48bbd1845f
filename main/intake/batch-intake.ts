/** Takes the batches of one source, each in one transaction with its ledger row; a batch that is in already is passed over. */
import type { DuckDBAppender } from '@duckdb/node-api'
import { DuckDBTimestampValue } from '@duckdb/node-api'
import type { Dictionary } from '#main/store/dictionary'
import { sql, type Sql } from '#main/store/sql'
import type { Store, Transaction } from '#main/store/store'
import { buffersOf, type Batch, type BatchFact, type Reject } from './batch'
import type { IdMap } from './chunk-fill'
import type { RunInserter } from './insert'
import { EVENT_IDS_PER_SOURCE } from './ledger'

const grown = (ids: Uint32Array, size: number): Uint32Array => {
  if (size <= ids.length) return ids
  const larger = new Uint32Array(Math.max(size, ids.length * 2))
  larger.set(ids)
  return larger
}

/** A source on its way in. */
export interface IntakeSource {
  sourceId: number
  /** What begins it, with its first batch; null where it is begun. */
  begin: Sql | null
  /** Ordinals of the batches that are in. */
  already: ReadonlySet<number>
}

export class BatchIntake {
  private readonly ids: IdMap = { texts: new Uint32Array(1024), addresses: new Uint32Array(1024) }

  constructor(
    private readonly store: Store,
    private readonly source: IntakeSource,
    private readonly dictionary: Dictionary,
    private readonly inserter: RunInserter,
    private readonly onFailure: () => void,
  ) {}

  /** Shape: batch → its buffers, which are not read any more. */
  async take(batch: Batch, signal?: AbortSignal): Promise<readonly ArrayBuffer[]> {
    signal?.throwIfAborted()
    this.learn(batch)
    if (this.source.already.has(batch.ordinal)) return buffersOf(batch)
    try {
      await this.store.transaction((transaction) => this.write(transaction, batch), { signal })
      this.source.begin = null
      return buffersOf(batch)
    } catch (error) {
      this.onFailure()
      throw error
    }
  }

  /** Resolves when everything taken is committed; a source without a batch is begun here. */
  async settled(): Promise<void> {
    if (this.source.begin !== null) await this.store.run(this.source.begin)
    this.source.begin = null
  }

  private async write(transaction: Transaction, batch: Batch): Promise<void> {
    const facts = batch.facts.map((fact) => ({ fact, hostId: this.hostOf(fact) }))
    if (this.source.begin !== null) await transaction.run(this.source.begin)
    await this.dictionary.save(transaction)
    const first = this.source.sourceId * EVENT_IDS_PER_SOURCE
    for (const slab of batch.slabs) {
      await this.inserter.insert(transaction, this.source.sourceId, slab, first + slab.eventsBefore, this.ids)
    }
    if (batch.rejects.length > 0)
      await transaction.append('reject', (to) => batch.rejects.forEach((row) => this.putReject(to, row)))
    if (facts.length > 0) await transaction.append('fact', (to) => facts.forEach((row) => this.putFact(to, row.fact, row.hostId)))
    const { ordinal, firstRecord, lastRecord, events } = batch
    await transaction.run(
      sql`INSERT INTO batch VALUES (${this.source.sourceId}, ${ordinal}, ${firstRecord}, ${lastRecord}, ${events})`,
    )
  }

  /** Give every new text and address of the batch its id in the case. */
  private learn(batch: Batch): void {
    const { texts, addresses } = batch
    this.ids.texts = grown(this.ids.texts, texts.firstId + texts.ends.length)
    const bytes = Buffer.from(texts.bytes.buffer, texts.bytes.byteOffset, texts.bytes.byteLength)
    let start = 0
    texts.ends.forEach((end, index) => {
      this.ids.texts[texts.firstId + index] = this.dictionary.textId(bytes.toString('utf8', start, end))
      start = end
    })
    this.ids.addresses = grown(this.ids.addresses, addresses.firstId + addresses.values.length)
    addresses.values.forEach((value, index) => (this.ids.addresses[addresses.firstId + index] = this.dictionary.ipId(value)))
  }

  private hostOf(fact: BatchFact): number {
    return fact.hostIp === null ? 0 : this.dictionary.ipId(fact.hostIp)
  }

  private putReject(to: DuckDBAppender, reject: Reject): void {
    to.appendUInteger(this.source.sourceId)
    to.appendUBigInt(BigInt(reject.record))
    to.appendUBigInt(BigInt(reject.offset))
    to.appendUBigInt(BigInt(reject.length))
    to.appendVarchar(reject.reason)
    to.appendBlob(reject.raw ?? new Uint8Array(0))
    to.endRow()
  }

  private putFact(to: DuckDBAppender, fact: BatchFact, hostId: number): void {
    to.appendUInteger(this.source.sourceId)
    if (hostId === 0) to.appendNull()
    else to.appendUInteger(hostId)
    to.appendVarchar(fact.kind)
    to.appendVarchar(fact.value)
    if (fact.port === undefined) to.appendNull()
    else to.appendUSmallInt(fact.port)
    if (fact.proto === undefined) to.appendNull()
    else to.appendVarchar(fact.proto)
    if (fact.tsUs === null) to.appendNull()
    else to.appendTimestamp(new DuckDBTimestampValue(BigInt(fact.tsUs)))
    if (hostId !== 0) to.appendNull()
    else to.appendVarchar(fact.host)
    to.endRow()
  }
}
