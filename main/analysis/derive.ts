/** Everything derived from events and decisions, made anew in one transaction: locality, repeats, roles, direction, sessions, verdicts, hosts, lists. */
import { nullable, TEXT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Store, Transaction } from '#main/store/store'
import { assetListStatements } from './asset-lists'
import { networksKey } from './home-networks'
import { hostStatements } from './hosts'
import { homeStatements, redirectStatements } from './locality'
import { markRepeats } from './repeats'
import { roleStatements } from './roles'
import { sessionStatements } from './sessions'
import { deriveVerdicts, EMPTY_REGISTER, type Register } from './verdicts'

/** What the derivation depends on besides the events themselves. */
export interface DeriveInput {
  homeNetworks: readonly string[]
  /** SHA-256 of the evidence in the order it was added; see `markRepeats`. */
  evidence?: readonly string[]
  /** Nothing is stated where it is left out. */
  register?: Register
}

const DIRECTED_WITH = 'directed_with'

/**
 * Make every derived table anew.
 *
 * Shape:  the store must be open for writing; all or nothing. The settled events are rewritten only when the home networks changed.
 * Errors: CAS-010 for a text that is not a network; an abort leaves everything as it was.
 */
export async function derive(store: Store, input: DeriveInput, signal?: AbortSignal): Promise<void> {
  const key = networksKey(input.homeNetworks)
  const homeStated = input.homeNetworks.length > 0
  await store.transaction(
    async (transaction) => {
      await runAll(transaction, homeStatements(input.homeNetworks), signal)
      if ((await directedWith(transaction)) !== key) await runAll(transaction, redirectStatements(homeStated), signal)
      await markRepeats(transaction, input.evidence ?? [], signal)
      await runAll(
        transaction,
        [...roleStatements(homeStated), ...sessionStatements(), ...hostStatements(), ...assetListStatements()],
        signal,
      )
      await deriveVerdicts(transaction, input.register ?? EMPTY_REGISTER, signal)
      await transaction.run(sql`DELETE FROM meta WHERE key = ${DIRECTED_WITH}`)
      await transaction.run(sql`INSERT INTO meta VALUES (${DIRECTED_WITH}, ${key})`)
    },
    { signal },
  )
}

async function directedWith(transaction: Transaction): Promise<string | null> {
  const rows = await transaction.all(sql`SELECT value FROM meta WHERE key = ${DIRECTED_WITH}`, { value: nullable(TEXT) })
  return rows[0]?.value ?? null
}

async function runAll(transaction: Transaction, statements: readonly Sql[], signal?: AbortSignal): Promise<void> {
  for (const statement of statements) {
    signal?.throwIfAborted()
    await transaction.run(statement)
  }
}
