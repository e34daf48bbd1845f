/** The part of the fold for competing explanations: roles, observations, each analyst's ratings. */
import type { AwaitedEvidence, ExplanationRole } from '#contract/explanations'
import { stated, type OperationOf } from './fold'

type ExplanationOperation = OperationOf<
  'explanation.set' | 'observation.added' | 'observation.changed' | 'observation.removed' | 'rating.made' | 'ratings.revealed'
>

export interface ObservationRecord {
  id: string
  text: string
  entry: string | null
  awaits: AwaitedEvidence | null
}

export interface Explanations {
  /** Entry of kind hypothesis → what it stands for. */
  roles: ReadonlyMap<string, ExplanationRole>
  /** In the order they were added, without those that were removed. */
  observations: readonly ObservationRecord[]
  /** Key fingerprint → observation and explanation, as `cellKey` joins them → rating. */
  ratings: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Fingerprints of analysts who let others see their ratings. */
  revealed: ReadonlySet<string>
}

export const cellKey = (observation: string, explanation: string): string => `${observation} ${explanation}`

/** Shape: operations in order → what they say now; an analyst's later rating of a cell wins, whichever copy it was made in. */
export function foldExplanations(operations: ExplanationOperation[]): Explanations {
  const roles = new Map<string, ExplanationRole>()
  const observations = new Map<string, ObservationRecord>()
  const ratings = new Map<string, Map<string, number>>()
  const [removed, revealed] = [new Set<string>(), new Set<string>()]
  for (const { kind, payload } of operations)
    if (kind === 'observation.added' && !observations.has(payload.id)) observations.set(payload.id, { ...payload })
  for (const { kind, payload, author } of operations) {
    if (kind === 'explanation.set') roles.set(payload.id, payload.role)
    if (kind === 'observation.removed') removed.add(payload.id)
    if (kind === 'ratings.revealed') revealed.add(author)
    if (kind === 'observation.changed') {
      const record = observations.get(payload.id)
      if (record !== undefined) Object.assign(record, stated(payload))
    }
    if (kind === 'rating.made') {
      const own = ratings.get(author) ?? new Map<string, number>()
      ratings.set(author, own)
      const key = cellKey(payload.observation, payload.explanation)
      if (payload.rating === null) own.delete(key)
      else own.set(key, payload.rating)
    }
  }
  return { roles, observations: [...observations.values()].filter(({ id }) => !removed.has(id)), ratings, revealed }
}
