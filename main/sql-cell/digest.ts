/** The digest of a result: the same whatever order the rows came in. */
import { createHash } from 'node:crypto'
import type { SqlCell, SqlColumn } from '#contract/sql'
import { digestedCell } from './values'

/** Shape: columns, then rows in any order → SHA-256 over the columns and the rows' texts, sorted. */
export class ResultDigest {
  private readonly rows: string[] = []

  constructor(private readonly columns: readonly SqlColumn[]) {}

  add(row: readonly SqlCell[]): void {
    this.rows.push(JSON.stringify(row.map(digestedCell)))
  }

  hex(): string {
    const hash = createHash('sha256').update(JSON.stringify(this.columns.map(({ name, type }) => [name, type])))
    // WHY: the default order is by UTF-16 code units, the same on every computer.
    for (const row of this.rows.sort()) hash.update('\n').update(row)
    return hash.digest('hex')
  }
}
