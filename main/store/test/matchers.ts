/** Matchers for SQL: it must read as expected and bind against the real schema. */
import { expect } from 'vitest'
import type { Sql } from '../sql'
import type { Store } from '../store'
import { sql as tag } from '../sql'
import { TEXT } from '../rows'

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/**
 * Assert that a query has this text (white space apart) and these values, and that the database can plan it.
 *
 * Shape: `await expectToBind(store, query, 'SELECT … WHERE port = ?', [22])`
 */
export async function expectToBind(store: Store, query: Sql, text: string, values: readonly unknown[] = []): Promise<void> {
  expect({ text: oneLine(query.text), values: query.values }).toEqual({ text: oneLine(text), values })
  await store.all(tag`EXPLAIN ${query}`, { explain_value: TEXT })
}

/** The same as a matcher: `await expect(query).toBindAs(store, text, values)`. */
expect.extend({
  async toBindAs(query: Sql, store: Store, text: string, values: readonly unknown[] = []) {
    await expectToBind(store, query, text, values)
    return { pass: true, message: () => `expected the query not to bind as ${text}` }
  },
})

declare module 'vitest' {
  interface Matchers<T> {
    toBindAs(store: Store, text: string, values?: readonly unknown[]): Promise<T>
  }
}
