/** What SQL can name: a relation with its columns, each with its type and what it means. */

/** Type of DuckDB, and a sentence: meaning, unit, and when it lies. */
export type Column = readonly [type: string, doc: string]

export interface Relation {
  name: string
  doc: string
  columns: Readonly<Record<string, Column>>
  /**
   * Over the tables of the case database, giving these columns in this order; `stored` where the database has the view itself, `handed`
   * where the engine hands the rows over.
   */
  from: { select: string } | 'stored' | 'handed'
}

/** Dates that most relations end with. */
export const DATED = {
  source: ['VARCHAR', 'Formats that say so, with commas between them.'],
  first_ts: ['TIMESTAMP', 'First time it was said or seen, UTC.'],
  last_ts: ['TIMESTAMP', 'Last time it was said or seen, UTC.'],
} as const satisfies Record<string, Column>
