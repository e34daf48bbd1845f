/** Answers of detectors that are still true are kept: until something is written, and beyond it where what a detector rests on stayed as it was. */
import { caseSpan } from '#main/queries/span'
import { nullable, TEXT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import type { Detector, Found, Rests, ValuesOf } from './detector'

/** Longer answers are not held in memory. Chosen: some ten megabytes. */
const MOST_KEPT = 20_000

interface Kept {
  /** Id, version and parameters. */
  question: string
  /** `store.changes` when it was last known to be true. */
  changes: number
  /** What it rests on, where the detector says so. */
  basis: string | null
  found: readonly Found[]
}

/** What is known of one open case. */
interface Memory {
  answers: Map<string, Kept>
  /** Sums by condition, as long as `changes` stays. */
  sums: { changes: number; byCondition: Map<string, Promise<string>> }
}
const MEMORIES = new WeakMap<Store, Memory>()

function memoryOf(store: Store): Memory {
  const known = MEMORIES.get(store) ?? { answers: new Map(), sums: { changes: store.changes, byCondition: new Map() } }
  MEMORIES.set(store, known)
  if (known.sums.changes !== store.changes) known.sums = { changes: store.changes, byCondition: new Map() }
  return known
}

/** Columns that intake, correction of a source or derivation may change; the others never do under one id. */
const WHOLE = sql.raw(
  `bit_xor(hash(e.event_id, e.ts, e.type, e.name, e.client_ip, e.client_port, e.server_ip, e.server_port, e.direction, e.session_state))`,
)

/** Shape: condition → a text that differs where any event it is true of, a witness, a home network or the register differs. */
const sumQuestion = (on: Sql): Sql => sql`
  SELECT concat_ws('/', (SELECT concat_ws('-', count(*), ${WHOLE}) FROM event e WHERE ${on}),
    (SELECT concat_ws('-', count(*), bit_xor(hash(event_id, witness_id))) FROM session_witness),
    (SELECT concat_ws('-', count(*), bit_xor(hash(ip_id))) FROM ip_home),
    (SELECT concat_ws('-', count(*), bit_xor(hash(event_id, verdict, clause, row_number))) FROM session_verdict),
    (SELECT concat_ws('-', count(*), bit_xor(hash(r::VARCHAR))) FROM access_row r)) AS sum`

async function basisOf(store: Store, { on, span }: Rests, asking: Asking): Promise<string> {
  const { byCondition } = memoryOf(store).sums
  const condition = `${on.text} ${JSON.stringify(on.values)}`
  const known = byCondition.get(condition)
  const sum = known ?? store.first(sumQuestion(on), { sum: nullable(TEXT) }, asking).then((row) => row?.sum ?? '')
  byCondition.set(condition, sum)
  sum.catch(() => byCondition.delete(condition))
  return span === true ? `${await sum} ${JSON.stringify(await caseSpan(store, asking))}` : sum
}

/**
 * Ask a detector, or give its kept answer.
 *
 * Shape: detector × parameters × case → what it finds. A sum over what it rests on costs a fraction of asking, and is taken only after a write.
 */
export async function ask(
  store: Store,
  detector: Detector,
  params: ValuesOf<Detector['params']>,
  asking: Asking,
): Promise<readonly Found[]> {
  const { answers } = memoryOf(store)
  const { changes } = store
  const question = JSON.stringify([detector.version, params])
  const kept = answers.get(detector.id)
  const isSame = kept?.question === question
  if (isSame && kept.changes === changes) return kept.found
  const basis = detector.rests === undefined ? null : await basisOf(store, detector.rests, asking)
  const found = isSame && basis !== null && kept.basis === basis ? kept.found : await detector.find({ store, params, asking })
  // WHY: what was asked while something was written may be half of the old and half of the new.
  if (store.changes === changes && found.length <= MOST_KEPT) answers.set(detector.id, { question, changes, basis, found })
  else answers.delete(detector.id)
  return found
}
