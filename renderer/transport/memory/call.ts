/** What an answering function of the memory transport is. */
import type { EngineClient } from '../transport'

export type Call = (input: never, options?: { signal?: AbortSignal }) => unknown
export type Calls = Record<string, Call>
/** Shape: area of the contract → the input of each of its operations. */
export type Inputs<Area extends keyof EngineClient> = {
  [Verb in keyof EngineClient[Area]]: EngineClient[Area][Verb] extends (input: infer Input, ...rest: never[]) => unknown
    ? Input
    : never
}

/** Shape: messages → a stream of them; one that stays open ends when its signal says so. */
export async function* stream<T>(messages: readonly T[], stayOpen = false, signal?: AbortSignal): AsyncGenerator<T, void, void> {
  yield* messages
  if (stayOpen && !signal?.aborted) await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
}
