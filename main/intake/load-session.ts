/** What loading several sources shares: the dictionaries in memory and the way into the event tables. */
import { networksKey } from '#main/analysis/home-networks'
import { Dictionary } from '#main/store/dictionary'
import { COUNT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'
import { BatchIntake, type IntakeSource } from './batch-intake'
import { RunInserter } from './insert'

/** One per writing job. While it lives nobody else may write to the dictionaries. */
export class LoadSession {
  private dictionary: Dictionary | null = null
  private inserter: RunInserter | null = null
  private hasEvents = false

  constructor(readonly store: Store) {}

  async dictionaryNow(): Promise<Dictionary> {
    return (this.dictionary ??= await Dictionary.load(this.store))
  }

  /** After a transaction failed, what is in memory may be ahead of the database: read it again when next needed. */
  forget(): void {
    this.dictionary = null
    this.inserter = null
    this.hasEvents = false
  }

  /** Shape: source × home networks → what takes its batches. */
  async intakeOf(source: IntakeSource, homeNetworks: readonly string[]): Promise<BatchIntake> {
    await this.noteDirections(homeNetworks)
    this.inserter ??= await RunInserter.on(this.store)
    return new BatchIntake(this.store, source, await this.dictionaryNow(), this.inserter, () => this.forget())
  }

  /** Shape: text → its id in the case, saved. */
  async savedText(value: string): Promise<number> {
    const dictionary = await this.dictionaryNow()
    const id = dictionary.textId(value)
    await this.store.transaction((transaction) => dictionary.save(transaction))
    return id
  }

  /** WHY: the first rows of a case are written with the directions of its home networks, so that deriving need not write them again. */
  private async noteDirections(homeNetworks: readonly string[]): Promise<void> {
    if (this.hasEvents) return
    const { n } = (await this.store.first(sql`SELECT count(*) AS n FROM (SELECT 1 FROM event_settled LIMIT 1)`, { n: COUNT }))!
    this.hasEvents = n > 0
    if (this.hasEvents) return
    await this.store.transaction(async (transaction) => {
      await transaction.run(sql`DELETE FROM meta WHERE key = 'directed_with'`)
      await transaction.run(sql`INSERT INTO meta VALUES ('directed_with', ${networksKey(homeNetworks)})`)
    })
  }
}
