/** Answers worked out in advance. They lie in a table that exists only as long as nothing was written since: a write takes it away first. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { TEXT } from './rows'
import { sql } from './sql'
import { fetchRows, inTransaction } from './statements'

export class KeptAnswers {
  /** The last keeping or taking away. */
  private pending: Promise<void> = Promise.resolve()

  private constructor(private there: boolean) {}

  /** Shape: a connection to a database just opened → what is kept in it. */
  static async open(connection: DuckDBConnection): Promise<KeptAnswers> {
    const found = await connection.runAndReadAll(`SELECT 1 FROM duckdb_tables() WHERE table_name = 'kept_answer'`)
    return new KeptAnswers(found.currentRowCount > 0)
  }

  /** Shape: question → its answer, or null where none is kept. */
  async answerTo(connection: DuckDBConnection, question: string): Promise<string | null> {
    if (!this.there) return null
    try {
      const query = sql`SELECT answer FROM kept_answer WHERE question = ${question}`
      return (await fetchRows(connection, query, { answer: TEXT }))[0]?.answer ?? null
    } catch (error) {
      // WHY: a write may have taken the table away in between.
      if (!this.there) return null
      throw error
    }
  }

  /**
   * Put answers in place of those that were kept, all or none, where they are still true; a write that comes meanwhile waits, and then
   * takes them away.
   */
  async keep(connection: DuckDBConnection, answers: ReadonlyMap<string, string>, stillTrue: () => boolean): Promise<void> {
    await this.forget(connection)
    if (!stillTrue()) return
    const keeping = this.put(connection, answers)
    this.pending = keeping.catch(() => undefined)
    await keeping
  }

  /** Take away what is kept; must be over before anything else is written. */
  async forget(connection: DuckDBConnection): Promise<void> {
    await this.pending.catch(() => undefined)
    if (this.there) this.pending = this.drop(connection)
    await this.pending
  }

  private async put(connection: DuckDBConnection, answers: ReadonlyMap<string, string>): Promise<void> {
    const table = sql`CREATE TABLE kept_answer (question VARCHAR, answer VARCHAR)`
    const rows = [...answers].map(([question, answer]) => sql`INSERT INTO kept_answer VALUES (${question}, ${answer})`)
    await inTransaction(
      connection,
      async (transaction) => {
        for (const statement of [table, ...rows]) await transaction.run(statement)
      },
      undefined,
    )
    this.there = true
  }

  private async drop(connection: DuckDBConnection): Promise<void> {
    this.there = false
    try {
      await connection.run('DROP TABLE kept_answer')
    } catch (error) {
      this.there = true
      throw error
    }
  }
}
