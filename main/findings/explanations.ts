/** The matrix of explanations: what each analyst thinks an observation says, without a winner. */
import {
  LEAST_SPREAD,
  LIKELIHOODS,
  type Explanation,
  type ExplanationCell,
  type ExplanationMatrix,
  type Observation,
} from '#contract/explanations'
import { fault } from '#contract/errors'
import { authorLabel } from '#main/journal/fold'
import { cellKey, type Explanations, type ObservationRecord } from '#main/journal/explanations'
import type { JournalState } from '#main/journal/projection'

const LEAST_EXPLANATIONS = 3

type State = Pick<JournalState, 'entries' | 'authors' | 'explanations'>

/** Shape: → the entries that are explanations, in the order they were written. */
function explanationsOf({ entries, explanations }: State): Explanation[] {
  return entries
    .filter(({ kind, removed }) => kind === 'hypothesis' && !removed)
    .map(({ id, title }) => ({ id, title, role: explanations.roles.get(id) ?? 'other' }))
}

function lacksOf(explanations: readonly Explanation[]): ExplanationMatrix['lacks'] {
  const has = (role: Explanation['role']): boolean => explanations.some((one) => one.role === role)
  return [
    ...(explanations.length < LEAST_EXPLANATIONS ? (['three-explanations'] as const) : []),
    ...(has('benign') ? [] : (['benign'] as const)),
    ...(has('evidence-missing') ? [] : (['evidence-missing'] as const)),
  ]
}

/** Shape: one analyst's ratings of a row → the share of belief it leaves to each explanation, summing to 1; null where a cell is not rated. */
export function sharesOf(ratings: readonly (number | null)[]): number[] | null {
  const likelihoods = ratings.map((rating) => (rating === null ? null : LIKELIHOODS[rating]!))
  if (likelihoods.length === 0 || !likelihoods.every((one) => one !== null)) return null
  const sum = likelihoods.reduce((total, one) => total + one, 0)
  return likelihoods.map((one) => one / sum)
}

interface Rater {
  fingerprint: string
  ratings: ReadonlyMap<string, number>
}

function rowOf(
  observation: ObservationRecord,
  explanations: readonly Explanation[],
  own: Rater,
  seen: readonly Rater[],
): Observation {
  const ratingOf = ({ ratings }: Rater, { id }: Explanation): number | null => ratings.get(cellKey(observation.id, id)) ?? null
  const shares = seen.flatMap((rater) => {
    const ofRater = sharesOf(explanations.map((explanation) => ratingOf(rater, explanation)))
    return ofRater === null ? [] : [ofRater]
  })
  const cells = explanations.map((explanation, column): ExplanationCell => {
    const ofColumn = shares.map((row) => row[column]!)
    return {
      explanation: explanation.id,
      own: ratingOf(own, explanation),
      share: ofColumn.length === 0 ? null : ofColumn.reduce((sum, one) => sum + one, 0) / ofColumn.length,
      disagreement: ofColumn.length < 2 ? null : Math.max(...ofColumn) - Math.min(...ofColumn),
      ratings: seen.flatMap((rater) => {
        const rating = ratingOf(rater, explanation)
        return rating === null ? [] : [{ analyst: rater.fingerprint, rating }]
      }),
    }
  })
  const means = cells.flatMap(({ share }) => (share === null ? [] : [share]))
  const diagnosticity = means.length === 0 ? null : Math.max(...means) - Math.min(...means)
  return { ...observation, cells, diagnosticity, discriminates: (diagnosticity ?? 0) >= LEAST_SPREAD }
}

/** What was seen before what is waited for; what tells most first; what is not rated last. */
function inOrder(rows: readonly Observation[]): Observation[] {
  const place = ({ awaits }: Observation): number => (awaits === null ? 0 : 1)
  const spread = ({ diagnosticity }: Observation): number => diagnosticity ?? -1
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => place(a.row) - place(b.row) || spread(b.row) - spread(a.row) || a.index - b.index)
    .map(({ row }) => row)
}

/**
 * The matrix as one analyst may see it.
 *
 * Shape: state, the analyst's key → explanations × observations; ratings of others only once both sides revealed theirs. No sum over rows
 *        is made: what an explanation gets in total is nobody's to read off.
 * Source: probabilities per analyst made to sum to one, then averaged (linear pooling).
 */
export function explanationMatrix(state: State, fingerprint: string): ExplanationMatrix {
  const { ratings, revealed, observations } = state.explanations
  const explanations = explanationsOf(state)
  const own: Rater = { fingerprint, ratings: ratings.get(fingerprint) ?? new Map<string, number>() }
  const isRevealed = revealed.has(fingerprint)
  const others = [...ratings]
    .filter(([author]) => author !== fingerprint)
    .map(([author, ofAuthor]): Rater => ({ fingerprint: author, ratings: ofAuthor }))
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
  const seen = [own, ...(isRevealed ? others.filter((other) => revealed.has(other.fingerprint)) : [])]
  const cells = observations.flatMap((row) => explanations.map((column) => cellKey(row.id, column.id)))
  return {
    explanations,
    observations: inOrder(observations.map((observation) => rowOf(observation, explanations, own, seen))),
    analysts: [own, ...others].map((rater) => ({
      fingerprint: rater.fingerprint,
      name: authorLabel(rater.fingerprint, state.authors),
      own: rater === own,
      rated: cells.filter((cell) => rater.ratings.has(cell)).length,
      revealed: revealed.has(rater.fingerprint),
    })),
    revealed: isRevealed,
    lacks: lacksOf(explanations),
  }
}

/** Errors: CAS-037 no such observation. */
export function observationById({ observations }: Explanations, id: string): ObservationRecord {
  const found = observations.find((one) => one.id === id)
  if (found === undefined) throw fault('CAS-037', { id })
  return found
}

/** Errors: CAS-038 no explanation of this id. */
export function explanationById(state: State, id: string): Explanation {
  const found = explanationsOf(state).find((one) => one.id === id)
  if (found === undefined) throw fault('CAS-038', { id })
  return found
}
