/** An answer without rows says what that is worth: how much of what was asked could have been seen. */
import type { AbsenceQuery } from '#contract/coverage'
import type { EngineClient } from './engine'
import { visible } from './table'

export interface EmptyAnswer {
  /** Beside the rows that are not there; nothing where there are some. */
  json: { absence?: { text: string; share: number; partial: number; because: string[] } }
  /** A line for people, or nothing. */
  text: string
}

/** Shape: whether rows were found, what was asked → what to say where none were. */
export async function emptyAnswer(client: EngineClient, isEmpty: boolean, query: Partial<AbsenceQuery>): Promise<EmptyAnswer> {
  if (!isEmpty) return { json: {}, text: '' }
  const { text, share, partial, because } = await client.coverage.absence(query)
  return { json: { absence: { text, share, partial, because } }, text: `\n${[text, ...because].map(visible).join('\n  ')}` }
}
